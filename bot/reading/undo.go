package reading

// undo takes the last report back. What is taken back is told by words of a
// list alone (刚报的云帆那条删了吧,发错了); a word of taking back beside anything
// else is something that was done (企业把申请撤回去了). What follows is the reason,
// or what is reported instead (上一条撤回,重报:云帆到位资金2000万).
func (r *reader) undo(it *item) bool {
	if it.mask.has(cHelp) || !it.mask.has(cUndo) && !r.list("takes").in(it.text()) {
		return false
	}
	if n := len(it.segs); n > 1 && !it.mask.has(cWrong) {
		last := newItem(it.s, it.segs[n-1].toks, false)
		if end := r.takenBack(&last); end == len(last.toks) && !last.mask.flag(hasProject) && r.list("just").in(last.text()) {
			r.undoAnd(it, it.toks[:it.index(last.from())]) // …,上一条作废
			return true
		}
	}
	end := r.takenBack(it)
	if end == 0 {
		return false
	}
	if rest := newItem(it.s, it.toks[end:], it.list); len(rest.segs) > 0 && !r.tellsAnew(&rest) && (rest.to()-rest.from() > longestReason || r.redates(it, &rest)) {
		return false
	}
	r.undoAnd(it, it.toks[end:])
	return true
}

// longestReason is how many letters the reason has at most.
const longestReason = 40

// redates: 海川签约日期作废,重新定为9月27日 sets another day.
func (r *reader) redates(it, rest *item) bool {
	return r.labelOf(it) == "date" && len(dates(rest.toks)) > 0
}

// undoAnd takes the last report back and reads what is reported beside it.
func (r *reader) undoAnd(it *item, toks []token) {
	r.add(Undo{Target: "last"})
	if rest := newItem(it.s, toks, it.list); len(rest.segs) > 0 && r.tellsAnew(&rest) {
		r.read(&rest)
	}
}

// tellsAnew tells what is reported from why something was taken back.
func (r *reader) tellsAnew(it *item) bool {
	if it.mask.has(cNeg) && !it.mask.has(cDone) && !it.mask.kind(tMoney) && !it.mask.kind(tPercent) {
		return false // 撤回,云帆还没投产
	}
	return it.mask.flag(hasProject) || it.mask.kind(tMoney) || it.mask.kind(tPercent) || it.mask.any(cLead, cLeadTalk, cQuestion, cMeetingWord)
}

// takenBack returns the token behind the words at the beginning of an item that
// say nothing but that the last report does not count; 0 if they do not. With a
// project's name they have to say that it was just reported, or the project is
// given up (云帆删了吧). What was reported may be named (刚才签约那条).
func (r *reader) takenBack(it *item) (end int) {
	said, piece, taken := "", "", false
	just := r.list("just").in(it.text())
	named, undo := false, false
	for i, t := range it.toks {
		told := just && r.namesReport(t)
		if breaks(t) || told || t.kind == tNoise {
			if piece != "" && !r.madeOf(piece, "takeback") {
				break
			}
			if said, piece = said+" "+piece, ""; taken && breaks(t) {
				end = i + 1
			}
			if taken && t.project != nil {
				end = i // 刚发的撤了 瑞科到位资金2000万
				break
			}
			named = named || t.project != nil
			continue
		}
		if t.kind == tDate && t.when.raw != "刚才" || t.unit != "" || t.leader != "" || t.project != nil || t.kind == tMoney {
			break
		}
		if taken && just && hasAnySuffix(piece, "了", "吧") && r.madeOf(piece, "takeback") {
			end, said = i, said+" "+piece // 上一条撤了领导让再核: no comma need stand there
		}
		piece += r.text(t)
		taken = taken || t.is(cUndo) || r.list("takes").in(piece)
		undo = undo || t.is(cUndo)
		if i == len(it.toks)-1 && taken && r.madeOf(piece, "takeback") {
			end, said = len(it.toks), said+" "+piece
		}
	}
	if just = r.list("just").in(said); end == 0 || r.list("keeps").in(said) || !just && (named || !r.echoed() && !undo) {
		return 0
	}
	return end
}

// namesReport: a word for what was reported.
func (r *reader) namesReport(t token) bool {
	return t.project != nil || t.kind == tCue && t.any(cStep, cStage, cThing, cNoChange, cListed, cField, cContact, cPercent, cMoney, cLead, cProjectWord, cObstacle)
}

// echoed reports whether what the bot has just read is answered to.
func (r *reader) echoed() bool { return r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Kind == "echo" }
