package reading

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A saidNumber is a number as it is said and how many it is, in thousandths.
type saidNumber struct {
	text string
	n    int64
}

// formal turns everyday numerals into those of contracts.
var formal = strings.NewReplacer("一", "壹", "二", "贰", "两", "贰", "三", "叁", "四", "肆", "五", "伍", "六", "陆", "七", "柒", "八", "捌", "九", "玖", "十", "拾", "百", "佰", "千", "仟")

// spokenCount writes 1 to 9999 as it is spoken, 两 for a leading 2 of 千.
func spokenCount(n int) string {
	var b strings.Builder
	gap := false
	for _, u := range []struct {
		n int
		s string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.n % 10
		switch {
		case d == 0:
			gap = b.Len() > 0
			continue
		case gap:
			b.WriteString("零")
		}
		gap = false
		if d != 1 || u.n != 10 || b.Len() > 0 {
			b.WriteRune([]rune(spokenDigits)[d])
		}
		b.WriteString(u.s)
	}
	return b.String()
}

// count draws a number below ten thousand, with decimals if it is in digits.
func (c chooser) count() saidNumber {
	n := 1 + pick(c, c(9), 10+c(90), 100*(1+c(9))-1, 1000*(1+c(9))-1, c(9999))
	switch c(8) {
	case 0:
		return saidNumber{spokenCount(n), int64(n) * 1000}
	case 1:
		return saidNumber{formal.Replace(spokenCount(n)), int64(n) * 1000}
	case 2:
		d := 1 + c(9)
		return saidNumber{spokenCount(n) + "点" + string([]rune(spokenDigits)[d]), int64(n)*1000 + int64(d)*100}
	case 3:
		d := 1 + c(999)
		return saidNumber{strings.TrimRight(fmt.Sprintf("%d.%03d", n, d), "0"), int64(n)*1000 + int64(d)}
	case 4:
		return saidNumber{wide(strconv.Itoa(n)), int64(n) * 1000}
	case 5:
		if n >= 1000 {
			return saidNumber{fmt.Sprintf("%d,%03d", n/1000, n%1000), int64(n) * 1000}
		}
	}
	return saidNumber{strconv.Itoa(n), int64(n) * 1000}
}

const (
	manyWan = 10_000
	manyYi  = 100_000_000
)

// sum draws a number with its magnitude: 3.5亿, 两亿三, 3亿4500万, 5千万.
func (c chooser) sum() saidNumber {
	small := func() (int, string) {
		d := 1 + c(9)
		return d, pick(c, strconv.Itoa(d), string([]rune(spokenDigits)[d]))
	}
	d, s := small()
	e, t := small()
	switch c(9) {
	case 0:
		if (s == strconv.Itoa(d)) != (t == strconv.Itoa(e)) {
			t = strconv.Itoa(e)
			s = strconv.Itoa(d)
		}
		return saidNumber{s + "亿" + t, int64(10*d+e) * manyYi * 100}
	case 1:
		return saidNumber{s + "亿" + t + pick(c, "千", "千万"), int64(10*d+e) * manyYi * 100}
	case 2:
		n := 1000 + c(9000)
		return saidNumber{fmt.Sprintf("%s亿%d万", s, n), (int64(d)*manyYi + int64(n)*manyWan) * 1000}
	case 3:
		n := 1 + c(999)
		return saidNumber{s + "亿零" + spokenCount(n) + "万", (int64(d)*manyYi + int64(n)*manyWan) * 1000}
	case 4:
		return saidNumber{s + "亿半", int64(10*d+5) * manyYi * 100}
	case 5:
		return saidNumber{s + pick(c, "千万", "千 万"), int64(d) * 1000 * manyWan * 1000}
	case 6:
		return saidNumber{s + "百万", int64(d) * 100 * manyWan * 1000}
	}
	n := c.count()
	switch c(3) {
	case 0:
		return saidNumber{n.text + pick(c, "亿", "个亿"), n.n * manyYi}
	case 1:
		return saidNumber{n.text + " 万", n.n * manyWan}
	}
	return saidNumber{n.text + "万", n.n * manyWan}
}

