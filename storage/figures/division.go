package figures

// A Division says by what a cohort is divided for comparison.
type Division string

// The divisions.
const (
	Undivided  Division = ""
	ByUnit     Division = "unit" // the credited unit
	ByHost     Division = "host"
	ByLeader   Division = "leader"
	ByUnitKind Division = "kind" // of the credited unit
	BySize     Division = "size"
	ByTag      Division = "tag" // a project stands in the part of each of its tags
	ByChain    Division = "chain"
	ByEvent    Division = "event" // the first signing event
)

// A Key names a part of a divided cohort. The zero Key is of the projects that
// have nothing of what it is divided by.
type Key struct {
	ID   int64  // of the unit, leader or event; of a size band, its yuan from which on
	Name string // the kind of unit, tag or chain
}

// SizeBands returns the yuan of agreed amount at which the size bands begin
// (亿元以上, 10亿元以上), the smallest first. What is below both begins at 1, so
// that it differs from what has no amount in yuan.
func SizeBands() []int64 { return []int64{1, Yi, 10 * Yi} }

// Narrow returns the part of the cohort that a key names; of the zero Key it
// is the cohort as it is.
func (c Cohort) Narrow(by Division, k Key) Cohort {
	switch by {
	case ByUnit:
		c.Unit = k.ID
	case ByHost:
		c.Host = k.ID
	case ByLeader:
		c.Leader = k.ID
	case ByUnitKind:
		c.UnitKind = k.Name
	case BySize:
		c = c.within(k.ID)
	case ByTag:
		c.Tag = k.Name
	case ByChain:
		c.Chain = k.Name
	case ByEvent:
		if k.ID != 0 {
			c.Events = []int64{k.ID}
		}
	}
	return c
}

// within returns what of the cohort is in the size band that begins at from.
func (c Cohort) within(from int64) Cohort {
	if from == 0 {
		return c
	}
	c.MinYuan = max(c.MinYuan, from)
	for _, next := range SizeBands() {
		if next > from && (c.MaxYuan == 0 || next < c.MaxYuan) {
			c.MaxYuan = next
			break
		}
	}
	return c
}
