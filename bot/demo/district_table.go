package demo

import (
	"embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"shuangzhou/storage"
)

//go:embed district
var districtFiles embed.FS

// tables are the district's files as they stand there.
type tables struct {
	units    []unitRow
	people   []personRow
	groups   []groupRow
	events   []eventRow
	projects []projectRow
	targets  []targetRow
	notes    map[string][]string // by what they are said of: 在谈, 施工 …
}

type unitRow struct {
	name    string
	aliases []string
	kind    storage.UnitKind
}

type personRow struct {
	account int64
	name    string
	aliases []string
	title   string
	role    storage.Role
	unit    string
	about   string
}

// A groupRow names a group's members by role, unit or name.
type groupRow struct {
	id      int64
	title   string
	members []string
}

// An eventRow is a signing event that comes round every year.
type eventRow struct {
	key     string   // what the projects' lines call it
	name    string   // {年} and {季} stand for the year and the quarter
	aliases []string //
	level   string
	series  string
	days    []string // MM-DD, in order
	which   int      // -1 the last one held, -2 the one before, 1 the next
}

// A projectRow is a project's line: where it stands and what is odd about it.
type projectRow struct {
	name         string
	aliases      []string
	investor     string
	origin       string
	unit         string
	host         string // "": the unit
	leader       string // "": none
	agreed       storage.Amount
	tags         []string
	stage        storage.Stage
	registration string
	event        string
	oddities     []string
}

var unitKinds = map[string]storage.UnitKind{
	"镇街": storage.Township, "园区": storage.Park, "部门": storage.Department,
	"国企": storage.StateCompany, "攻坚队": storage.Squad, "牵头部门": storage.LeadOffice,
}

var roles = map[string]storage.Role{
	"联": storage.Liaison, "长": storage.Head, "领导": storage.Leader, "办": storage.Office, "观": storage.Observer,
}

var stages = map[string]storage.Stage{
	"线索": storage.Lead, "在谈": storage.Negotiating, "拟签约": storage.Proposed, "已签约": storage.Signed,
	"已开工": storage.Started, "已竣工": storage.Completed, "已投产": storage.Producing, "已达效": storage.AtCapacity,
}

func readTables() (tables, error) {
	t := tables{notes: map[string][]string{}}
	for _, f := range []struct {
		name   string
		fields int
		add    func(f []string) error
	}{
		{"units.txt", 3, t.addUnit},
		{"people.txt", 7, t.addPerson},
		{"groups.txt", 3, t.addGroup},
		{"events.txt", 7, t.addEvent},
		{"projects.txt", 13, t.addProject},
		{"targets.txt", 3, t.addTarget},
		{"notes.txt", 2, func(f []string) error { t.notes[f[0]] = append(t.notes[f[0]], f[1]); return nil }},
	} {
		if err := readRows(f.name, f.fields, f.add); err != nil {
			return t, err
		}
	}
	return t, nil
}

// readRows gives each line of a file, cut at its bars, to add; # begins a comment.
func readRows(name string, fields int, add func([]string) error) error {
	text, err := districtFiles.ReadFile("district/" + name)
	if err != nil {
		return fmt.Errorf("read district: %w", err)
	}
	for i, l := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if strings.HasPrefix(l, "#") {
			continue
		}
		f := strings.Split(l, "|")
		for j := range f {
			f[j] = strings.TrimSpace(f[j])
		}
		if len(f) != fields {
			return fmt.Errorf("%s:%d: %d fields, want %d", name, i+1, len(f), fields)
		}
		if err := add(f); err != nil {
			return fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	return nil
}

func (t *tables) addUnit(f []string) error {
	kind, err := lookUp(unitKinds, f[2])
	t.units = append(t.units, unitRow{name: f[0], aliases: strings.Fields(f[1]), kind: kind})
	return err
}

func (t *tables) addPerson(f []string) error {
	account, err := strconv.ParseInt(f[0], 10, 64)
	if err != nil {
		return err
	}
	role, err := lookUp(roles, f[4])
	t.people = append(t.people, personRow{
		account: account, name: f[1], aliases: strings.Fields(f[2]), title: f[3], role: role, unit: f[5], about: f[6],
	})
	return err
}

func (t *tables) addGroup(f []string) error {
	id, err := strconv.ParseInt(f[0], 10, 64)
	t.groups = append(t.groups, groupRow{id: id, title: f[1], members: strings.Fields(f[2])})
	return err
}

func (t *tables) addEvent(f []string) error {
	which, err := strconv.Atoi(f[6])
	t.events = append(t.events, eventRow{
		key: f[0], name: f[1], aliases: strings.Fields(f[2]), level: f[3], series: f[4],
		days: strings.Fields(f[5]), which: which,
	})
	return err
}

func (t *tables) addProject(f []string) error {
	agreed, err := parseAmount(f[7])
	if err != nil {
		return err
	}
	stage, err := lookUp(stages, f[9])
	t.projects = append(t.projects, projectRow{
		name: f[0], aliases: strings.Fields(f[1]), investor: f[2], origin: f[3], unit: f[4], host: f[5], leader: f[6],
		agreed: agreed, tags: strings.Fields(f[8]), stage: stage, registration: f[10], event: f[11],
		oddities: strings.Fields(f[12]),
	})
	return err
}

func lookUp[T any](m map[string]T, word string) (T, error) {
	v, ok := m[word]
	if !ok {
		return v, fmt.Errorf("unknown word %q", word)
	}
	return v, nil
}

// parseAmount reads 3.5亿, 6000万 and 8000万美元.
func parseAmount(s string) (storage.Amount, error) {
	number, dollars := strings.CutSuffix(s, "美元")
	unit := storage.Wan
	n, ok := strings.CutSuffix(number, "万")
	if !ok {
		unit = storage.Yi
		n = strings.TrimSuffix(number, "亿")
	}
	v, err := strconv.ParseFloat(n, 64)
	if err != nil {
		return storage.Amount{}, fmt.Errorf("amount %q: %w", s, err)
	}
	whole := int64(math.Round(v * float64(unit)))
	if dollars {
		return storage.Amount{Currency: "USD", Units: whole * 100}, nil // in cents
	}
	return storage.InYuan(storage.Yuan(whole)), nil
}

// of makes the group from the people it names.
func (r groupRow) of(people []Resident) Group {
	g := Group{ID: r.id, Title: r.title}
	for _, p := range people {
		called := func(word string) bool { return word == p.Name || word == p.Unit || roles[word] == p.Role }
		if slices.ContainsFunc(r.members, called) {
			g.Members = append(g.Members, p.Account)
		}
	}
	return g
}
