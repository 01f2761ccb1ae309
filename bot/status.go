package bot

import (
	"fmt"
	"time"

	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// statusView says in three lines whether all is well.
type statusView struct {
	Today storage.Date
	telegram.Status
	Well     bool
	LastPoll time.Time // in the district's zone
	Silent   []string  // whom nothing reaches
	Log      storage.ActNumber
	Projects int
}

// commandStatus tells the office whether all is well.
func (t *talk) commandStatus(string) error {
	status, err := t.status(t.tx)
	if err != nil {
		return err
	}
	view := statusView{Today: t.today(), Status: status, LastPoll: status.LastPoll.In(t.loc)}
	if view.Log, err = t.tx.LastAct(); err != nil {
		return err
	}
	projects, err := t.tx.Projects()
	if err != nil {
		return err
	}
	view.Projects = len(projects)
	if view.Silent, err = t.unreachable(); err != nil {
		return err
	}
	view.Well = status.FailedLately == 0 && status.AsideLately == 0 && !status.Conflict && len(view.Silent) == 0
	return t.say("status/status", view, storage.Subject{})
}

// unreachable names the people whom nothing reaches.
func (t *talk) unreachable() ([]string, error) {
	chats, err := t.tx.UnreachableChats()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, c := range chats {
		p, err := t.tx.PersonByAccount(c.ID)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		names = append(names, p.Name)
	}
	return names, nil
}

// Failed apologises for an update that could not be handled, and tells the
// office, once.
func (b *Bot) Failed(tx *storage.Tx, u telegram.Update, _ error) error {
	t := &talk{Bot: b, tx: tx, u: u}
	who, err := tx.PersonByAccount(u.From.ID)
	if err != nil && !isNotFound(err) {
		return err
	}
	if u.Chat.ID != 0 && u.Chat.Private {
		if err := t.say("trouble/apology", nil, storage.Subject{}); err != nil {
			return err
		}
	}
	view := struct{ Key, Name string }{u.Key, who.Name}
	return b.tellOffice(tx, "aside/"+u.Key, storage.Message{}, "trouble/aside", view)
}

// Away tells the office and everybody bound for which span messages may be
// missing: Telegram keeps them for 24 hours only.
func (b *Bot) Away(tx *storage.Tx, from, to time.Time) error {
	people, err := tx.People()
	if err != nil {
		return err
	}
	view := struct {
		Today    storage.Date
		From, To time.Time
	}{tx.Today(), from.In(b.loc), to.In(b.loc)}
	for _, p := range people {
		m := storage.Message{Deed: fmt.Sprintf("away/%s/person %d", to.UTC().Format(time.RFC3339), p.ID), Priority: storage.ReminderPriority}
		if err := b.tell(tx, p, m, "trouble/away", view); err != nil {
			return err
		}
	}
	return nil
}

// Unreachable tells the office, once, that a person cannot be reached.
func (b *Bot) Unreachable(tx *storage.Tx, chat int64, _ string) error {
	p, err := tx.PersonByAccount(chat)
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	deed := fmt.Sprintf("unreachable/person %d/%s", p.ID, tx.Now().Format(time.RFC3339))
	return b.tellOffice(tx, deed, storage.Message{}, "trouble/unreachable", p)
}
