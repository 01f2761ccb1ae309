package bot

import (
	"context"
	"encoding/json"

	"shuangzhou/bot/chart"
	"shuangzhou/bot/reading"
	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// A CommandRow is a command as the tests of the whole program see it.
type CommandRow struct {
	Name    string
	Hidden  bool
	Private bool
	Allows  func(storage.Role) bool
}

// CommandRows returns the table of commands.
func CommandRows() []CommandRow {
	var rows []CommandRow
	for _, c := range commandTable() {
		rows = append(rows, CommandRow{c.name, c.hide, c.private, c.allows})
	}
	return rows
}

// PictureKinds returns the kinds of pictures that are drawn.
func PictureKinds() []string {
	return []string{pictureByUnit, pictureTrend, pictureBoard, pictureBig, pictureFunnel, pictureProgress}
}

// pictureOf asks for a picture of this year's signings, for a person.
func pictureOf(tx *storage.Tx, kind string, person storage.PersonID) pictureSpec {
	return pictureSpec{Kind: kind, Person: person, Question: question{Figure: boardFigure, Cohort: thisYear(tx.Today())}}
}

// Picture draws a picture of this year's signings, for a person.
func (b *Bot) Picture(tx *storage.Tx, pen *chart.Pen, kind string, person storage.PersonID) ([]byte, error) {
	m, err := b.make(tx, pen, pictureOf(tx, kind, person))
	return m.data, err
}

// TrendDays returns the days of a picture of a trend.
func (b *Bot) TrendDays(tx *storage.Tx, person storage.PersonID) ([]storage.Date, error) {
	spec := pictureOf(tx, pictureTrend, person)
	t, err := b.talkOf(tx, spec)
	if err != nil {
		return nil, err
	}
	view, err := t.trend(spec.Question)
	var days []storage.Date
	for _, r := range view.Rows {
		days = append(days, r.Day)
	}
	return days, err
}

// WantPicture asks for a picture, for the account of a person.
func WantPicture(tx *storage.Tx, kind string, p storage.Person) error {
	spec := pictureOf(tx, kind, p.ID)
	spec.Chat = p.Account
	raw, err := json.Marshal(spec)
	if err != nil {
		return err
	}
	return tx.WantPicture("test/"+kind, raw)
}

// DrawNext makes the next picture that is wanted.
func (s *Service) DrawNext(ctx context.Context, pen *chart.Pen) (bool, error) {
	return s.drawNext(ctx, pen)
}

// Meet does for a person what a reading says, as if he had typed a text.
func (s *Service) Meet(tx *storage.Tx, p storage.Person, said string, r reading.Reading) error {
	b := s.Bot
	rhythm, err := b.rhythmIn(tx)
	if err != nil {
		return err
	}
	t := &talk{Bot: b, tx: tx, who: p, rhythm: rhythm, u: telegram.Update{
		Key: "test/1", Kind: telegram.Text, MessageID: 1, At: tx.Now(), Text: said, Addressed: true,
		From: telegram.User{ID: p.Account}, Chat: telegram.Chat{ID: p.Account, Private: true},
	}}
	l, err := b.ledger(tx)
	if err != nil {
		return err
	}
	return t.meet(l, said, t.completed(l, said, r))
}
