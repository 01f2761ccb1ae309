package chart

import (
	"bytes"
	"fmt"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-analyze/charts"
)

// longUnit and longRule are longer than any of the demo's district.
const (
	longUnit = "滨海高新技术产业开发区管理委员会招商服务中心"
	longRule = "竣工率·占已签约（含跨年度开工并经市里认定入库的项目），按引资单位类别"
	longFoot = "2026年市级“3+7+5”产业招商大会、区级“5+20+3”集中签约会签约，全区，10亿元以上，截至2026年11月24日，现在看那天"
)

// gallery has pictures of usual and of extreme data, by the name of the file
// that shows each.
func gallery() map[string]func(*sheet) {
	bars := func(c Chart) func(*sheet) { return c.bars }
	line := func(c Chart) func(*sheet) { return c.line }
	board := func(b Board) func(*sheet) { return b.high }
	unit := Chart{Title: "签约转化率·已申报，按引资单位", Foot: "2026年签约，全区，截至11月24日", Target: 600, Mark: "目标 60 %"}
	trend := Chart{Title: "签约转化率·已申报，历次过堂会", Foot: unit.Foot, Target: 600, Mark: unit.Mark}
	year := Chart{Title: "2026年目标和序时，全区", Foot: "截至11月24日", Target: 900, Mark: "序时 90.0 %"}
	funnel := Chart{Title: "各阶段的项目，全区", Foot: "截至11月24日"}
	return map[string]func(*sheet){
		"bars-usual": bars(with(unit,
			Value{Label: "经济开发区", Words: "66.7 %（2/3）", Tenth: 667, Reached: true}, Value{Label: "高新园区", Words: "50.0 %（1/2）", Tenth: 500},
			Value{Label: "第11攻坚队", Words: "0.0 %（0/1）"}, Value{Label: "城东街道", Words: "暂无", None: true})),
		"bars-one":        bars(with(unit, Value{Label: "经济开发区", Words: "100.0 %（1/1）", Tenth: 1000, Reached: true})),
		"bars-none":       bars(with(Chart{Title: unit.Title, Foot: unit.Foot, Target: 600, Mark: unit.Mark, Empty: "暂无可计算的项目"})),
		"bars-20":         bars(with(Chart{Title: longRule, Foot: longFoot, Target: 600, Mark: unit.Mark}, units(20)...)),
		"line-usual":      line(with(trend, Value{Label: "9/15", Words: "40.0 %", Tenth: 400}, Value{Label: "9/29", None: true}, Value{Label: "10/13", Words: "55.0 %", Tenth: 550}, Value{Label: "10/27", Words: "61.8 %", Tenth: 618})),
		"line-one":        line(with(trend, Value{Label: "11/24", Words: "61.8 %", Tenth: 618})),
		"line-none":       line(with(Chart{Title: trend.Title, Foot: trend.Foot, Empty: "暂无可计算的项目"}, Value{Label: "11/10", None: true}, Value{Label: "11/24", None: true})),
		"line-30":         line(with(Chart{Title: longRule, Foot: longFoot, Target: 1000, Mark: "目标 100 %"}, meetings(30)...)),
		"line-top":        line(with(trend, Value{Label: "10/27", Words: "100.0 %", Tenth: 1000}, Value{Label: "11/10", Words: "0.0 %"}, Value{Label: "11/24", Words: "100.0 %", Tenth: 1000})),
		"elapsed-usual":   bars(with(year, Value{Label: "亿元以上签约", Words: "35.0 %（7/20）", Tenth: 350}, Value{Label: "亿元以上签约额", Words: "77.0 %（23.5亿元/30.5亿元）", Tenth: 770})),
		"elapsed-over":    bars(with(year, Value{Label: "亿元以上签约", Words: "250.0 %（50/20）", Tenth: 2500, Reached: true}, Value{Label: "开工项目投资额", Words: "130.0 %（1236.5678亿元/951.2亿元）", Tenth: 1300, Reached: true}, Value{Label: "竣工", Words: "0.0 %（0/5）"})),
		"elapsed-january": bars(with(Chart{Title: year.Title, Foot: year.Foot, Target: 83, Mark: "序时 8.3 %"}, Value{Label: "亿元以上签约", Words: "5.0 %（1/20）", Tenth: 50})),
		"funnel-usual":    bars(with(funnel, Value{Label: "线索", Words: "12 个", Tenth: 600}, Value{Label: "在谈", Words: "20 个，31.5亿元", Tenth: 1000}, Value{Label: "已达效", Words: "0 个"})),
		"funnel-large":    bars(with(funnel, Value{Label: "线索", Words: "1284 个，12345.67亿元", Tenth: 1000}, Value{Label: "在谈", Words: "3 个", Tenth: 2})),
		"board-usual":     board(boardOf("2026年签约，全区，截至11月24日", "61.8 %", "21/34 · 目标 60 %，已达到")),
		"board-long":      board(boardOf(longFoot, "100.0 %", "1236.5678亿元/12951.2亿元 · 目标 100 %，差 128 个，项目不够")),
		"board-none":      board(Board{Title: "招商项目一览", Foot: unit.Foot, Tiles: []Tile{{Name: "竣工率·已竣工", Value: "暂无", None: true}}}),
	}
}

func with(c Chart, values ...Value) Chart {
	c.Values = values
	return c
}

func units(n int) []Value {
	var vs []Value
	for i := range n {
		of := n - i
		vs = append(vs, Value{Label: fmt.Sprintf("%s%d", longUnit, i+1), Words: fmt.Sprintf("%d.0 %%（%d/%d）", of*100/n, of, n), Tenth: int64(of * 1000 / n), Reached: of*10 >= n*6})
	}
	return vs
}

