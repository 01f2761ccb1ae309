package reading

import "strings"

// beforeMeeting reads 下次过堂会前, 会前 and 9月18日过堂会前 as the day of that
// meeting, at the latest; said is the day found at i, if there is one.
func (k *scanner) beforeMeeting(i int, said when, ok bool) (when, bool) {
	j, day := i, (*Date)(nil)
	if ok && said.rel == On && said.gran == GranDay {
		if from, _, is := said.settle(k.now, ahead); is {
			j, day = max(said.to, after(k.s.r, said.to, "的")), &from
		}
	} else if next := after(k.s.r, i, "下次", "下一次", "下个", "下轮", "下回", "这次", "本次", "本轮", "这回"); next > 0 {
		j = max(next, after(k.s.r, next, "的"))
	}
	if j == i && !strings.ContainsRune("过双会", k.s.r[i]) {
		return when{}, false
	}
	_, end := k.n.lex.longest(k.s.r, j, cMeetingWord)
	if end == 0 {
		if end = after(k.s.r, j, "会议", "会"); end < 0 || j == i && !k.opensText(i) {
			return when{}, false
		}
	}
	end = after(k.s.r, max(end, after(k.s.r, end, "召开", "开会", "开")), "之前", "以前", "前")
	if day == nil && end > 0 {
		day = k.nextMeeting()
	}
	if end < 0 || day == nil {
		return when{}, false
	}
	w := fixedWhen(*day, *day, By, GranDay)
	w.from, w.to, w.raw = i, end, k.s.sub(i, end)
	return w, true
}

// opensText reports whether a piece of plain text would begin at i.
func (k *scanner) opensText(i int) bool { return k.text < 0 && i > 0 || i == 0 }

// nextMeeting is the next meeting to come.
func (k *scanner) nextMeeting() *Date {
	r := reader{n: k.n, now: k.now}
	return r.nextMeeting()
}
