package reading

import (
	"fmt"
	"strings"
)

// Sentence returns the canonical sentence of an act, with absolute dates. Read
// again by the same sender on the same day it gives the same act, but for the
// words quoted (raw) of its dates and sums. What an act leaves open (a project
// that is asked for) the sentence leaves open too.
func Sentence(a Act) string {
	switch a := a.(type) {
	case Lead:
		return a.sentence()
	case Update:
		return a.sentence()
	case Visit:
		return a.sentence()
	case Correct:
		return a.sentence()
	case Undo:
		return "撤回上一条"
	case Merge:
		return fmt.Sprintf("合并:%s并到%s", a.Drop, a.Keep)
	case Drop:
		return orThis(a.Project) + "终止" + ifSaid(",原因:", a.Reason)
	case Transfer:
		return fmt.Sprintf("把%s流转到%s", a.Project, a.To)
	case Dispute:
		if len(a.Between) > 0 {
			return fmt.Sprintf("%s首谈有争议,%s都在谈,请核实", a.Project, strings.Join(a.Between, "、"))
		}
		return fmt.Sprintf("%s首谈有争议,请核实", a.Project)
	case Obstacle:
		return a.sentence()
	case ObstacleClose:
		return a.sentence()
	case Order:
		return a.sentence()
	case OrderClose:
		return fmt.Sprintf("%s交办的%s已办结", a.Project, a.Text)
	case Assign:
		return a.sentence()
	case EventAdd:
		return strings.Join(a.Projects, "、") + "报名" + orElse(a.Event, "签约会")
	case EventDrop:
		return strings.Join(a.Projects, "、") + "撤出" + orElse(a.Event, "签约会")
	case Meeting:
		return a.sentence()
	case NoChange:
		return a.sentence()
	case Snooze:
		if a.Until == nil {
			return "先别催"
		}
		return dayWords(*a.Until) + "前别催"
	}
	return askSentence(a)
}

// askSentence: questions and what is neither told nor asked.
func askSentence(a Act) string {
	switch a := a.(type) {
	case AskRate:
		return a.sentence()
	case AskList:
		return a.sentence()
	case AskProject:
		return fmt.Sprintf("%s什么情况", a.Project)
	case AskMeeting:
		return "下次过堂会什么时候开"
	case Help:
		if rates[a.Topic] {
			return a.Topic + "怎么算的"
		}
		return "怎么操作" + a.Topic + "?"
	case Refuse:
		if a.Why == "privacy" {
			return "别的单位的联系人电话多少"
		}
		return "把转化率改成100%"
	}
	return "收到"
}

var rates = map[string]bool{"签约转化率": true, "开工率": true, "竣工率": true, "投产率": true, "到位率": true, "占全市比重": true, "目标完成率": true}

func orThis(n Name) string { return orElse(n, "这个项目") }

func orElse(n Name, other string) string {
	if n == "" {
		return other
	}
	return string(n)
}

func ifSaid(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// dayWords writes a day with its year.
func dayWords(d Date) string { return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day) }

// Words writes a span as it can be read again: 2024年6月中旬, 2024年6月10日前.
func (s Span) Words() string {
	switch {
	case s.Rel == By && s.From != nil && s.Gran == GranDay:
		return fmt.Sprintf("%d天内", s.days())
	case s.Rel == By && s.From != nil:
		return periodWords(*s.To, s.Gran) + "内"
	case s.Rel == By:
		return untilWords(*s.To, s.Gran)
	case s.Rel == After:
		return periodWords(*s.From, s.Gran) + "起"
	case s.Rel == On || *s.From == *s.To:
		return dayWords(*s.From)
	}
	first, last := periodWords(*s.From, s.Gran), periodWords(*s.To, s.Gran)
	if s.Gran == GranXun && s.From.Add(1).Day == 1 {
		first = periodWords(*s.From, GranMonth) + "底"
	}
	if first == last {
		return first
	}
	return first + "至" + last
}

// days counts a span's days.
func (s Span) days() int { return s.From.daysTo(*s.To) }

// periodWords names the period of a granularity that holds a day.
func periodWords(d Date, g Gran) string {
	switch g {
	case GranXun:
		return fmt.Sprintf("%d年%d月%s旬", d.Year, d.Month, []string{"上", "中", "下", "下"}[(d.Day-1)/10])
	case GranMonth:
		return fmt.Sprintf("%d年%d月", d.Year, d.Month)
	case GranQuarter:
		return fmt.Sprintf("%d年%s季度", d.Year, hanNumber((int(d.Month)+2)/3))
	case GranHalf:
		return fmt.Sprintf("%d年%s半年", d.Year, []string{"上", "下"}[(int(d.Month)-1)/6])
	case GranYear:
		return fmt.Sprintf("%d年", d.Year)
	}
	return dayWords(d)
}

// untilWords says “at the latest in”.
func untilWords(d Date, g Gran) string {
	switch g {
	case GranMonth, GranYear:
		return periodWords(d, g) + "底前"
	case GranQuarter:
		return periodWords(d, g) + "末前"
	}
	return periodWords(d, g) + "前"
}

// Words writes a sum so that it can be read again.
func (a Amount) Words() string {
	unit := "元"
	if a.Cur != "CNY" && a.Cur != "" {
		unit = a.Cur
	}
	if a.Ranged() {
		return sumWords(a.Min, unit) + "至" + sumWords(a.Max, unit)
	}
	w := sumWords(a.Value, unit)
	if a.Approx {
		w += "左右"
	}
	return w
}

