package bot

import (
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// How sure a thing is, is part of what was said: 力争6月底前开工 is no plain
// plan, 不到3亿 is not 约3亿. The words are kept with the act and stand in its
// echo.

// hedges are the words that say how sure a plan is.
var hedges = []string{"力争", "争取", "确保", "有望", "预计", "估计", "可能", "或将", "最快", "最早", "最迟"}

// vagueDays are the words that say that a day is not exact.
var vagueDays = []string{"左右", "前后", "大概", "大约", "上下"}

// exactingWords are those of a sum for which 约 says less than was said.
var exactingWords = []string{"余", "多", "超", "近", "不到", "以上", "以下", "以内", "至少", "不少于", "不低于", "来", "几"}

// planned is a plan as it was said, with how sure it is.
func (f *filer) planned(m storage.Milestone, s reading.Span, note string) storage.Planned {
	b := storage.Planned{Milestone: m, From: dateOf(s.From), To: dateOf(s.To), Note: note}
	if s.Raw == nil {
		return b
	}
	before, after, ok := strings.Cut(f.t.u.Text, *s.Raw)
	if !ok {
		return b
	}
	clause := strings.FieldsFunc(before, func(r rune) bool { return strings.ContainsRune("，。；;,\n", r) })
	if before = ""; len(clause) > 0 {
		before = clause[len(clause)-1]
	}
	for _, w := range hedges {
		if strings.Contains(before, w) {
			b.Hedge = w
		}
	}
	b.About = slices.ContainsFunc(vagueDays, func(w string) bool {
		return strings.HasSuffix(before, w) || strings.Contains(*s.Raw, w) || strings.HasPrefix(after, w)
	})
	return b
}

// saysAbout reports whether a range was said to be no more than about right.
func saysAbout(raw string) bool {
	return slices.ContainsFunc([]string{"约", "大概", "左右", "估计", "上下", "差不多"}, func(w string) bool { return strings.Contains(raw, w) })
}

// saidAmount is how a sum was said where its echo would say less.
func saidAmount(a reading.Amount) string {
	if a.Approx && slices.ContainsFunc(exactingWords, func(w string) bool { return strings.Contains(a.Raw, w) }) {
		return a.Raw
	}
	return ""
}
