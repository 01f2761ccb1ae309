package bot

import (
	"regexp"
	"strings"

	"shuangzhou/storage"
)

// What the office says in one sentence about people and units instead of
// pressing buttons. A sentence counts only where the person or the unit it
// names is there by that very name; everything else goes on to be read as any
// sentence is. So “锦尚二期改名为锦尚三期” stays a project's affair.

// A saying is one shape of such a sentence and what it does; do reports
// whether it was one.
type saying struct {
	shape *regexp.Regexp
	do    func(t *talk, l *ledger, m []string) (bool, error)
}

// roleWords are the words for roles, the longer before what they contain.
var roleWords = []struct {
	word string
	role storage.Role
}{
	{"单位负责人", storage.Head}, {"主要负责人", storage.Head}, {"负责人", storage.Head},
	{"联络员", storage.Liaison}, {"联系员", storage.Liaison},
	{"挂钩区领导", storage.Leader}, {"区领导", storage.Leader},
	{"招商办", storage.Office}, {"管理员", storage.Office}, {"观察员", storage.Observer},
}

// kindOfWord has the kinds of units as people say them.
var kindOfWord = map[string]storage.UnitKind{
	"镇街": storage.Township, "园区": storage.Park, "部门": storage.Department,
	"国企": storage.StateCompany, "攻坚队": storage.Squad, "牵头部门": storage.LeadOffice,
}

// sayingTable returns the shapes, the narrower first.
func sayingTable() []saying {
	shape := regexp.MustCompile
	return []saying{
		{shape(`^(?:添加|新增|增加|加)(?:一个)?单位[:：\s]*(.*?)[\s，,]*(?:[（(，,]?(镇街|园区|部门|国企|攻坚队|牵头部门)[）)]?)?$`), sayAddUnit},
		{shape(`^(?:添加|新增|增加|加)(?:一个)?(?:人员|同志|人|(联络员|负责人|区领导|观察员))[:：\s]*(.*)$`), sayAddPerson},
		{shape(`^(?:把)?(.+?)(?:改名为|改名叫|改名成|改名|更名为|改称)(.+)$`), sayRename},
		{shape(`^(?:把)?(.+?)(?:并入|并到|合并到|合并进|撤并到)(.+?)了?$`), sayMerge},
		{shape(`^(.+?)(?:又叫|也叫|又称|简称)(.+)$`), sayAlias},
		{shape(`^(?:把)?(.+?)(?:调到|调去|调往|调入|转到)(.+?)(?:了|工作|去了)?$`), sayMove},
		{shape(`^(?:把)?(.+?)(?:改为|改成|改任|换成|升为|任)(.+)$`), sayRole},
		{shape(`^(.+?)(?:已经|已)?(?:离开|离职|调走|退休|离任|不干)了?$`), sayLeave},
		{shape(`^(?:恢复)?(.+?)(?:回来|复职|返岗)了?$`), sayBack},
		{shape(`^(?:邀请|给)?(.+?)(?:的邀请链接|换账号了?|换号了?|换手机了?)$`), sayInvite},
		{shape(`^邀请(.+)$`), sayInvite},
	}
}

// officeSays tries the shapes on a text of the office, in private.
func (t *talk) officeSays(l *ledger, said string) (bool, error) {
	if t.who.Role != storage.Office || !t.u.Chat.Private {
		return false, nil
	}
	said = strings.TrimRight(strings.TrimSpace(said), "。.！!")
	for _, s := range t.sayings {
		m := s.shape.FindStringSubmatch(said)
		if m == nil {
			continue
		}
		if done, err := s.do(t, l, m); done || err != nil {
			return done, t.explained(err)
		}
	}
	return false, nil
}

// explained says to the sender why his sentence did nothing.
func (t *talk) explained(err error) error {
	if err == nil {
		return nil
	}
	return t.explain(err)
}

func sayAddUnit(t *talk, _ *ledger, m []string) (bool, error) {
	names := namesOf(m[1])
	if len(names) == 0 {
		return true, t.addUnit(storage.Press{}, args{})
	}
	return true, t.newUnit(names, kindOfWord[m[2]])
}

