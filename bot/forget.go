package bot

import (
	"regexp"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// forgetShape is how somebody asks that a project's contacts be forgotten.
var forgetShape = regexp.MustCompile(`^(?:请|帮我)?(?:忘记|忘掉|删除|删掉|清除|抹掉)(?:一下)?(.+?)的?(?:全部|所有)?(?:联系人|联系方式|电话|手机号|联系电话)(?:吧|了)?[。.]?$`)

// isForget reports whether a text asks that contacts be forgotten, and of what.
func isForget(said string) (what string, ok bool) {
	m := forgetShape.FindStringSubmatch(said)
	if m == nil {
		return "", false
	}
	return m[1], true
}

// forgetView is a project with how many of its contacts are kept.
type forgetView struct {
	Name string
	N    int
}

// askForget asks before contacts are forgotten: it cannot be taken back.
func (t *talk) askForget(l *ledger, what string, ctx reading.Context) error {
	if t.who.Role != storage.Office {
		return t.say("denied/office only", nil, storage.Subject{})
	}
	if !t.u.Chat.Private {
		return t.say("audit/private", nil, storage.Subject{})
	}
	var project storage.Project
	for _, a := range reading.Read(what+"现在啥情况", ctx, l.index).Acts {
		if a, ok := a.(reading.AskProject); ok {
			project = l.projects[string(a.Project)]
		}
	}
	if project.ID == 0 {
		return t.say("report/missing", []string{what}, storage.Subject{})
	}
	n, err := t.tx.KeptContacts(project.ID)
	if err != nil {
		return err
	}
	view := forgetView{project.Name, n}
	about := storage.Subject{Kind: storage.ProjectSubject, ID: int64(project.ID)}
	if n == 0 {
		return t.say("forget/none", view, about)
	}
	yes, err := t.button("forget", verbForget, storage.DangerStyle, args{Project: project.ID})
	if err != nil {
		return err
	}
	no, err := t.button("keep", verbKeep, storage.PlainStyle, args{Project: project.ID})
	if err != nil {
		return err
	}
	return t.say("forget/ask", view, about, []storage.Button{yes, no})
}

// forget erases a project's contacts; the log keeps that he did, not what.
func (t *talk) forget(p storage.Press, a args) error {
	project, err := t.tx.Project(a.Project)
	if err != nil {
		return err
	}
	n, err := t.tx.ForgetContacts(project.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		return t.rewrite(p, "forget/none", forgetView{Name: project.Name})
	}
	if _, err := t.tx.Apply(t.act(project.ID, storage.ContactsForgotten{N: n})); err != nil {
		return err
	}
	return t.rewrite(p, "forget/done", forgetView{project.Name, n})
}

// keepContacts leaves them.
func (t *talk) keepContacts(p storage.Press, a args) error {
	project, err := t.tx.Project(a.Project)
	if err != nil {
		return err
	}
	return t.rewrite(p, "forget/kept", forgetView{Name: project.Name})
}
