package chart

import (
	"bytes"
	"image/png"
	"os"
	"testing"
)

// TestPictures draws each kind of picture and decodes it again. Set CHART_DIR
// to look at them.
func TestPictures(t *testing.T) {
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	values := []Value{
		{Label: "经济开发区", Words: "66.7 %（2/3）", Tenth: 667}, {Label: "高新园区", Words: "50.0 %（1/2）", Tenth: 500},
		{Label: "第11攻坚队", Words: "0.0 %（0/1）"}, {Label: "城东街道", Words: "暂无", None: true},
	}
	c := Chart{Title: "签约转化率·已申报，按单位", Foot: "2026年签约，全区，截至11月24日", Values: values, Target: 600}
	line := c
	line.Values = []Value{{Label: "9/15", Words: "40.0 %", Tenth: 400}, {Label: "9/29", None: true}, {Label: "10/13", Words: "55.0 %", Tenth: 550}, {Label: "10/27", Words: "61.8 %", Tenth: 618}}
	elapsed := c
	elapsed.Mark = "序时 60.0 %"
	elapsed.Values = []Value{{Label: "亿元以上签约", Words: "35.0 %（7/20）", Tenth: 350}, {Label: "亿元以上签约额", Words: "77.0 %（23.5亿元/30.5亿元）", Tenth: 770}}
	funnel := c
	funnel.Target, funnel.Values = 0, []Value{{Label: "线索", Words: "12 个", Tenth: 600}, {Label: "在谈", Words: "20 个，31.5亿元", Tenth: 1000}, {Label: "已达效", Words: "0 个"}}
	board := Board{Title: "清塘区招商项目", Foot: c.Foot, Tiles: []Tile{
		{Name: "签约转化率·已申报", Value: "61.8 %", Words: "21/34 · 目标 60 %，已达到", Tenth: 618, Aim: true, Good: true},
		{Name: "签约转化率·已认定", Value: "35.3 %", Words: "12/34 · 目标 50 %，还差 5 个", Tenth: 353, Aim: true},
		{Name: "竣工率", Value: "暂无", None: true},
	}, Rows: []Value{{Label: "线索", Words: "12 个", Tenth: 600}, {Label: "在谈", Words: "20 个", Tenth: 1000}}}
	for name, draw := range map[string]func() ([]byte, error){
		"bars":    func() ([]byte, error) { return p.Bars(c) },
		"line":    func() ([]byte, error) { return p.Line(line) },
		"elapsed": func() ([]byte, error) { return p.Bars(elapsed) },
		"funnel":  func() ([]byte, error) { return p.Bars(funnel) },
		"board":   func() ([]byte, error) { return p.Board(board) },
		"empty":   func() ([]byte, error) { return p.Bars(Chart{Title: "空"}) },
	} {
		b, err := draw()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil || img.Bounds().Dx() != width {
			t.Errorf("%s: %v, %v", name, err, img)
		}
		if dir := os.Getenv("CHART_DIR"); dir != "" {
			if err := os.WriteFile(dir+"/"+name+".png", b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestMissingCharactersAreBoxes(t *testing.T) {
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Missing("镕喆纺织"); got != "镕喆" {
		t.Errorf("missing %q", got)
	}
	if got := p.drawn("镕纺"); got != "□纺" {
		t.Errorf("drawn %q", got)
	}
}

// Words longer than usual, such as two amounts, stood over the bar they belong to.
func TestLongWordsHaveRoom(t *testing.T) {
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	s := p.sheet(head)
	words := "77.0 %（23.5亿元/30.5亿元）"
	if got, need := s.widest([]Value{{Words: words}}), s.measure(words, 22); got < need {
		t.Errorf("room %d for words of %d", got, need)
	}
	if got := s.widest(nil); got != 230 {
		t.Errorf("room without words %d", got)
	}
}