func meetings(n int) []Value {
	var vs []Value
	for i := range n {
		tenth := int64(1000 * i / (n - 1))
		vs = append(vs, Value{Label: fmt.Sprintf("%d/%d", 1+i*12/n, 1+i%28), Words: fmt.Sprintf("%d.%d %%", tenth/10, tenth%10), Tenth: tenth})
	}
	return vs
}

func boardOf(foot, value, words string) Board {
	b := Board{Title: "招商项目一览", Foot: foot, Stages: "各阶段的项目（不分年份）"}
	for i, name := range []string{"签约转化率·已申报", "签约转化率·已认定", "开工率·入库后已开工", "竣工率·占已签约", "投产率·占已签约", "到位率·到位资金"} {
		b.Tiles = append(b.Tiles, Tile{Name: name, Value: value, Words: words, Tenth: 618 - int64(i)*100, Target: int64(i%2) * 600, Reached: i == 1})
	}
	for i, stage := range strings.Fields("线索 在谈 拟签约 已签约 已开工 已竣工 已投产 已达效") {
		b.Rows = append(b.Rows, Value{Label: stage, Words: fmt.Sprintf("%d 个", (8-i)*120), Tenth: int64(8-i) * 125})
	}
	return b
}

// TestPictures draws each kind of picture and decodes it again. Set CHART_DIR
// to look at them.
func TestPictures(t *testing.T) {
	p := pen(t)
	for name, draw := range gallery() {
		look(t, name, p.draw(draw))
	}
}

// look encodes a picture and decodes it again, and leaves it to be looked at.
func look(t *testing.T, name string, s *sheet) {
	t.Helper()
	b, err := s.png()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if got := img.Bounds().Size(); got.X != s.width || got.Y != s.height {
		t.Errorf("%s: %v, want %d × %d", name, got, s.width, s.height)
	}
	if dir := os.Getenv("CHART_DIR"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func pen(t *testing.T) *Pen {
	t.Helper()
	p, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The board of a big screen fills it, 16:9, within a tenth.
func TestBigBoard(t *testing.T) {
	p := pen(t)
	b := boardOf("2026年签约，全区，截至11月24日", "61.8 %", "21/34 · 目标 60 %，已达到")
	s := p.drawWide(big, b.across)
	if high := s.width * 9 / 16; s.height < high*9/10 || s.height > high*11/10 {
		t.Errorf("%d × %d", s.width, s.height)
	}
	inPlace(t, "usual", s)
	inPlace(t, "long", p.drawWide(big, boardOf(longFoot, "100.0 %", "1236.5678亿元/12951.2亿元 · 目标 100 %，差 128 个，项目不够").across))
	look(t, "board-big", s)
}

// Long names ran under the bars and off the sheet, words of tiles over their
// neighbours, the mark of the target over the foot, the days of thirty meetings
// into each other.
func TestWordsHaveTheirPlace(t *testing.T) {
	p := pen(t)
	for name, draw := range gallery() {
		inPlace(t, name, p.draw(draw))
	}
}

// inPlace holds that all words stand on the sheet, and none over others.
func inPlace(t *testing.T, name string, s *sheet) {
	t.Helper()
	for i, w := range s.written {
		if w.left < margin-1 || w.right > s.width-margin+1 || w.top < edge || w.bottom > s.height-edge {
			t.Errorf("%s: %q stands off the sheet: %+v", name, w.words, w)
		}
		for _, o := range s.written[:i] {
			if w.over(o) {
				t.Errorf("%s: %q stands over %q", name, w.words, o.words)
			}
		}
	}
}

// The last meeting is what the picture of a trend is for.
func TestLastMeetingHasItsWords(t *testing.T) {
	s := pen(t).draw(gallery()["line-30"])
	for _, words := range []string{"100.0 %", "1/1", "12/2", "0.0 %"} {
		if !slices.ContainsFunc(s.written, func(w writing) bool { return w.words == words }) {
			t.Errorf("%s is left out", words)
		}
	}
}

// A phone shows a picture 390 points wide, on Telegram's ground.
func TestLegibleOnAPhone(t *testing.T) {
	const dpi, phone, least = 92.0, 390.0, 11.0
	p := pen(t)
	for name, draw := range gallery() {
		for _, w := range p.draw(draw).written {
			if points := w.size * dpi / 72 * phone / width; points < least {
				t.Errorf("%s: %q is %.1f points high", name, w.words, points)
			}
			if got := contrast(w.colour, paper); got < 4.5 {
				t.Errorf("%s: %q has a contrast of %.2f to the paper", name, w.words, got)
			}
		}
	}
	for theme, ground := range map[string]charts.Color{"light": charts.ColorRGB(255, 255, 255), "dark": charts.ColorRGB(0x17, 0x21, 0x2b)} {
		if got := contrast(brim, ground); got < 3 { // WCAG 1.4.11: what is no text
			t.Errorf("the edge has a contrast of %.2f to the %s ground", got, theme)
		}
	}
	for name, c := range map[string]charts.Color{"edge": brim, "blue": blue, "green": green, "red": red} {
		if got := contrast(c, paper); got < 3 {
			t.Errorf("%s has a contrast of %.2f to the paper", name, got)
		}
	}
}

// contrast is that of two colours by WCAG 2.2, from 1 to 21.
func contrast(a, b charts.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c charts.Color) float64 {
	linear := func(v uint8) float64 {
		if f := float64(v) / 255; f > 0.04045 {
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		return float64(v) / 255 / 12.92
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
