package demo

import (
	"slices"

	"shuangzhou/storage"
)

// A mark is a step at a share of a stretch of the life: 0 its beginning, 1 its end.
type mark struct {
	at float64
	do func(*life, storage.Date)
}

// along puts marks on the stretch between two ages.
func along(from, to int, marks []mark) []step {
	steps := make([]step, len(marks))
	for i, m := range marks {
		steps[i] = step{ago: from - int(m.at*float64(from-to)), do: m.do}
	}
	return steps
}

func reached(m storage.Milestone, note string) func(*life, storage.Date) {
	return func(l *life, on storage.Date) { l.reach(m, on, note) }
}

func percent(n int) func(*life, storage.Date) {
	return func(l *life, on storage.Date) { l.say(on, l.reporter(), storage.PercentReached{Percent: n}) }
}

// spent says that a share of the agreed amount, in per cent, was paid in or invested.
func spent(which storage.AmountField, share int64) func(*life, storage.Date) {
	return func(l *life, on storage.Date) {
		m := l.agreed
		step := int64(50 * storage.Wan) // nobody reports to the yuan
		m.Units = max(m.Units*share/100/step, 1) * step
		l.say(on, l.reporter(), storage.AmountChanged{Which: which, Amount: m})
	}
}

// said notes something, or 无变化 when there is nothing left to say of the
// phase; but nothing where the course counts how often 无变化 was said.
func said(phase string) func(*life, storage.Date) {
	return func(l *life, on storage.Date) {
		if text := l.note(phase); text != "" {
			l.say(on, l.reporter(), storage.Noted{Text: text})
			return
		}
		if l.unchanged == 0 {
			unchanged(l, on)
		}
	}
}

// courting is the way to the signing, or as far along it as the project is.
func (l *life) courting(a ages) []step {
	if l.stage == storage.Lead {
		return nil
	}
	way := []mark{
		{0.12, said("线索")},
		{0.25, reached(storage.MilestoneVisit, "")},
		{0.35, reached(storage.MilestoneTalk, "")},
		{0.55, said("在谈")},
	}
	if l.chance(35) {
		way = append(way, mark{0.62, reached(storage.MilestoneIntent, "签了框架协议")})
	}
	if l.stage >= storage.Proposed {
		way = append(way, mark{0.75, reached(storage.MilestonePropose, "")})
	}
	if l.event.ID != 0 {
		way = append(way, mark{0.90, putUp})
	}
	steps := along(a.lead, a.sign, way)
	if l.stage >= storage.Signed {
		steps = append(steps, step{a.sign, signed})
	}
	return steps
}

func putUp(l *life, on storage.Date) {
	if on.Before(l.began) {
		l.opened.Events = append(l.opened.Events, l.event.ID)
		return
	}
	l.say(on, l.offices[0], storage.PutUp{Event: l.event.ID})
}

// signed is the signing: on the event's day, be it a Sunday, where there was one.
func signed(l *life, on storage.Date) {
	if l.event.ID != 0 {
		on = l.event.Held
	}
	if l.chance(15) && on.After(l.began) { // what was talked of was less than what was signed
		l.opened.Agreed.Units = l.agreed.Units * 4 / 5
		defer func() {
			l.say(on, l.reporter(), storage.AmountChanged{Which: storage.AgreedAmount, Amount: l.agreed})
		}()
	}
	l.reach(storage.MilestoneSign, on, "")
}

// building is the way from the signing to where the project stands.
func (l *life) building(a ages) []step {
	if l.stage < storage.Signed {
		return nil
	}
	steps := along(a.sign, a.quiet, l.marksAfterSigning())
	if l.mistaken {
		steps = append(steps, step{a.quiet, func(l *life, on storage.Date) {
			l.reach(storage.MilestoneStart, on, "开工仪式")
			l.say(on.AddDays(1), l.offices[0], storage.Undone{Reason: "只是场地平整，不算开工"})
			l.lines[len(l.lines)-1].undoes = true
		}})
	}
	return steps
}

