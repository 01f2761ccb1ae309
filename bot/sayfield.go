package bot

import (
	"regexp"
	"slices"
	"strings"

	"shuangzhou/storage"
)

// What is edited on the card can be said: the project, the field, its value.
// The contract has no field for these. Only a sentence that is nothing else
// counts, of a project called by its very name.

// fieldShape is 锦尚二期的投资方写错了，应该是锦尚集团, 锦尚二期承载单位改为高新园区.
var fieldShape = regexp.MustCompile(`^(?:把)?(.+?)的?(项目名称|名称|名字|投资方|投资企业|承载单位|挂钩区领导|挂钩领导)` +
	`(?:(?:报|写|填|弄|登)?错了?|不对|有误)?[，,。\s]*(?:应该是|应该为|应当是|应为|应是|改为|改成|变更为|更正为|换成)(.+)$`)

// fieldWords has the field of the card that each word names.
var fieldWords = map[string]editField{
	"项目名称": editName, "名称": editName, "名字": editName, "投资方": editInvestor, "投资企业": editInvestor,
	"承载单位": editHost, "挂钩区领导": editLeader, "挂钩领导": editLeader,
}

// sayField edits what a sentence says is wrong on the card, and reports whether
// it is such a sentence. Who answers for a project is confirmed first.
func (t *talk) sayField(l *ledger, said string) (bool, error) {
	m := fieldShape.FindStringSubmatch(strings.TrimRight(strings.TrimSpace(said), "。.！!了"))
	if m == nil {
		return false, nil
	}
	p, ok := l.projectCalled(strings.TrimSpace(m[1]))
	if !ok || !t.who.Sees(p) {
		return false, nil
	}
	if _, taken := l.projects[strings.TrimSpace(m[3])]; taken {
		return false, nil // another project, no other name
	}
	body, ok, err := t.valueOf(l, p, fieldWords[m[2]], strings.TrimSpace(m[3]))
	if err != nil || !ok {
		return false, err
	}
	f := filing{acts: []storage.Act{t.act(p.ID, body)}, text: said, message: t.u.MessageID}
	if err := t.see(f.acts); err != nil {
		return true, err
	}
	if _, ok := body.(storage.Assigned); ok {
		return true, t.askConfirm(f)
	}
	return true, t.apply(f)
}

// projectCalled finds the one project of this very name, or called so.
func (l *ledger) projectCalled(name string) (storage.Project, bool) {
	var found []storage.Project
	for _, p := range l.projects {
		if p.Name == name || slices.Contains(p.Aliases, name) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return storage.Project{}, false
	}
	return found[0], true
}
