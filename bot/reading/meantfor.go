package reading

// called reports whether a name is called upon with an @.
func (r *reader) called(t token) bool { return runeAt(r.s.r, t.from-1) == '@' && t.unit+t.leader != "" }

// meantFor warns of what is told to somebody through the bot (帮我转告方主席…,
// @城东街道 …). The office is spoken to by all who report; one's own unit, and
// the one of whom something is asked or demanded, are no mere addressees.
func (r *reader) meantFor(items []item) {
	for _, a := range r.acts {
		switch a.(type) {
		case Update, NoChange, Lead:
		default:
			return
		}
	}
	for _, it := range items {
		for i, t := range it.toks {
			if len(r.acts) == 0 && (i > 0 || t.unit == "" || r.civil != "") {
				break // @何区长 收到: a courtesy
			}
			passed := i > 0 && it.toks[i-1].is(cYours)
			if who := t.unit + t.leader; who != "" && who != r.ctx.Unit && (passed || r.called(t) && who != r.office()) {
				r.warnOnce("to:" + who)
			}
		}
	}
}
