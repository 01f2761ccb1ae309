package reading

// A mask says which classes and kinds occur, so that rules which ask for
// others are passed over at once.
type mask [3]uint64

func (m *mask) add(t token) {
	for _, x := range t.mean {
		m[x.class/64] |= 1 << (x.class % 64)
	}
	m[2] |= 1 << t.kind
	if t.unit != "" {
		m[2] |= hasUnit
	}
	if t.leader != "" {
		m[2] |= hasLeader
	}
	if t.event > 0 {
		m[2] |= hasEvent
	}
	if t.project != nil {
		m[2] |= hasProject
	}
}

const (
	hasUnit = 1 << (40 + iota)
	hasLeader
	hasEvent
	hasProject
)

func (m mask) has(c class) bool { return m[c/64]&(1<<(c%64)) != 0 }

func (m mask) kind(k tokenKind) bool { return m[2]&(1<<k) != 0 }

func (m mask) flag(f uint64) bool { return m[2]&f != 0 }

func (m mask) any(classes ...class) bool {
	for _, c := range classes {
		if m.has(c) {
			return true
		}
	}
	return false
}
