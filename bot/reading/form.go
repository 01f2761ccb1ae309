package reading

import "strings"

// A form is a lead filled in field by field: 项目名称:… 投资方:… 投资额:… Many
// units keep such a form and send it as it is; it is also how the bot writes
// a lead down. Fields may be parted by commas, stops or line ends.

// aForm reports whether the message is one.
func (r *reader) aForm(toks []token) bool {
	seen := map[string]bool{}
	for i := range toks {
		if v := r.label(toks, i); v != "" {
			seen[v] = true
		}
	}
	if len(seen) >= 2 && (seen["project"] || seen["investor"]) {
		return true
	}
	r.terse = r.terseForm(toks)
	return r.terse
}

// terseForm: 投资方深圳迈瑞生物,项目名称医疗影像设备 — both names are given, without colons.
func (r *reader) terseForm(toks []token) bool {
	r.terse = true
	project, investor := false, false
	for i := range toks {
		v := r.label(toks, i)
		project, investor = project || v == "project", investor || v == "investor"
	}
	return project && investor
}

// label returns the field that a token names, "" if it is none.
func (r *reader) label(toks []token, i int) string {
	if !toks[i].is(cLabel) || i+1 >= len(toks) || toks[i+1].kind != tColon && !(r.terse && toks[i].to-toks[i].from > 2) {
		return ""
	}
	if i > 0 && !ends(toks[i-1]) && toks[i-1].kind != tSpace && toks[i-1].kind != tColon && toks[i-1].kind != tParen {
		return "" // 瑞科项目: is no field
	}
	return toks[i].value(cLabel)
}

// table reads the lines of a pasted table, each as a form of its own.
func (r *reader) table(forms []string) {
	whole := r.s
	defer func() { r.s = whole }()
	for _, text := range forms {
		r.s = newScript(text)
		r.n.lex.mend(r.s)
		r.form(r.n.scan(r.s, r.ctx))
	}
}

// form reads the fields; where the project or the investor comes again another
// lead begins.
func (r *reader) form(toks []token) {
	start, seen := 0, map[string]bool{}
	for i := range toks {
		what := r.label(toks, i)
		if what != "project" && what != "investor" {
			continue
		}
		if seen[what] {
			r.oneForm(toks[start:i])
			start, seen = i, map[string]bool{}
		}
		seen[what] = true
	}
	r.oneForm(toks[start:])
}

func (r *reader) oneForm(toks []token) {
	it := newItem(r.s, toks, false)
	l := Lead{Unit: Name(r.ctx.Unit), Stage: "线索"}
	if it.mask.any(cLeadTalk, cTalking) {
		l.Stage = "在谈"
	}
	for i := range toks {
		if what := r.label(toks, i); what != "" {
			from := i + 1
			if toks[from].kind == tColon {
				from++
			}
			end := from
			for end < len(toks) && !ends(toks[end]) && r.label(toks, end) == "" {
				end++
			}
			r.field(&l, what, toks[from:end])
		}
	}
	r.leadDates(&it, &l)
	if l.Origin == "" {
		l.Origin = r.originOf(string(l.Investor))
	}
	if l.Project == "" {
		l.Project = l.Investor
	}
	r.leadWarnings(&it, &l)
	r.add(l)
}

// originOf is the place that a company's name begins with.
func (r *reader) originOf(firm string) string {
	name := plainRunes(firm)
	if _, end := r.n.lex.longest(name, 0, cPlace); end > 0 && end < len(name) {
		return string([]rune(firm)[:end])
	}
	return ""
}

// ends reports whether a field's value stops here.
func ends(t token) bool {
	return t.kind == tComma || t.kind == tStop || t.kind == tAsk || t.kind == tMark
}

// field puts one value into the lead.
func (r *reader) field(l *Lead, what string, toks []token) {
	text := words(r.s, toks, nil)
	if text == "" || r.list("unsaid-value").is(text) {
		return
	}
	switch what {
	case "project":
		l.Project = Name(text)
	case "product":
		if l.Project == "" {
			l.Project = Name(text)
		}
	case "investor":
		l.Investor = Name(text)
	case "unit":
		if all := units(toks); len(all) > 0 {
			l.Unit = Name(all[0])
		}
	case "origin":
		l.Origin = text
		l.Foreign = l.Foreign || toks[0].value(cPlace) == "foreign"
	case "amount", "reg":
		r.fieldSum(l, what, toks)
	case "land":
		for _, t := range toks {
			if t.kind == tMu {
				l.LandMu = t.num.thousandths()
			}
		}
	case "site":
		l.Site = text
	case "contact":
		l.Contact = text
	case "phase":
		l.Phase = text
	case "source":
		l.Source = text
	case "referrer":
		l.Referrer = text
	case "tags":
		l.Tags = strings.Split(text, "、")
	case "foreign":
		l.Foreign = text == "是"
	}
}

func (r *reader) fieldSum(l *Lead, what string, toks []token) {
	for i, t := range toks {
		if t.kind != tMoney && t.kind != tNumber {
			continue
		}
		a, ok := r.sum(toks, i)
		switch {
		case !ok:
		case what == "reg":
			l.RegCapital = &a
		default:
			l.Amount = &a
		}
		return
	}
}