// sumWords writes 亿 and 万 as people do.
func sumWords(c Cents, unit string) string {
	switch {
	case c >= yi && c%(yi/10000) == 0:
		return fixed(int64(c), 10) + "亿" + unit
	case c >= perWan && c%100 == 0:
		return fixed(int64(c), 6) + "万" + unit
	}
	return fixed(int64(c), 2) + unit
}

// stepWords are how the steps are said.
var stepWords = map[What]string{
	Sign: "签约", Intent: "签意向书", VisitBy: "考察", Talk: "洽谈", Land: "用地事项", RegApply: "申报入库",
	RegOK: "认定入库", Company: "公司事项", Start: "开工", Finish: "竣工", Produce: "投产",
}

func (d Dated) sentence() string {
	switch {
	case d.Kind == Plan:
		return "计划" + d.Date.Words() + stepWords[d.What]
	case d.Date.Raw == nil:
		return "已" + stepWords[d.What]
	}
	return d.Date.Words() + "已" + stepWords[d.What]
}

func (u Update) sentence() string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	reached := ""
	for i, d := range u.Dates {
		if i == 0 && u.SlippedFrom != nil && d.Kind == Plan {
			add("%s从%s推迟到%s", stepWords[d.What], dayWords(*u.SlippedFrom), d.Date.Words())
			continue
		}
		if d.Kind == Done && stageOf[d.What] != "" {
			reached = stageOf[d.What]
		}
		add("%s", d.sentence())
	}
	if u.Meeting != nil && u.Hold == nil {
		add("%s过堂会%s", dayWords(*u.Meeting), map[string]string{"通过": "通过了", "退回": "会上退回", "暂缓": "暂缓推进"}[u.Verdict])
	} else if u.Stage != "" && u.Stage != reached {
		add("%s", u.Stage)
	}
	if u.Hold != nil {
		add("%s%s", u.heldAt(), map[bool]string{true: "暂缓推进", false: "恢复推进"}[*u.Hold])
	}
	switch {
	case u.Reg == "退回":
		add("入库材料被退回")
	case u.Reg == "已申报" && !u.has(RegApply):
		add("已申报入库")
	}
	parts = append(parts, u.sums()...)
	if u.Contact != "" {
		add("联系人换成%s", u.Contact)
	}
	if u.Note != "" {
		add("备注:%s", u.Note)
	}
	return string(u.Project) + strings.Join(parts, ",")
}

func (u Update) heldAt() string {
	if u.Meeting == nil {
		return ""
	}
	return dayWords(*u.Meeting) + "过堂会上"
}

func (u Update) has(w What) bool {
	for _, d := range u.Dates {
		if d.What == w {
			return true
		}
	}
	return false
}

func (u Update) sums() []string {
	var parts []string
	for _, s := range []struct {
		word string
		sum  *Amount
	}{{"总投资", u.Amount}, {"累计完成投资", u.Invested}, {"到位资金", u.PaidIn}} {
		if s.sum != nil {
			parts = append(parts, s.word+s.sum.Words())
		}
	}
	if u.Percent != nil {
		parts = append(parts, "形象进度"+u.Percent.String()+"%")
	}
	return parts
}

func (v Visit) sentence() string {
	s := "拜访了" + string(v.Investor)
	if v.Date != nil {
		s = v.Date.Words() + s
	}
	if v.Result == "未谈成" {
		return s + ",没谈成"
	}
	return s + ifSaid(",", v.Result)
}

func (o Obstacle) sentence() string {
	s := string(o.Project) + "堵点:" + o.Text
	if len(o.Need) > 0 || o.Due != nil {
		s += ",请" + strings.Join(o.Need, "、")
		if o.Due != nil {
			s += o.Due.Words()
		}
		s += "协调"
	}
	return s
}

func (c ObstacleClose) sentence() string {
	s := string(c.Project) + c.Kind + "问题解决了"
	if len(c.By) > 0 {
		s += ",感谢" + strings.Join(c.By, "、")
	}
	return s
}

func (o Order) sentence() string {
	s := ""
	if o.Meeting != nil {
		s = dayWords(*o.Meeting) + "过堂会上,"
	}
	s += string(o.From) + "要求" + strings.Join(o.To, "、")
	if o.Due != nil {
		s += o.Due.Words()
	}
	s += o.Repeat
	if o.Project != "" && !strings.Contains(o.Text, string(o.Project)) {
		s += string(o.Project)
	}
	return s + o.Text
}

func (a Assign) sentence() string {
	who := strings.Join(a.Who, "、")
	where := string(a.Project) + string(a.Unit)
	switch a.Role {
	case "专班牵头":
		return where + "成立专班," + who + "牵头"
	case "专班成员":
		return where + "成立专班," + who + "参加"
	case "联络员":
		return where + "联络员换成" + who
	case "引荐单位":
		return where + "引荐单位是" + who
	}
	return where + "挂钩区领导改为" + who
}

func (m Meeting) sentence() string {
	day := ""
	if m.Date != nil {
		day = dayWords(*m.Date)
	}
	if m.Cancelled {
		return day + "的" + m.Kind + "取消"
	}
	return m.Kind + "定于" + day + m.Time + ifSaid("在", m.Place) + "召开"
}

func spelled(names []Name) []string {
	var all []string
	for _, n := range names {
		all = append(all, string(n))
	}
	return all
}

func (n NoChange) sentence() string {
	subject := string(n.Project)
	switch n.Scope {
	case "mine":
		subject = "所有项目"
	case "mine_talking":
		subject = "在谈项目都"
	}
	if len(n.Except) > 0 {
		subject = "除了" + strings.Join(spelled(n.Except), "、") + "," + subject
	}
	return subject + "无变化" + ifSaid(",因为", n.Reason)
}