var currencies = []struct{ word, code string }{
	{"", "CNY"}, {"", "CNY"}, {"元", "CNY"}, {"人民币", "CNY"}, {"元人民币", "CNY"}, {"元整", "CNY"}, {"美元", "USD"}, {"美金", "USD"}, {"欧元", "EUR"},
	{"日元", "JPY"}, {"港币", "HKD"}, {"港元", "HKD"}, {"新台币", "TWD"}, {"英镑", "GBP"}, {"韩元", "KRW"}, {"元港币", "HKD"},
}

// amount draws a whole sum as it is said and as the reading must write it.
func (c chooser) amount() (text, want string) {
	s := c.sum()
	cur := pick(c, currencies...)
	about := ""
	write := func(n int64) string { return fixed(n/10, 6) }
	switch c(10) {
	case 0:
		s.text, about = pick(c, "约", "近", "超", "超过", "过", "逾", "不到", "大约", "将近", "不低于", "不超过", "至少", "突破")+s.text+cur.word, "~"
	case 1:
		s.text, about = s.text+cur.word+pick(c, "左右", "上下", "以上", "+"), "~"
	case 2:
		s.text, about = s.text+pick(c, "左右", "多", "余")+cur.word, "~"
	case 3:
		t := c.sum()
		for t.n <= s.n {
			t.text, t.n = strconv.FormatInt(s.n/manyYi/1000+1+int64(c(5)), 10)+"亿", (s.n/manyYi/1000+1)*manyYi*1000
			t.n = 0
			hi := s.n/manyYi/1000 + 1 + int64(c(5))
			t = saidNumber{strconv.FormatInt(hi, 10) + "亿", hi * manyYi * 1000}
		}
		text = s.text + pick(c, "到", "至", "-", "~", "～", "—") + t.text + cur.word
		want = write(s.n) + ".." + write(t.n)
		if cur.code != "CNY" {
			want = cur.code + " " + want
		}
		return text, want
	default:
		s.text += cur.word
	}
	want = about + write(s.n)
	if cur.code != "CNY" {
		want = cur.code + " " + want
	}
	return s.text, want
}

var sumSentences = []string{"锦尚二期协议引资额%s", "锦尚二期总投资%s", "锦尚二期%s的投资额", "锦尚二期到位资金%s", "锦尚二期签约了,投资%s", "锦尚二期计划投资%s,6月开工", "锦尚二期总投资额为%s。"}

// sumRead writes the one sum of a report as the tables do.
func sumRead(r Reading) string {
	u, ok := r.Acts[0].(Update)
	if !ok {
		return ""
	}
	for _, a := range []*Amount{u.Amount, u.Invested, u.PaidIn} {
		if a == nil {
			continue
		}
		got := fixed(int64(a.Value), 6)
		switch {
		case a.Ranged():
			got = fixed(int64(a.Min), 6) + ".." + fixed(int64(a.Max), 6)
		case a.Approx:
			got = "~" + got
		}
		if a.Cur != "CNY" {
			got = a.Cur + " " + got
		}
		return got
	}
	return ""
}

// TestAnySum: a sum put together of number, magnitude, currency and bound is
// read whole, in every sentence that tells one.
func TestAnySum(t *testing.T) {
	n := loadNames(t)
	ctx := baseContext("经济开发区")
	rapid.Check(t, func(rt *rapid.T) {
		c := chooser(func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "part") })
		said, want := c.amount()
		text := fmt.Sprintf(pick(c, sumSentences...), said)
		if got := sumRead(Read(text, ctx, n)); got != want {
			rt.Fatalf("%s: got %q, want %q", text, got, want)
		}
	})
}
