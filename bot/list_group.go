package bot

import (
	"cmp"
	"strings"

	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// groupOf is the group a project is in, and its place among the groups; what
// is in none stands last.
func (t *talk) groupOf(l *ledger, by string, p storage.Project) (string, int64, error) {
	const lastOfAll = 1 << 62
	name, rank := "", int64(0)
	switch by {
	case "unit":
		name, rank = l.unitName[p.Unit], int64(p.Unit)
	case "leader":
		name, rank = l.persons[p.Leader].Name, int64(p.Leader)
	case "stage":
		return stageWord(p), int64(p.Stage())*2 + int64(last(stageWord(p) == "已入库")), nil
	case "host":
		host := cmp.Or(p.Host, p.Unit) // where nothing is said it lands with who brings it
		name, rank = l.unitName[host], int64(host)
	case "kind":
		name = l.kindWord(p.Unit)
	case "chain":
		name = p.Chain
	case "tag":
		name = strings.Join(p.Tags, "、")
	case "size":
		return t.sizeGroup(p)
	case "event":
		for _, e := range p.Events {
			if held := l.eventsBy[e]; name == "" || rank > dayNumber(held.Held) {
				name, rank = held.Name, dayNumber(held.Held)
			}
		}
	default:
		return "", 0, nil
	}
	if name == "" {
		none, err := t.words.Plain("part/none", by)
		return none, lastOfAll, err
	}
	return name, rank, nil
}

// sizeGroup is the size band of a project, the largest first.
func (t *talk) sizeGroup(p storage.Project) (string, int64, error) {
	from := int64(0)
	for _, band := range figures.SizeBands() {
		if int64(p.Agreed.Yuan()) >= band {
			from = band
		}
	}
	if from == 0 {
		none, err := t.words.Plain("part/none", figures.BySize)
		return none, 1, err
	}
	name, err := t.words.Plain("part/size", storage.Yuan(from))
	return name, -from, err
}

// dayNumber puts days in their order.
func dayNumber(d storage.Date) int64 { return int64(d.Year)*10000 + int64(d.Month)*100 + int64(d.Day) }
