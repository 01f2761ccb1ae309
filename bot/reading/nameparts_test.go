package reading

import (
	"strings"
	"testing"
)

// nameFrames are sentences about one project, {N} its name.
var nameFrames = []string{
	"{N}今天签约了", "{N}无变化", "{N}开工了", "{N}投资改成3亿", "今天{N}的老板来了", "{N}缺电", "催一下{N}的用电", "{N}那边说资金没到位",
	"{N}什么情况", "把{N}放到下一场签约会", "{N}的联系人换成李总", "{N}黄了,老板不投了", "昨天去了{N},主体封顶了", "{N},形象进度60%",
	"1.{N}已签约", "本周{N}没动静", "{N}计划6月开工", "{N} 已投产", "【{N}】土地已摘牌", "{N}下周能签吗",
}

// TestNamesResolve: in every frame every project is itself, by its name and by
// every alias that is its own.
func TestNamesResolve(t *testing.T) {
	for _, file := range []string{"fixture", "third", "lead", "lead3", "lead4", "lead5", "lead6", "progress2", "order2", "ask3"} {
		n := namesOf(t, "testdata/"+file+".json")
		owners := map[string][]string{}
		for _, p := range n.ledger.Projects {
			for _, w := range append([]string{p.Name}, p.Alias...) {
				owners[w] = append(owners[w], p.Name)
			}
		}
		for word, owner := range owners {
			if len(owner) > 1 {
				continue
			}
			for f, frame := range nameFrames {
				text := strings.ReplaceAll(frame, "{N}", word)
				s := newScript(text)
				n.lex.mend(s)
				ms := mentions(n.takeBack(s, n.narrow(s, n.scan(s, baseContext("")))))
				if len(ms) != 1 || !ms[0].sure() || n.ledger.Projects[ms[0].projects[0]].Name != owner[0] {
					t.Errorf("%s N%d: %s is not %s alone: %s", file, f, text, owner[0], namesIn(n, ms))
				}
			}
		}
	}
}

func namesIn(n *Names, ms []*mention) string {
	var all []string
	for _, m := range ms {
		var one []string
		for _, p := range m.projects {
			one = append(one, n.ledger.Projects[p].Name)
		}
		all = append(all, strings.Join(one, "|"))
	}
	return strings.Join(all, " ")
}

// TestNameTwice: a name that reaches over its own last letters leaves fewer
// tokens than the message began with.
func TestNameTwice(t *testing.T) {
	got := Read("会上定了:晟能晟能分布式储能今天对接到一条", baseContext("西园镇"), loadNames(t))
	if len(got.Acts) == 0 {
		t.Error("reads nothing")
	}
}
