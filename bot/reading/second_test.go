package reading

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func namesOf(t testing.TB, file string) *Names {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l, err := LoadFixture(f)
	if err != nil {
		t.Fatal(err)
	}
	return NewNames(l)
}

// TestNotSaid holds what must not be stored: a stage, a plan or a sum that
// the words only seem to say.
func TestNotSaid(t *testing.T) {
	n := loadNames(t)
	for _, text := range []string{
		"瑞科供应商开工了", "隔壁区的瑞科开工了", "瑞科老厂区竣工了", "瑞科母公司去年投产", "瑞科没签约就开工了",
		"瑞科还未开工", "瑞科节前签约", "瑞科节后开工", "瑞科近日签约", "过几天瑞科来签约", "如果顺利,瑞科下月签约",
		"瑞科要是签了,6月10日就开工", "瑞科签约率", "瑞科开工仪式昨天举行", "瑞科的签约横幅做好了", "瑞科厂房主体竣工了",
		"瑞科比去年多投了2000万", "瑞科融资到账3000万", "瑞科本月完成投资3000万", "瑞科土地款到账500万",
		"瑞科老板想再上一个面料项目,投2亿", "瑞科完成1.2", "瑞科协议引资额1.0092瑞士法郎", "瑞科引资额1.2e8元",
		"瑞科引资额二分之一亿", "瑞科签了3000万订单", "瑞科和农商行签了贷款合同", "瑞科批准开工了",
		"瑞科说好5月20日竣工的,结果没竣工", "瑞科该开工了", "瑞科的竞争对手无锡华润投资3亿",
	} {
		for _, a := range Read(text, baseContext("高新园区"), n).Acts {
			u, ok := a.(Update)
			if !ok {
				continue
			}
			if u.stores() {
				t.Errorf("%s: stores %+v", text, u)
			}
		}
	}
}

// TestPhases: a phase said without its project's name is a phase of the
// project spoken of, and never put on another one.
func TestPhases(t *testing.T) {
	n := namesOf(t, "testdata/second.json")
	ctx := Context{Now: time.Date(2025, 3, 12, 9, 0, 0, 0, zone), Role: RoleUnit, Chat: ChatDM, Unit: "滨江新城"}
	for _, c := range []struct {
		text  string
		reply string
		want  []Name
	}{
		{"鼎元一期投产了,二期昨天竣工了", "", []Name{"鼎元汽车电子一期", "鼎元汽车电子二期"}},
		{"鼎元二期昨天竣工了;三期在谈", "", []Name{"鼎元汽车电子二期", "鼎元汽车电子三期"}},
		{"三期下周签约", "鼎元汽车电子二期", []Name{"鼎元汽车电子三期"}},
		{"四期下周签约", "鼎元汽车电子二期", []Name{""}},
		{"通达一期竣工了,三期下周签约", "", []Name{"通达物流园一期", ""}},
	} {
		if c.reply != "" {
			ctx.ReplyTo = &Reply{Kind: "reminder", Project: c.reply}
		} else {
			ctx.ReplyTo = nil
		}
		var got []Name
		for _, a := range Read(c.text, ctx, n).Acts {
			if u, ok := a.(Update); ok {
				got = append(got, u.Project)
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, d)
		}
	}
}
