package bot

import (
	"fmt"
	"slices"
	"time"

	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// inviteDays is how long an invite lets somebody in.
const inviteDays = 7

// markUsername keeps the bot's own name at Telegram, which links are made of:
// no handler can ask for it.
const markUsername = "bot/username"

// strangerView is somebody the bot does not know.
type strangerView struct {
	Name     string
	Username string
	Account  int64
	Invite   inviteFault
	For      string // whom the link was for that did not let him in
	Again    bool   // the office has been told of him before
}

// An inviteFault says why a link lets nobody in.
type inviteFault string

// The faults.
const (
	inviteUnknown  inviteFault = "unknown" // no such code
	inviteUsed     inviteFault = "used"
	inviteReplaced inviteFault = "replaced" // a newer one is about
	inviteExpired  inviteFault = "expired"
	inviteLeft     inviteFault = "left" // the person it was for has left
)

// knockDeed names what the office is told of a stranger, once.
func knockDeed(account int64) string { return fmt.Sprintf("stranger/account %d", account) }

// stranger answers somebody who has not been let in: in private he learns how
// to be, and the office is told once. In a group he is not answered.
func (t *talk) stranger() error {
	if !t.u.Chat.Private {
		return nil
	}
	switch t.u.Kind {
	case telegram.Press:
		return t.toast("toast/unknown")
	case telegram.Left, telegram.Joined, telegram.Followup:
		return nil
	}
	view := strangerView{Name: t.u.From.Name, Username: t.u.From.Username, Account: t.u.From.ID}
	if t.u.Command == "start" && t.u.Payload != "" {
		i, fault, err := t.invited(t.u.Payload)
		if err != nil {
			return err
		}
		if fault == "" {
			return t.bindInvited(i)
		}
		view.Invite = fault
		return t.knock(view, i)
	}
	p, err := t.tx.LeftByAccount(view.Account)
	if err == nil {
		return t.say("people/gone", p, storage.Subject{})
	}
	if !isNotFound(err) {
		return err
	}
	return t.knock(view, storage.Invite{})
}

// knock tells a stranger how to be let in, and the office that he wants to be.
// The office hears of him once, whatever it decided and whoever joins it later.
func (t *talk) knock(view strangerView, i storage.Invite) error {
	place := placement{Account: view.Account, Name: view.Name}
	if i.Person != 0 {
		p, err := t.tx.Person(i.Person)
		if err != nil {
			return err
		}
		view.For = p.Name
	}
	told, err := t.tx.SentTo(knockDeed(view.Account))
	if err != nil {
		return err
	}
	view.Again = len(told) > 0
	if err := t.say("people/stranger", view, storage.Subject{}); err != nil || view.Again {
		return err
	}
	in, err := t.button("admit", verbAdmit, storage.SuccessStyle, args{Place: &place})
	if err != nil {
		return err
	}
	no, err := t.button("turn-away", verbTurnAway, storage.PlainStyle, args{Place: &place})
	if err != nil {
		return err
	}
	return t.tellOffice(t.tx, knockDeed(view.Account), storage.Message{}, "people/knock", view, []storage.Button{in, no})
}

// turnAway settles a stranger's knock without letting him in.
func (t *talk) turnAway(p storage.Press, a args) error {
	if err := t.stillOutside(*a.Place); err != nil {
		return err
	}
	return t.settleKnock(p, a.Place.Account, "people/turned-away", byView{a.Place.Name, t.who.Name})
}

// settleKnock tells everybody of the office who was asked what has become of a
// stranger, and the message that was pressed, should it be a later one.
func (t *talk) settleKnock(p storage.Press, account int64, template string, view any) error {
	deed := knockDeed(account)
	asked, err := t.tx.SentTo(deed)
	if err != nil {
		return err
	}
	if err := t.rewriteAll(deed, template, view); err != nil {
		return err
	}
	if slices.ContainsFunc(asked, func(m storage.SentMessage) bool { return m.ID == p.Outbox }) {
		return nil
	}
	return t.rewrite(p, template, view)
}

type byView struct{ Name, By string }

// invited finds an invite by its code, and says why it lets nobody in.
func (t *talk) invited(code string) (storage.Invite, inviteFault, error) {
	i, err := t.tx.Invite(code)
	if isNotFound(err) {
		return storage.Invite{}, inviteUnknown, nil
	}
	if err != nil {
		return i, "", err
	}
	p, err := t.tx.Person(i.Person)
	switch {
	case isNotFound(err): // his adding was taken back
		return storage.Invite{}, inviteUnknown, nil
	case err != nil:
		return i, "", err
	case !p.Left.IsZero():
		return i, inviteLeft, nil
	case i.Used:
		return i, inviteUsed, nil
	case i.Revoked:
		return i, inviteReplaced, nil
	case !i.Open(t.tx.Now()):
		return i, inviteExpired, nil
	}
	return i, "", nil
}

// bindInvited binds the account that opened an invite first, welcomes its
// owner and tells who had made it. The account he had before is told.
func (t *talk) bindInvited(i storage.Invite) error {
	before, err := t.tx.Person(i.Person)
	if err != nil {
		return err
	}
	if err := t.bindAccount(i.Person, i.Person, t.u.From.ID); err != nil {
		return err
	}
	if err := t.tx.UseInvite(i.Code, t.u.From.ID); err != nil {
		return err
	}
	// The office may have been asked about the same account before.
	err = t.rewriteAll(knockDeed(t.u.From.ID), "people/bound", boundView{Name: before.Name, Account: t.u.From.Name})
	if err != nil {
		return err
	}
	inviter, err := t.tx.Person(i.Inviter)
	if err != nil {
		return err
	}
	view := boundView{Name: before.Name, Account: t.u.From.Name, Again: before.Account != 0}
	deed := "invite used/" + i.Code
	if err := t.tell(t.tx, inviter, storage.Message{Deed: deed}, "people/bound", view); err != nil {
		return err
	}
	return t.tell(t.tx, before, storage.Message{Deed: deed + "/old account"}, "people/moved-account", before)
}

// boundView is a person whose account is bound.
type boundView struct {
	Name    string
	Account string // what Telegram calls him
	Again   bool   // he had another account before
}

// bindAccount binds a person to an account and welcomes him there.
func (t *talk) bindAccount(id, by storage.PersonID, account int64) error {
	_, err := t.tx.Apply(storage.Act{
		Said: t.u.At, By: by, Source: t.u.Key,
		Subjects: []storage.Subject{{Kind: storage.PersonSubject, ID: int64(id)}}, Body: storage.PersonBound{Account: account},
	})
	if err != nil {
		return err
	}
	return t.welcome(id)
}

// welcome shows a person the first screen in his own chat.
func (t *talk) welcome(id storage.PersonID) error {
	p, err := t.tx.Person(id)
	if err != nil {
		return err
	}
	view, err := t.startView(p)
	if err != nil {
		return err
	}
	deed := fmt.Sprintf("welcome/person %d/account %d/%s", p.ID, p.Account, t.u.Key)
	return t.tell(t.tx, p, storage.Message{Deed: deed}, "help/start", view)
}

// startWith meets a person who is in and opens an invite: his own is settled,
// another's stays for its owner.
func (t *talk) startWith(code string) error {
	i, fault, err := t.invited(code)
	if err != nil {
		return err
	}
	switch {
	case i.Person == t.who.ID:
		if fault == "" {
			if err := t.tx.UseInvite(code, t.u.From.ID); err != nil {
				return err
			}
		}
	case i.Person != 0:
		p, err := t.tx.Person(i.Person)
		if err != nil {
			return err
		}
		return t.say("people/not-your-invite", byView{p.Name, t.who.Name}, storage.Subject{})
	}
	view, err := t.startView(t.who)
	if err != nil {
		return err
	}
	return t.say("help/start", view, storage.Subject{})
}

// inviteView is a link to be handed to its owner.
type inviteView struct {
	Today storage.Date
	Name  string
	Link  string // "": the bot's name is not known yet
	Code  string
	Until storage.Date
	Again bool // he has an account, which the link replaces
}

// invite makes a person's link: once, for a week, and those before hold no more.
func (t *talk) invite(p storage.Person) (inviteView, []storage.Button, error) {
	until := t.tx.Now().Add(inviteDays * 24 * time.Hour)
	i, err := t.tx.MakeInvite(p.ID, t.who.ID, until)
	if err != nil {
		return inviteView{}, nil, err
	}
	view := inviteView{
		Today: t.today(), Name: p.Name, Code: i.Code, Until: storage.On(until, t.tx.Location()), Again: p.Account != 0,
	}
	username, err := t.tx.Mark(markUsername)
	if isNotFound(err) {
		return view, nil, nil
	}
	if err != nil {
		return view, nil, err
	}
	view.Link = "https://t.me/" + username + "?start=" + i.Code
	label, err := t.words.Plain("button/copy-invite", nil)
	return view, []storage.Button{{Label: label, Style: storage.PrimaryStyle, Copy: view.Link}}, err
}

// pressInvite makes a person's link from his card.
func (t *talk) pressInvite(p storage.Press, a args) error {
	person, err := t.present(a.Person)
	if err != nil {
		return err
	}
	view, row, err := t.invite(person)
	if err != nil {
		return err
	}
	back, err := t.button("back", verbPerson, storage.PlainStyle, args{Person: person.ID})
	if err != nil {
		return err
	}
	return t.rewrite(p, "people/invite", view, append(row, back))
}
