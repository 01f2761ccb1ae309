package bot

import (
	"shuangzhou/bot/reading"
	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// startView is the one screen of /start: who you are, and one real example.
type startView struct {
	Name     string
	Unit     string
	Role     storage.Role
	Example  string // a project of his own; "" where there is none
	Commands []telegram.Command
}

func (t *talk) startView(p storage.Person) (startView, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return startView{}, err
	}
	menu, err := t.menu(p.Role)
	if err != nil {
		return startView{}, err
	}
	view := startView{Name: p.Name, Unit: l.unitName[p.Unit], Role: p.Role, Commands: menu}
	projects, err := t.tx.Projects()
	if err != nil {
		return view, err
	}
	for _, q := range projects {
		if p.Sees(q) {
			view.Example = shortName(q)
			break
		}
	}
	return view, nil
}

// shortName is what people call a project: its first alias, else its name.
func shortName(p storage.Project) string {
	if len(p.Aliases) > 0 {
		return p.Aliases[0]
	}
	return p.Name
}

// commandStart says who one is to the bot; with a code behind it, it was
// opened by an invite.
func (t *talk) commandStart(code string) error {
	if code != "" && t.u.Chat.Private {
		return t.startWith(code)
	}
	view, err := t.startView(t.who)
	if err != nil {
		return err
	}
	if t.who.Role != storage.Liaison && t.who.Role != storage.Head {
		return t.say("help/start", view, storage.Subject{})
	}
	rows, err := t.row(label{"report", verbGuide, storage.PrimaryStyle, args{}}, label{"lead", verbLead, storage.PlainStyle, args{}})
	if err != nil {
		return err
	}
	return t.say("help/start", view, storage.Subject{}, rows...)
}

// commandHelp says what can be said, by role.
func (t *talk) commandHelp(string) error { return t.help() }

func (t *talk) help() error {
	view, err := t.startView(t.who)
	if err != nil {
		return err
	}
	return t.say("help/help", view, storage.Subject{})
}

// helpOn says how one thing is done, and where the rest is said; of what has no
// words of its own all is said.
func (t *talk) helpOn(topic string) error {
	if !t.words.Has("topic/" + topic) {
		return t.help()
	}
	view, err := t.startView(t.who)
	if err != nil {
		return err
	}
	rest, err := t.row(label{"all-help", verbHelp, storage.PlainStyle, args{}})
	if err != nil {
		return err
	}
	return t.say("topic/"+topic, view, storage.Subject{}, rest...)
}

// smallTalk meets what is neither a report nor a question: with silence in a
// group, with an example in private.
func (t *talk) smallTalk(l *ledger) error {
	if found, err := t.search(l); found || err != nil {
		return err
	}
	if t.late != nil {
		return t.tooLate(*t.late)
	}
	return t.withExample("help/not-understood")
}

// civil meets a courtesy in private as people do: 收到 with a sign, a greeting
// with one. In a group it is left alone.
func (t *talk) civil(l *ledger, c reading.Civility) error {
	if found, err := t.search(l); found || err != nil || !t.u.Chat.Private {
		return err
	}
	if c == reading.Greeting {
		return t.withExample("help/start")
	}
	return t.react("👌")
}

// withExample says, in private only, how the bot is spoken to.
func (t *talk) withExample(words string) error {
	if !t.u.Chat.Private {
		return nil
	}
	view, err := t.startView(t.who)
	if err != nil {
		return err
	}
	return t.say(words, view, storage.Subject{})
}

// other meets what is no text: a sticker, a location, a file.
func (t *talk) other() error {
	if !t.u.Chat.Private {
		return nil
	}
	switch t.u.Kind {
	case telegram.Joined, telegram.Left, telegram.Migrated, telegram.Followup:
		return nil
	}
	return t.say("help/other", nil, storage.Subject{})
}
