package reading

import (
	"slices"
	"strings"
)

// mark reads what numbers a list's items: ① 1. (2) 三、 and dashes.
func (k *scanner) mark(i int) (token, bool) {
	c := k.s.r[i]
	if c >= '①' && c <= '⑳' || c >= '⑴' && c <= '⒇' || c >= '❶' && c <= '❿' {
		end := i + 1
		if next := runeAt(k.s.r, end); next == '.' || next == '、' {
			end++
		}
		return token{kind: tMark, from: i, to: end}, true
	}
	if !k.fresh(i) && !k.inRow(i) {
		if c != '1' || runeAt(k.s.r, i+1) != ')' || runeAt(k.s.r, i-1) != ' ' || isDigit(runeAt(k.s.r, i-2)) {
			return token{}, false
		}
		return token{kind: tMark, from: i, to: i + 2}, true
	}
	if end := k.spokenMark(i); end > i {
		return token{kind: tMark, from: i, to: end}, true
	}
	if (c == '-' || c == '·' || c == '*') && !isDigit(runeAt(k.s.r, i+1)) {
		return token{kind: tMark, from: i, to: i + 1}, true
	}
	j := i
	open := c == '('
	if open {
		j++
	}
	p := whenScan{r: k.s.r, i: j}
	n, ok := p.listNumber()
	if !ok || n > 40 || n < 1 {
		return token{}, false
	}
	switch next := p.at(); {
	case open && next == ')', !open && next == ')' && isDigit(c), next == '、' && !open && k.listing(p.i+1),
		next == '.' && isDigit(c) && (!isDigit(runeAt(k.s.r, p.i+1)) || !k.listing(p.i+1) || len(k.n.wholeAt(k.s.r, p.i+1).refs) > 0):
		k.nth = n
		end := p.i + 1
		if next := runeAt(k.s.r, end); open && (next == '、' || next == '.') {
			end++
		}
		return token{kind: tMark, from: i, to: end}, true
	}
	return token{}, false
}

// inRow reports whether 1. stands right behind words and a 2. of the same kind
// follows (通达这边1.完成投资8.6亿2.到位资金5亿), or that 2. itself.
func (k *scanner) inRow(i int) bool {
	n := rune(k.nth + 1)
	if k.s.r[i] != '0'+n || n > 8 || !k.rowMark(i, runeAt(k.s.r, i+1)) {
		return false
	}
	if n > 1 {
		return true
	}
	for j := i + 2; j < len(k.s.r); j++ {
		if k.s.r[j] == '2' && k.rowMark(j, k.s.r[i+1]) {
			return true
		}
	}
	return false
}

// rowMark reports whether a digit with this mark behind it is part of no number.
func (k *scanner) rowMark(i int, mark rune) bool {
	before := runeAt(k.s.r, i-1)
	return strings.ContainsRune(".、)", mark) && runeAt(k.s.r, i+1) == mark && !isDigit(runeAt(k.s.r, i+2)) &&
		(before > 0x2E80 && before != '第' || before == ' ')
}

// spokenMark reads what numbers the entries of a spoken list: 一是…二是…, and a
// bare digit before a name (1海川二期… 2达开…), which goes on from one before.
func (k *scanner) spokenMark(i int) int {
	p := whenScan{r: k.s.r, i: i}
	n, ok := p.integer()
	if !ok || n < 1 || n > 20 {
		return -1
	}
	if !isDigit(k.s.r[i]) {
		if p.eat("是", "来") && n < 10 && p.at() != ',' {
			k.nth = n
			return p.i
		}
		return -1
	}
	if n != k.nth+1 || len(k.n.wholeAt(k.s.r, i).refs) > 0 || len(k.n.wholeAt(k.s.r, p.i).refs) == 0 {
		return -1
	}
	k.nth = n
	return p.i
}

// listNumber reads the number of a list's entry; 3.6月底 is entry 3.
func (p *whenScan) listNumber() (int, bool) {
	if isDigit(p.at()) {
		n, _, next, ok := scanArabicInt(p.r, p.i)
		p.i = next
		return n, ok
	}
	return p.integer()
}

// listing guards 6、7月 against being the head of a list.
func (k *scanner) listing(i int) bool {
	p := whenScan{r: k.s.r, i: i}
	_, ok := p.integer()
	return !ok || p.at() != '月' && p.at() != '日' && p.at() != '号'
}

// fresh reports whether a list's item may begin at i.
func (k *scanner) fresh(i int) bool {
	least := i - 4 // more spaces than that begin nothing
	for i--; i >= 0; i-- {
		if i < least {
			return false
		}
		switch k.s.r[i] {
		case ' ':
			if i > 0 && isDigit(k.s.r[i-1]) {
				return false
			}
			if k.list {
				return true
			}
			continue
		case '\n', ':', ';', '。', '!', '?', ',':
			return true
		}
		return false
	}
	return true
}

