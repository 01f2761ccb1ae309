package chart

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMissingCharactersAreBoxes(t *testing.T) {
	p := pen(t)
	if got := p.lacks("镕喆纺织"); got != "镕喆" {
		t.Errorf("missing %q", got)
	}
	if got := p.drawn("镕纺"); got != "□纺" {
		t.Errorf("drawn %q", got)
	}
	told := ""
	p.missing = func(chars string) { told += chars }
	if _, err := p.Bars(Chart{Title: "镕", Values: []Value{{Label: "镕喆纺"}}}); err != nil || told != "喆镕" {
		t.Errorf("told %q, %v", told, err)
	}
}

func TestWrap(t *testing.T) {
	s := pen(t).sheet(width, 1)
	for _, c := range []struct {
		words string
		chars int // how many Chinese characters have room
		want  []string
	}{
		{"", 9, nil},
		{"经济开发区", 9, []string{"经济开发区"}},
		{"经济开发区", 3, []string{"经济开", "发区"}},
		{"竣工率（已竣工），全区", 7, []string{"竣工率（已竣", "工），全区"}},
		{"21/34 · 目标 60 %，已达到", 6, []string{"21/34 · 目", "标 60 %，已", "达到"}},
		{"1236.5678亿元", 2, []string{"1236.5678", "亿元"}}, // a number is never cut
	} {
		w := s.measure(strings.Repeat("字", c.chars), bodySize)
		if got := s.wrap(c.words, w, bodySize); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d: %q, want %q", c.words, c.chars, got, c.want)
		}
	}
}

// Whatever the words: nothing of them is lost, and no line is too long but one
// that cannot be broken.
func TestWrapLosesNothing(t *testing.T) {
	s := pen(t).sheet(width, 1)
	bare := func(words string) string { return strings.ReplaceAll(words, " ", "") }
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOfN(rapid.RuneFrom([]rune("竣工率（），。 %·12.5/a“”")), 0, 40, -1).Draw(t, "words")
		w := rapid.IntRange(20, 900).Draw(t, "width")
		lines := s.wrap(words, w, bodySize)
		if got := strings.Join(lines, ""); bare(got) != bare(words) {
			t.Fatalf("%q of %q", got, words)
		}
		for _, line := range lines {
			if s.measure(line, bodySize) > w && len(pieces(line)) > 1 {
				t.Fatalf("%q is wider than %d", line, w)
			}
		}
	})
}

func TestFull(t *testing.T) {
	for _, c := range []struct {
		tenths []int64
		want   int64
	}{
		{nil, 1000},
		{[]int64{0, 400}, 1000},
		{[]int64{1300, 770}, 1300},
		{[]int64{50000, 770}, mostFull},
	} {
		var values []Value
		for _, tenth := range c.tenths {
			values = append(values, Value{Tenth: tenth})
		}
		if got := (Chart{Values: values}).full(); got != c.want {
			t.Errorf("%v: %d, want %d", c.tenths, got, c.want)
		}
	}
}
