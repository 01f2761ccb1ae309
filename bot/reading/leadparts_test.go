package reading

import (
	"strings"
	"testing"
)

// The parts of a lead. Any company may come from anywhere and build anything; a
// frame puts them into a sentence, {C} the company, {P} the product, {O} the
// place, {S} the sum.
var (
	leadCompanies = strings.Fields("舜宇光学 欧菲 海康机器人 宁德时代 华兴精密 博世 长电科技 恒达精工 立讯 国轩 芯测 星辉光电 广汇塑业有限公司 中天医药集团 大族激光 TCL 三一重工 帝斯曼 嘉吉 良品铺子")
	leadProducts  = strings.Fields("镜头模组 储能电池 连接器 宠物食品 光伏支架 芯片测试 电动工具 铝型材 无人机 预制菜 医疗器械 液压阀 汽车线束 特种玻璃 卫星终端 中成药 轴承 空调压缩机 激光雷达 碳纤维")
	leadOrigins   = strings.Fields("杭州 宁波 东莞 深圳 台州 苏州 佛山 德国 日本 广东")
	leadSums      = []struct {
		said string
		yuan int64 // 0: another currency
	}{{"2亿", 2e8}, {"5000万", 5e7}, {"1.5亿元", 15e7}, {"两个亿", 2e8}, {"8000万元", 8e7}, {"3亿左右", 3e8}, {"十个亿", 1e9}, {"2000万美元", 0}, {"一亿两千万", 12e7}, {"6.8亿", 68e7}}
)

// leadFrames are sentences with the parts in them; joined says whether the place
// stands right before the company and so is part of its name, end what the
// project's name has behind the product, and nobody that no company is named.
var leadFrames = []struct {
	text   string
	end    string
	joined bool
	nobody bool
	glued  bool // nothing parts the company from the product
}{
	{text: "新线索:{O}{C},{P},{S}", joined: true},
	{text: "报个线索 {O}{C} {P} {S}", joined: true},
	{text: "{O}{C}想在我区投{S}建{P}厂", end: "厂", joined: true},
	{text: "{O}{C}打算过来投个{P}项目,{S}", end: "项目", joined: true},
	{text: "{O}的{C}拟投资{S}建设{P}生产基地", end: "生产基地"},
	{text: "今天在{O}拜访了{C},对方想投{S}做{P}"},
	{text: "在{O}见了一家做{P}的,叫{C},想投{S}"},
	{text: "接到市局推送线索一条,{O}{C}{P}项目,拟投{S}", end: "项目", joined: true, glued: true},
	{text: "老乡介绍,{O}有个做{P}的想回来投资,大概{S},还没见面", nobody: true},
	{text: "{O}有个做{P}的老板今天来看厂房,投资估计{S}", nobody: true},
	{text: "一家做{P}的企业想来,{O}的,投{S}", nobody: true},
	{text: "有个{O}客商想投{S}做{P}", nobody: true},
	{text: "正在跟{O}{C}谈{P}项目,{S}", end: "项目", joined: true},
	{text: "新线索 客户:{O}{C} 产品:{P} 投资:{S}", joined: true},
	{text: "项目名称:{P} 投资方:{O}{C} 总投资:{S}", joined: true},
	{text: "商会推荐{O}{C},{P}项目,{S}", end: "项目", joined: true},
	{text: "商会李会长介绍了个{O}做{P}的,{S}", nobody: true},
	{text: "{O}/{C}/{P}/{S}", joined: true},
	{text: "{O}{C}有意落户,做{P},{S}", joined: true},
	{text: "我们对接的{O}{C}准备上一条{P}线,{S}", end: "线", joined: true},
	{text: "{C}从{O}过来谈{P}项目,投资{S}", end: "项目"},
	{text: "{O}那边有家{P}企业叫{C},要投{S}"},
	{text: "刚跟{O}{C}王总通了电话,他们想搞{P},投{S}", joined: true},
	{text: "新谈了个{P}项目,{S},{O}{C}投的", end: "项目", joined: true},
	{text: "{P}项目,{O}{C}投资,{S}", end: "项目", joined: true},
	{text: "{O}{C}的{P}项目,投资{S},正在洽谈", end: "项目", joined: true},
	{text: "展会上认识了{O}{C},做{P}的,有意投{S}", joined: true},
	{text: "引进{O}{C}{P}项目一个,总投{S}", end: "项目", joined: true, glued: true},
}

// TestLeadParts puts all parts into all frames and finds each again in its field.
func TestLeadParts(t *testing.T) {
	n := loadNames(t)
	for f, frame := range leadFrames {
		bad := 0
		for k := 0; k < 40; k++ {
			c, p := leadCompanies[(k+f)%20], leadProducts[(k*7+k/20+f*3)%20]
			o, sum := leadOrigins[(k*3+f)%10], leadSums[(k*3+k/10+f)%10]
			text := strings.NewReplacer("{C}", c, "{P}", p, "{O}", o, "{S}", sum.said).Replace(frame.text)
			want := Lead{Project: Name(p + frame.end), Investor: Name(c), Origin: o}
			if frame.joined {
				want.Investor = Name(o + c)
			}
			if frame.nobody {
				want.Investor = ""
			}
			if frame.glued && !n.lex.endsLikeFirm(c) {
				want.Investor, want.Project = "", Name(c)+want.Project // asked: where the name ends cannot be told
			}
			acts := Read(text, baseContext("高新园区"), n).Acts
			got, ok := acts[0].(Lead)
			if len(acts) != 1 || !ok {
				bad++
				t.Errorf("F%d %s: read as %s %+v", f, text, acts[0].Op(), acts)
				continue
			}
			if got.Project != want.Project || got.Investor != want.Investor || got.Origin != want.Origin || got.Amount == nil || got.Amount.Cur == "CNY" && got.Amount.Yuan() != sum.yuan {
				bad++
				t.Errorf("F%d %s: P=%s I=%s O=%s A=%v", f, text, got.Project, got.Investor, got.Origin, got.Amount != nil)
			}
		}
		t.Logf("FRAME %d %s: %d of 40", f, frame.text, bad)
	}
}
