package bot

import (
	"errors"
	"fmt"
	"time"

	"shuangzhou/bot/telegram"
	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// A Bot decides what is said to an update or at a due time. It holds nothing
// that changes but an index of names, and touches no network: it is given a
// transaction, and what it wants to say it queues there.
type Bot struct {
	config   Config
	loc      *time.Location
	words    *text.Words
	rule     rule
	names    names
	commands []command
	verbs    map[string]verb
	answers  map[string]answerer
	sayings  []saying
	status   func(*storage.Tx) (telegram.Status, error) // of the connection
	drawing  chan struct{}                              // has a token when a picture is wanted
}

// New returns the bot of a config that has been checked. It asks status how
// the connection does.
func New(c Config, status func(*storage.Tx) (telegram.Status, error)) (*Bot, error) {
	r, err := newRule(c.Meeting, c.Location())
	if err != nil {
		return nil, fmt.Errorf("meeting rule: %w", err)
	}
	return &Bot{
		config: c, loc: c.Location(), words: text.New(), rule: r, status: status,
		commands: commandTable(), verbs: verbTable(), answers: answerTable(), sayings: sayingTable(),
		drawing: make(chan struct{}, 1),
	}, nil
}

// A talk is one update being answered: who said what, in which transaction.
type talk struct {
	*Bot
	tx   *storage.Tx
	u    telegram.Update
	who  storage.Person
	said int // messages queued so far

	rhythm   rhythm                       // as it stands in tx
	opens    map[storage.ProjectID]string // the projects that the acts being told open
	late     *storage.Draft               // the question that a text came too late for; nil: none
	about    string                       // the project whose message is answered; "": none
	last     storage.OutboxID             // the message queued last
	keptWith storage.ProjectID            // with which the update's files are kept; 0: none
	filedIn  storage.ActNumber            // as what group the update filed its acts; 0: it filed none
	alike    storage.ProjectID            // what the reading takes for the same as a lead; 0: nothing
}

// Handle answers an update within its transaction.
func (b *Bot) Handle(tx *storage.Tx, u telegram.Update) error {
	r, err := b.rhythmIn(tx)
	if err != nil {
		return err
	}
	t := &talk{Bot: b, tx: tx, u: u, rhythm: r}
	who, err := tx.PersonByAccount(u.From.ID)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return t.stranger()
	case err != nil:
		return fmt.Errorf("look up the sender: %w", err)
	}
	t.who = who
	return t.route()
}

// route finds what an update is: a press, a command, an answer to a question,
// a sentence, or something that is none of ours.
func (t *talk) route() error {
	switch {
	case t.u.Kind == telegram.Press:
		return t.press()
	case t.u.Kind == telegram.Media:
		return t.media()
	case t.u.Kind == telegram.Followup:
		return t.followup()
	case t.u.Kind != telegram.Text && t.u.Kind != telegram.Edited:
		return t.other()
	case !t.u.Addressed:
		return nil // people talking to each other in a group
	case t.u.Command != "":
		return t.command()
	case t.u.Kind == telegram.Edited:
		return t.edited()
	case t.u.Text == "":
		return t.other()
	}
	if done, err := t.answer(); done || err != nil {
		return err
	}
	return t.sentence()
}

// deed names the next message said to this update.
func (t *talk) deed() string {
	t.said++
	return fmt.Sprintf("reply/%s/%d", t.u.Key, t.said-1)
}

// today is the district's calendar day.
func (t *talk) today() storage.Date { return t.tx.Today() }

// say answers in the chat where the update came from. In a group it quotes
// what it answers.
func (t *talk) say(template string, view any, about storage.Subject, buttons ...[]storage.Button) error {
	return t.sayAs(storage.Message{Kind: storage.TextMessage, About: about}, template, view, buttons...)
}

func (t *talk) sayAs(m storage.Message, template string, view any, buttons ...[]storage.Button) error {
	words, err := t.words.Say(template, view)
	if err != nil {
		return err
	}
	m.Deed, m.Chat, m.Text, m.Buttons = t.deed(), t.u.Chat.ID, words, buttons
	if !t.u.Chat.Private && m.Target == 0 {
		m.ReplyTo = t.u.MessageID
	}
	t.last, err = t.tx.Enqueue(m)
	return err
}

// rewrite replaces the message whose button was pressed.
func (t *talk) rewrite(p storage.Press, template string, view any, buttons ...[]storage.Button) error {
	return t.sayAs(storage.Message{Kind: storage.EditMessage, Target: p.Outbox}, template, view, buttons...)
}

// rewriteAll replaces the messages that one deed sent to several people.
func (t *talk) rewriteAll(deed, template string, view any) error {
	asked, err := t.tx.SentTo(deed)
	if err != nil {
		return err
	}
	words, err := t.words.Say(template, view)
	if err != nil {
		return err
	}
	for _, m := range asked {
		_, err := t.tx.Enqueue(storage.Message{
			Deed: t.deed(), Chat: m.Chat, Kind: storage.EditMessage, Target: m.ID, Text: words,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// toast answers a press with a line that fades.
func (t *talk) toast(template string) error {
	words, err := t.words.Plain(template, nil)
	if err != nil {
		return err
	}
	_, err = t.tx.Enqueue(telegram.Answer(t.u, words, false))
	return err
}

// tell says something to a person who did not ask, if he can be reached.
func (b *Bot) tell(tx *storage.Tx, p storage.Person, m storage.Message, template string, view any, buttons ...[]storage.Button) error {
	if p.Account == 0 {
		return nil
	}
	words, err := b.words.Say(template, view)
	if err != nil {
		return err
	}
	m.Chat, m.Kind, m.Text, m.Buttons = p.Account, storage.TextMessage, words, buttons
	_, err = tx.Enqueue(m)
	return err
}

// tellOffice says something to everybody of the office, once a deed.
func (b *Bot) tellOffice(tx *storage.Tx, deed string, m storage.Message, template string, view any, buttons ...[]storage.Button) error {
	office, err := tx.PeopleIn(storage.Office)
	if err != nil {
		return err
	}
	for _, p := range office {
		m.Deed = fmt.Sprintf("%s/person %d", deed, p.ID) // as [storage.Tx.SentTo] finds them
		if err := b.tell(tx, p, m, template, view, buttons...); err != nil {
			return err
		}
	}
	return nil
}
