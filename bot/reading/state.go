package reading

import "strings"

// state reads the state that a list is asked of: the lexicon's word for it, or
// the sentence that says the same (一个成熟项目都没有).
func (r *reader) state(it *item) string {
	v := value(it, cState)
	if what := r.listedWord(it); (what == "order" || what == "obstacle") && (v == "" || v == "未报") && r.unsettled(it) {
		return "未办结"
	}
	if v != "" {
		return v
	}
	text := it.text()
	switch {
	case strings.Contains(text, "成熟") && it.mask.has(cNeg):
		return "无成熟项目"
	case r.neverFiled(it):
		return "签约未申报入库"
	case r.neverAtEvent(it):
		return "未上签约会"
	case r.listedWord(it) == "" && !it.mask.flag(hasProject) && it.mask.has(cQuestion) && r.list("owes").in(text) && (r.asksWho(it) || strings.Contains(text, "哪")):
		return "未报" // 本周谁要报材料
	case it.mask.has(cHold) && it.mask.has(cProjectWord) && !it.mask.flag(hasProject) && it.mask.any(cQuestion, cShow, cExcel):
		return "暂缓"
	case it.mask.has(cReturned) && it.mask.has(cProjectWord):
		return "签约未申报入库" // what was sent back is not recognised
	}
	return ""
}

// unsettled: 还没给解决, 没一件办完的.
func (r *reader) unsettled(it *item) bool {
	for i, t := range it.toks {
		if t.is(cNeg) && first(it.toks[i:min(i+4, len(it.toks))], cSolved, cOrderClose) > 0 {
			return true
		}
	}
	return false
}

// neverFiled: 哪些签了约一直没去申报.
func (r *reader) neverFiled(it *item) bool {
	for i, t := range it.toks {
		if !t.is(cNeg) || it.mask.flag(hasProject) {
			continue
		}
		for _, u := range it.toks[i+1 : min(i+3, len(it.toks))] {
			if v := What(u.value(cStep)); v == RegApply || v == RegOK {
				return true
			}
		}
	}
	return false
}

// neverAtEvent: 哪几个镇今年还没在签约会上露过脸, 青龙乡今年上过签约会没有.
func (r *reader) neverAtEvent(it *item) bool {
	return it.mask.has(cEventWord) && it.mask.has(cNeg) && !it.mask.flag(hasEvent) && !it.mask.any(cStep, cStage) &&
		(it.mask.flag(hasUnit) || r.asksWhich(it, "单位", "镇", "板块", "园区", "街道") || r.asksWho(it))
}
