package reading

import "strings"

// undo takes the last report back. What is taken back is told by words of a
// list alone (刚报的云帆那条删了吧,发错了); a word of taking back beside anything
// else is something that was done (企业把申请撤回去了).
func (r *reader) undo(it *item) bool {
	if it.mask.any(cHelp, cTransfer, cEventWord) || it.mask.kind(tMoney) || it.mask.flag(hasEvent) {
		return false
	}
	if !undone(it.segs[0]) && (it.to()-it.from() > longestUndo || !r.takesBack(it)) {
		return false
	}
	r.add(Undo{Target: "last"})
	return true
}

// longestUndo is how many letters a message has at most that takes one back.
const longestUndo = 40

// undone: 撤回 as a clause of its own takes back, whatever reason follows.
func undone(g segment) bool { return len(g.toks) == 1 && g.toks[0].is(cUndo) }

// takesBack reports whether an item says nothing but that the last report does
// not count. With a project's name it has to say that it was just reported, or
// the project is given up (云帆删了吧).
func (r *reader) takesBack(it *item) bool {
	said, taken := "", false
	for _, t := range it.toks {
		switch {
		case t.kind == tDate && t.when.raw != "刚才", t.unit != "", t.leader != "":
			return false
		case t.project != nil || breaks(t):
			said += " "
		case t.kind != tNoise:
			said += r.text(t)
			taken = taken || t.is(cUndo)
		}
	}
	taken = taken || containsAny(said, r.list("takes")...)
	just := containsAny(said, r.list("just")...)
	if !taken || !just && (it.mask.flag(hasProject) || !r.echoed() && !it.mask.has(cUndo)) {
		return false
	}
	for _, piece := range strings.Fields(said) {
		if !r.madeOf(piece, "takeback") {
			return false
		}
	}
	return true
}

// echoed reports whether what the bot has just read is answered to.
func (r *reader) echoed() bool { return r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Kind == "echo" }
