package reading

import (
	"fmt"
	"strings"
)

// sentence writes a lead in the labelled form that the reader also takes from
// people who fill in such forms.
func (l Lead) sentence() string {
	parts := []string{"报线索"}
	if l.Stage == "在谈" {
		parts[0] = "新增在谈项目"
	}
	field := func(label, text string) {
		if text != "" {
			parts = append(parts, label+":"+text)
		}
	}
	field("项目名称", string(l.Project))
	field("投资方", string(l.Investor))
	field("来自", l.Origin)
	field("引资单位", string(l.Unit))
	if l.Amount != nil {
		field("投资额", l.Amount.Words())
	}
	if l.RegCapital != nil {
		field("注册资本", l.RegCapital.Words())
	}
	if l.LandMu != 0 {
		field("用地", l.LandMu.String()+"亩")
	}
	field("选址", l.Site)
	field("联系人", l.Contact)
	field("期数", l.Phase)
	field("来源", l.Source)
	field("推荐人", l.Referrer)
	field("标签", strings.Join(l.Tags, "、"))
	if l.Foreign {
		field("外资", "是")
	}
	for _, d := range l.Dates {
		parts = append(parts, d.sentence())
	}
	return strings.Join(parts, ",")
}

// fieldWords are how the fields of a correction are called.
var fieldWords = map[string]string{
	"amount": "投资额", "invested": "完成投资", "paid_in": "到位资金", "reg_capital": "注册资本", "percent": "形象进度",
	"unit": "单位", "stage": "阶段", "contact": "联系人", "project": "项目",
}

func (c Correct) sentence() string {
	s := string(c.Project)
	if c.Project == "@last" {
		s = "刚才"
	}
	name := fieldWords[c.Field]
	if w, ok := strings.CutPrefix(c.Field, "date."); ok {
		name = stepWords[What(w)] + "日期"
	}
	s += name + "写错了"
	if c.Old != nil {
		s += ",不是" + valueWords(c.Old)
	}
	if c.New != nil {
		s += ",应该是" + valueWords(c.New)
	}
	return s
}

func valueWords(v any) string {
	switch v := v.(type) {
	case *Amount:
		return v.Words()
	case *Span:
		return v.Words()
	case *Decimal:
		return v.String() + "%"
	}
	return fmt.Sprint(v)
}

// scopeWords says of what a figure or a list is asked.
func scopeWords(area, unit, leader, kind string, events []string) string {
	s := area + unit
	if leader != "" {
		s += leader + "挂钩的项目"
	}
	return s + kind + strings.Join(events, "、")
}

func (a AskRate) sentence() string {
	c := a.Scope
	s := ""
	switch {
	case c.SignYear != 0:
		s = fmt.Sprintf("%d年", c.SignYear)
	case c.From != nil && c.To != nil:
		s = dayWords(*c.From) + "至" + dayWords(*c.To)
	}
	s += scopeWords(c.Area, c.Unit, c.Leader, c.Kind, c.Events)
	if c.MinWan != 0 {
		s += Amount{Value: Cents(c.MinWan) * 1000, Cur: "CNY"}.Words() + "以上项目"
	}
	if len(a.Show) == 0 {
		s += a.Rate
	}
	s += map[string]string{"last_meeting": "较上次", "last_year": "同比", "last_month": "较上月", "average": "比市均"}[a.Compare]
	s += map[string]string{"unit": "按单位", "leader": "按领导", "stage": "按阶段", "event": "按场次", "month": "按月"}[a.GroupBy]
	s += map[string]string{"desc": "从高到低", "asc": "从低到高"}[a.Sort]
	for _, w := range a.Show {
		s += map[string]string{"signed": ",签了几个", "not_applied": ",没申报入库的几个", "applied": ",申报了几个", "recognised": ",认定了几个", "rate": "," + a.Rate}[w]
	}
	return s + "多少"
}

func (a AskList) sentence() string {
	f := a.Filter
	s := ""
	if f.Year != 0 {
		s = fmt.Sprintf("%d年", f.Year)
	}
	if f.From != nil && f.To != nil {
		s = dayWords(*f.From) + "至" + dayWords(*f.To)
	}
	if f.Due != nil {
		s += f.Due.Words()
	}
	s += scopeWords("", f.Unit+f.By, f.Leader, f.Kind, f.Events) + strings.Join(f.StageIn, "、")
	if f.StaleDays != 0 {
		s += fmt.Sprintf("超过%d天", f.StaleDays)
	}
	s += f.State
	if f.MinWan != 0 {
		s += Amount{Value: Cents(f.MinWan) * 1000, Cur: "CNY"}.Words() + "以上"
	}
	s += map[string]string{"unit": "按单位", "leader": "按领导", "stage": "按阶段", "event": "按场次", "month": "按月"}[a.GroupBy]
	s += map[string]string{"": "的项目", "unit": "的有哪些单位", "order": "的交办事项", "obstacle": "的堵点", "leader": "的是哪些区领导", "meeting": "的有哪些会"}[a.Kind]
	if a.Format == "excel" {
		return s + "导出excel"
	}
	return s + "有哪些"
}