func (l *life) marksAfterSigning() []mark {
	company := reached(storage.MilestoneCompany, "营业执照已领")
	land := reached(storage.MilestoneLand, "土地摘牌")
	file := reached(storage.MilestoneFile, "")
	recognise := reached(storage.MilestoneRecognise, "")
	start := reached(storage.MilestoneStart, "")
	switch {
	case l.stage == storage.Signed && l.registration == "未申报":
		return []mark{{0.25, company}, {0.60, said("签约")}}
	case l.stage == storage.Signed && l.registration == "已申报":
		return []mark{{0.15, company}, {0.45, file}, {0.70, reached(storage.MilestoneLand, "土地挂牌")}}
	case l.stage == storage.Signed && l.registration == "退回":
		return []mark{{0.15, company}, {0.35, file}, {0.70, returned}}
	case l.stage == storage.Signed && l.registration == "待核":
		return []mark{{0.15, company}, {0.40, file}, {0.60, land}, {1, claimed}}
	case l.stage == storage.Signed:
		return []mark{{0.15, company}, {0.30, file}, {0.60, recognise}, {0.75, land}, {0.9, spent(storage.PaidInAmount, 15)}}
	case l.stage == storage.Started && l.registration == "已申报": // 拿地即开工
		return []mark{{0.10, company}, {0.25, land}, {0.45, file}, {0.60, start}, {0.9, percent(10)}}
	case l.stage == storage.Started:
		return []mark{
			{0.08, company}, {0.15, file}, {0.30, recognise}, {0.38, land}, {0.50, start}, {0.60, spent(storage.PaidInAmount, 35)},
			{0.65, percent(20)}, {0.80, percent(45)}, {0.85, spent(storage.InvestedAmount, 40)}, {0.97, percent(l.between(50, 75))},
		}
	}
	return l.marksToCompletion(company, land, file, recognise, start)
}

func (l *life) marksToCompletion(company, land, file, recognise, start func(*life, storage.Date)) []mark {
	finish := reached(storage.MilestoneFinish, "")
	end := map[storage.Stage]float64{storage.Completed: 0.92, storage.Producing: 0.62, storage.AtCapacity: 0.45}[l.stage]
	way := []mark{
		{0.05 * end, company}, {0.10 * end, file}, {0.17 * end, recognise}, {0.20 * end, land}, {0.30 * end, start},
		{0.45 * end, spent(storage.PaidInAmount, 60)}, {0.55 * end, percent(40)}, {0.75 * end, percent(80)},
		{0.98 * end, percent(100)}, {end, finish}, {1.02 * end, spent(storage.InvestedAmount, 95)},
	}
	if l.stage >= storage.Producing {
		way = append(way, mark{end + 0.25, reached(storage.MilestoneProduce, "")})
	}
	if l.stage == storage.AtCapacity {
		way = append(way, mark{0.95, reached(storage.MilestoneCapacity, "")})
	}
	return way
}

func returned(l *life, on storage.Date) {
	l.say(on, l.offices[1], storage.FilingReturned{On: on, Reason: l.anyOf("退回")})
}

func claimed(l *life, on storage.Date) {
	l.say(on, l.reporter(), storage.RecognitionClaimed{On: on})
}

// chatter is what is said between the steps: a note or 无变化 every few weeks,
// and now and then a word of the leader's.
func (l *life) chatter(a ages) []step {
	var steps []step
	talk := func(from, to int, phase string) {
		for ago := from - l.between(12, 30); ago > to+1; ago -= l.between(16, 40) {
			steps = append(steps, step{ago, l.remark(phase)})
		}
	}
	if l.stage < storage.Signed {
		talk(a.lead, a.quiet, l.phase())
		return steps
	}
	talk(a.lead*3/4+a.sign/4, a.sign, "在谈")
	talk((a.sign+a.quiet)/2, a.quiet, l.phase())
	return slices.DeleteFunc(steps, func(s step) bool { return s.ago == a.sign })
}

func (l *life) remark(phase string) func(*life, storage.Date) {
	switch {
	case l.unchanged == 0 && l.chance(20):
		return unchanged
	case l.leader != 0 && l.chance(10):
		return func(l *life, on storage.Date) {
			l.say(on, l.leader, storage.Noted{Text: l.anyOf("领导")})
		}
	}
	return said(phase)
}

// unchanged says 无变化, with a reason from the third time on, as is asked.
func unchanged(l *life, on storage.Date) {
	body := storage.Unchanged{}
	if l.asIs >= 2 {
		body.Reason = l.anyOf("无变化")
	}
	l.say(on, l.reporter(), body)
}
