package reading

import "slices"

// weighty are the classes of sentences that stand by themselves whatever mark
// parts them from the one before; of a project's report also those of another
// matter.
var (
	weighty   = []class{cQuestion, cLead, cLeadTalk, cRate, cShow, cHelp}
	elsewhere = []class{cSnooze, cMeetingWord, cOnMeeting, cGathering}
	ordering  = []class{cOrder, cOrderWord, cTransfer, cDispute, cMerge, cRole, cTeam, cUndo}
)

// soft reports whether a stop or the end of a line parts no more than a comma
// does: short lines of one matter, of which only the first names it.
func (b *breath) soft(i int) bool {
	if c := b.s.r[b.toks[i].from]; c != '\n' && c != '。' || i == 0 || i+1 >= len(b.toks) {
		return false
	}
	before, behind := b.sentence(i-1, -1), b.sentence(i+1, 1)
	if len(before) == 0 || len(behind) == 0 || !short(before) || !short(behind) || len(mentions(behind)) > 0 {
		return false
	}
	if first(behind, weighty...) >= 0 || len(mentions(before)) > 0 && first(behind, elsewhere...) >= 0 {
		return false
	}
	if first(behind, cVisitCue) >= 0 && first(before, cDrop) < 0 { // 不来了。去了安徽 is no visit
		return false
	}
	if first(before, cStep, cStage, cMoney, cPercent) >= 0 && (first(behind, ordering...) >= 0 || len(leaders(behind)) > 0) {
		return false // 禾丰开工了。许主任要求…: the report is one thing, the order another
	}
	if first(before, cQuestion, cRate) >= 0 && behind[len(behind)-1].to-behind[0].from > 8 {
		return false
	}
	return !slices.ContainsFunc(b.toks, func(t token) bool { return t.kind == tMark })
}

// sentence is what stands between two stops, from i on, forward or back.
func (b *breath) sentence(i, step int) []token {
	end := i
	for end >= 0 && end < len(b.toks) && b.toks[end].kind != tStop && b.toks[end].kind != tAsk {
		end += step
	}
	if step < 0 {
		return b.toks[end+1 : i+1]
	}
	return b.toks[i:end]
}

// short reports whether a sentence is a line's worth.
func short(toks []token) bool { return toks[len(toks)-1].to-toks[0].from <= 30 }
