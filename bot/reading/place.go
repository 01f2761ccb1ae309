package reading

import "strings"

// Where a meeting is: behind 地点, in a segment that names a room, a floor or a
// number, or between 在 and 开.

// place finds where a meeting is.
func (r *reader) place(it *item) string {
	for i, g := range it.segs {
		if p := r.placeTold(it, i); p != "" {
			return p
		}
		if end := r.placeEnd(g); end > 0 {
			if p := r.placeIn(g, end); p != "" {
				return p
			}
		}
	}
	return ""
}

// placeTold reads 地点:区委一楼东 and 地点改在经开区管委会: what follows the cue.
func (r *reader) placeTold(it *item, i int) string {
	g := it.segs[i]
	at := -1
	for k, t := range g.toks {
		if t.is(cPlaceCue) && r.text(t) != "在" {
			at = k
		}
	}
	if at < 0 {
		return ""
	}
	toks := g.toks[at+1:]
	if len(toks) == 0 && g.colon && i+1 < len(it.segs) {
		toks = it.segs[i+1].toks
	}
	if len(toks) == 0 {
		return ""
	}
	text := r.s.text[r.s.off[toks[0].from]:r.s.off[toks[len(toks)-1].to]]
	if r.list("no-place").in(text) {
		return ""
	}
	return r.bareplace(text)
}

// placeEnd finds where the words of a place end in a segment, 0 if it names none.
func (r *reader) placeEnd(g segment) int {
	start := g.toks[0].from
	text := g.text()
	for _, room := range r.list("room").words {
		if end := strings.Index(text, room); end >= 0 {
			return start + len([]rune(text[:end+len(room)]))
		}
	}
	end := g.toks[len(g.toks)-1].to
	for i := start + 1; i < end; i++ {
		if after(r.s.r, i, "召开", "举行", "开", "碰", "集合", "集中", "办公") < 0 {
			continue
		}
		if before := string(r.s.r[start:i]); r.venue(before) || r.storey(before) {
			return i
		}
	}
	if r.storey(text) || r.roomNumber(g) {
		return end
	}
	for _, t := range g.toks {
		if (t.any(cMeetingWord, cGathering) || t.kind == tSpace) && t.from > start && r.storey(string(r.s.r[start:t.from])) {
			return t.from
		}
	}
	return 0
}

// venue: 在行政中心301 — 在 or 到 and what can be gone to. 在区里开会 says of the
// sender where he is.
func (r *reader) venue(before string) bool {
	i := max(strings.LastIndex(before, "在"), strings.LastIndex(before, "到"))
	if i < 0 {
		return false
	}
	where := before[i+len("在"):]
	if r.list("no-place").in(where) {
		return false
	}
	n := len([]rune(where))
	return n > 2 || n == 2 && hasAnySuffix(where, "楼", "局", "厅", "室")
}

// storey: 行政中心三楼, 区委一楼东 — a number and 楼, and no more than a side of it,
// end what stands before a place.
func (r *reader) storey(before string) bool {
	text := strings.TrimRight(before, "东西南北侧头 ")
	for _, w := range []string{"楼", "层", "室", "房"} {
		bare, ok := strings.CutSuffix(text, w)
		if number := strings.TrimRight(bare, "0123456789一二三四五六七八九十号"); ok && number != bare && number != "" {
			return !hasAnySuffix(number, "第", "共", "建", "盖")
		}
	}
	return false
}

// roomNumber: 区委302, 3号楼305 — three digits at the end, with what they are a room
// of before them.
func (r *reader) roomNumber(g segment) bool {
	last := g.toks[len(g.toks)-1]
	if last.kind != tNumber || last.to-last.from < 3 || last.to-last.from > 5 {
		return false
	}
	from := g.toks[0].from
	for _, t := range g.toks {
		if t.kind == tDate || t.kind == tClock || t.kind == tSpace {
			from = t.to
		}
	}
	return last.from-from >= 2
}

// placeIn takes off what stands before the place: the day, the hour, 在.
func (r *reader) placeIn(g segment, end int) string {
	from := g.toks[0].from
	for _, t := range g.toks {
		if t.to > end {
			break
		}
		if t.kind == tDate || t.kind == tClock || t.is(cPlaceCue) || t.any(cMeetingWord, cGathering, cMoved) || t.kind == tSpace || t.kind == tParen || t.is(cNotice) {
			from = t.to
		}
	}
	if from >= end {
		return ""
	}
	return r.bareplace(r.s.text[r.s.off[from]:r.s.off[end]])
}

// bareplace takes off what only leads to a place, and what is done there.
func (r *reader) bareplace(place string) string {
	for _, lead := range r.list("place-lead").words {
		place = strings.TrimPrefix(place, lead)
	}
	if i := strings.LastIndex(place, "在"); i > 0 && i+len("在") < len(place) {
		place = place[i+len("在"):]
	}
	for _, end := range []string{"召开", "举行", "开会", "开"} {
		place = strings.TrimSuffix(place, end)
	}
	return tidy(place)
}