// barePhase reads the 三期 of 锦尚二期进场,三期下月签约: a phase of the
// project named before it, or answered to.
func (k *scanner) barePhase(i int) *mention {
	phase, end := phaseAt(k.s.r, i)
	if phase == 0 || !k.mayName(i) && !k.turnsTo(phase, end) {
		return nil
	}
	m := &mention{from: i, to: end, phase: phase, raw: k.s.sub(i, end), newPhase: true}
	base := k.spokenOf()
	for p, st := range k.n.stems {
		switch {
		case base < 0 || st.base != k.n.stems[base].base:
		case st.phase == phase:
			m.projects, m.newPhase = []int{p}, false
			return m
		default:
			m.projects = append(m.projects, p)
		}
	}
	if len(m.projects) == 0 || phase == 1 && k.undivided(m.projects) {
		return nil
	}
	return m
}

// undivided: the 一期 of 达上总投2亿,一期先投8000万 is a part of a project that
// the ledger does not divide.
func (k *scanner) undivided(projects []int) bool {
	for _, p := range projects {
		if k.n.stems[p].phase > 0 {
			return false
		}
	}
	return true
}

// mayName reports whether a phase may stand for itself at i: where a name may
// begin, right behind another phase (盛源一二期, 盛源一期和二期), or where one is meant and
// another is not (不是一期,是二期).
func (k *scanner) mayName(i int) bool {
	if len(k.out) == 0 {
		return k.text < 0
	}
	last := k.out[len(k.out)-1]
	phased := last.project != nil && last.project.phase > 0 || k.text < 0 && last.any(cDone, cSolved, cOrderClose)
	if k.text >= 0 {
		return phased && i-k.text == 1 && strings.ContainsRune("和及与跟", k.s.r[k.text]) || k.last != nil && k.n.lex.lists["but-is"].is(k.s.sub(k.text, i))
	}
	word := k.s.sub(last.from, last.to)
	return phased || k.opens(last) || k.last != nil && (k.n.lex.lists["but-not"].is(word) || k.n.lex.lists["but-is"].is(word))
}

// turnsTo: in 一期五月底投产二期老板没定 a voice message goes on about another phase; what
// is to be started at the end of a clause is its object (准备动工二期).
func (k *scanner) turnsTo(phase, end int) bool {
	if k.text >= 0 || len(k.out) == 0 || k.last == nil || k.last.phase == 0 || k.last.phase == phase {
		return false
	}
	last, next := k.out[len(k.out)-1], runeAt(k.s.r, end)
	return (last.any(cStep, cStage, cNoChange) || last.kind == tPercent || last.kind == tMoney) && next != 0 && !strings.ContainsRune(",。;!?、的了 ", next)
}

// opens reports whether a name may begin behind a token.
func (k *scanner) opens(t token) bool {
	switch t.kind {
	case tComma, tPause, tStop, tSpace, tColon, tMark, tAsk:
		return true
	}
	return t.to-t.from == 1 && strings.ContainsRune("和及与而但", k.s.r[t.from])
}

// spokenOf is the project named last, or answered to; -1 if there is none.
func (k *scanner) spokenOf() int {
	if k.last != nil {
		return k.last.projects[0]
	}
	if k.ctx.ReplyTo != nil {
		for p, known := range k.n.ledger.Projects {
			if known.Name == k.ctx.ReplyTo.Project {
				return p
			}
		}
	}
	return -1
}

// whether is where 签没签, 来不来, 竣工没竣工 end, which ask by saying a verb
// twice; 0 if none begins at i.
func (k *scanner) whether(i int) (end int) {
	r := k.s.r
	if i > 0 && strings.ContainsRune("说该去来应本早", r[i-1]) {
		return 0 // 昨天说签没签, 该来没来: it was not done
	}
	for n := 1; n <= 2 && i+2*n < len(r); n++ {
		if mid := r[i+n]; (mid == '没' || mid == '不') && r[i] > 0x7F && slices.Equal(r[i:i+n], r[i+n+1:i+2*n+1]) {
			end = i + 2*n + 1
			if ms, to := k.n.lex.cue(r, end-1); n == 1 && to == end+1 && (token{mean: ms}).is(cStep) {
				return to // 开不开工: its 工 is no 工不够
			}
			return end
		}
	}
	return 0
}

// botNamed is where @投促小助手 ends: the bot's name names nobody else. Of
// other names only the mark is passed over.
func (k *scanner) botNamed(i int) int {
	end := i + 1
	for end < len(k.s.r) && end < i+20 && !strings.ContainsRune(" ,:。!?", k.s.r[end]) {
		end++
	}
	name := string(k.s.r[i:end])
	for _, w := range k.n.lex.lists["bot"].words {
		if at := strings.Index(name, w); at >= 0 {
			return i + len([]rune(name[:at+len(w)]))
		}
	}
	return i + 1
}
