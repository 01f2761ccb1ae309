package reading

// Date reads the answer to “which day was it”: the first date in a text, of
// what is done, so that 周五 is the last one. It reports false where there is
// none, or where the day does not exist.
func (n *Names) Date(text string, ctx Context) (Span, bool) {
	s := newScript(text)
	now := DateOf(ctx.Now)
	for i := range s.r {
		if w, ok := n.lex.scanWhen(s, i, now, ctx.Workday); ok {
			return w.resolve(now, behind)
		}
	}
	return Span{}, false
}
