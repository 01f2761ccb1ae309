package reading

// orderDue moves the day an order is due: 环评那件交办改到月底, 交办时限调整为6月20日,
// and in answer to an order 申请延期到6月10日.
func (r *reader) orderDue(it *item) bool {
	replied := r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Kind == "order"
	if it.mask.any(cQuestion, cCond, cRhetoric, cNeg, cMeetingWord, cOrderClose) || it.mask.kind(tMoney) || len(units(it.toks)) > 1 {
		return false
	}
	text := it.text()
	if !replied && !it.mask.has(cOrderWord) || !r.list("put-off").in(text) || it.mask.any(cStep, cStage) && !it.mask.has(cOrderWord) {
		return false
	}
	all := dates(it.toks)
	if len(all) == 0 {
		return false
	}
	sp, ok := r.resolve(all[len(all)-1], ahead)
	if !ok {
		return true
	}
	c := Correct{Project: "@last", Field: "due", New: &sp}
	if name, ok := r.subject(it.toks); ok {
		c.Project = name
	}
	r.add(c)
	return true
}