// sayAddPerson reads 王大力 河口镇联络员: the unit and the role wherever they
// stand, the first word of what is left as the name, the rest as the title.
func sayAddPerson(t *talk, l *ledger, m []string) (bool, error) {
	var pl placement
	rest := m[2]
	for _, w := range roleWords {
		if strings.Contains(rest, w.word) || m[1] == w.word {
			pl.Role, rest = w.role, strings.Replace(rest, w.word, " ", 1)
			break
		}
	}
	rest = strings.NewReplacer("（", " ", "）", " ", "(", " ", ")", " ").Replace(rest)
	pl.Unit, rest = l.takeUnit(rest)
	if pl.Unit != 0 && pl.Role == "" {
		pl.Role = storage.Liaison
	}
	pl.Name, pl.Title = nameAndTitle(rest)
	if pl.Name == "" {
		return true, t.addPerson(storage.Press{}, args{})
	}
	return true, t.place(storage.Press{}, pl)
}

// takeUnit takes the unit that a text names out of it.
func (l *ledger) takeUnit(said string) (storage.UnitID, string) {
	id := l.unitIn(said)
	longest := ""
	for _, u := range l.units {
		if u.ID != id {
			continue
		}
		for _, n := range append([]string{u.Name}, u.Aliases...) {
			if len(n) > len(longest) && strings.Contains(said, n) {
				longest = n
			}
		}
	}
	if longest == "" {
		return 0, said
	}
	return id, strings.Replace(said, longest, " ", 1)
}

// sayable returns the one person who goes by a name, among those who are in or
// among those who have left.
func (t *talk) sayable(name string, left bool) (storage.Person, bool, error) {
	name = strings.TrimSpace(name)
	all, err := t.tx.People()
	if left {
		all, err = t.tx.LeftPeople()
	}
	var found storage.Person
	n := 0
	for _, p := range all {
		if called(p, name) {
			found = p
			n++
		}
	}
	return found, n == 1, err
}

func sayRename(t *talk, l *ledger, m []string) (bool, error) {
	to := strings.TrimSpace(m[2])
	if u, ok := l.unitCalled(strings.TrimSpace(m[1])); ok {
		return true, t.renameUnit(u.ID, to)
	}
	p, ok, err := t.sayable(m[1], false)
	if err != nil || !ok {
		return false, err
	}
	return true, t.rename(placement{Person: p.ID, Name: to})
}

func sayAlias(t *talk, l *ledger, m []string) (bool, error) {
	u, ok := l.unitCalled(strings.TrimSpace(m[1]))
	if !ok {
		return false, nil
	}
	return true, t.aliasUnit(u.ID, namesOf(m[2]))
}

func sayMove(t *talk, l *ledger, m []string) (bool, error) {
	p, ok, err := t.sayable(m[1], false)
	if err != nil || !ok {
		return false, err
	}
	u, ok := l.unitCalled(strings.TrimSpace(m[2]))
	if !ok {
		return false, nil
	}
	return true, t.move(storage.Press{}, placement{Person: p.ID, Role: p.Role, Unit: u.ID})
}

func sayRole(t *talk, _ *ledger, m []string) (bool, error) {
	p, ok, err := t.sayable(m[1], false)
	if err != nil || !ok {
		return false, err
	}
	for _, w := range roleWords {
		if w.word == strings.TrimSpace(m[2]) {
			return true, t.place(storage.Press{}, placement{Person: p.ID, Name: p.Name, Role: w.role, Unit: p.Unit})
		}
	}
	return false, nil
}

func sayLeave(t *talk, _ *ledger, m []string) (bool, error) {
	p, ok, err := t.sayable(m[1], false)
	if err != nil || !ok {
		return false, err
	}
	return true, t.askLeave(storage.Press{}, p)
}

func sayBack(t *talk, _ *ledger, m []string) (bool, error) {
	p, ok, err := t.sayable(m[1], true)
	if err != nil || !ok {
		return false, err
	}
	return true, t.comeBack(storage.Press{}, p)
}

func sayInvite(t *talk, _ *ledger, m []string) (bool, error) {
	p, ok, err := t.sayable(m[1], false)
	if err != nil || !ok {
		return false, err
	}
	view, row, err := t.invite(p)
	if err != nil {
		return true, err
	}
	return true, t.say("people/invite", view, storage.Subject{}, row)
}
