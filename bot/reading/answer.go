package reading

import "strings"

// Date reads the first date in a text, of what is done, so that 周五 is the
// last one. It reports false where there is none, or where the day does not
// exist.
func (n *Names) Date(text string, ctx Context) (Span, bool) {
	s := newScript(text)
	if w, ok := n.firstWhen(s, ctx); ok {
		return w.resolve(DateOf(ctx.Now), behind)
	}
	return Span{}, false
}

// fillers may stand beside the date in an answer to “which day was it”.
const fillers = "是在的那天号日了吧呢就应该,。.!~、 "

// DateAlone reads a text that is nothing but a date, as the answer to “which
// day was it” is. A text that says more is no answer.
func (n *Names) DateAlone(text string, ctx Context) (Span, bool) {
	s := newScript(text)
	w, ok := n.firstWhen(s, ctx)
	if !ok {
		return Span{}, false
	}
	for i, c := range s.r {
		if (i < w.from || i >= w.to) && !strings.ContainsRune(fillers, c) {
			return Span{}, false
		}
	}
	return w.resolve(DateOf(ctx.Now), behind)
}

func (n *Names) firstWhen(s *script, ctx Context) (when, bool) {
	for i := range s.r {
		if w, ok := n.scanWhen(s, i, DateOf(ctx.Now), ctx.Workday); ok {
			return w, true
		}
	}
	return when{}, false
}
