package reading

import "slices"

// weighty are the classes of sentences that stand by themselves whatever mark
// parts them from the next.
var weighty = []class{cQuestion, cLead, cLeadTalk, cRate, cShow, cSnooze, cHelp, cMeetingWord, cOnMeeting, cVisitCue}

// soft reports whether a stop or the end of a line parts no more than a comma
// does: short lines of one matter, of which only the first names it.
func (b *breath) soft(i int) bool {
	if c := b.s.r[b.toks[i].from]; c != '\n' && c != '。' || i == 0 || i+1 >= len(b.toks) {
		return false
	}
	before, behind := b.sentence(i-1, -1), b.sentence(i+1, 1)
	return len(before) > 0 && len(behind) > 0 && short(before) && short(behind) && len(mentions(behind)) == 0 &&
		first(before, weighty...) < 0 && first(behind, weighty...) < 0 && !slices.ContainsFunc(b.toks, func(t token) bool { return t.kind == tMark })
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
