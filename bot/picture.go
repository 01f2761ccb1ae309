package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"shuangzhou/bot/chart"
	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// The kinds of pictures.
const (
	pictureByUnit = "by unit"
	pictureTrend  = "trend"
	pictureBoard  = "board"
)

// A pictureSpec is a picture that was asked for: what it shows, and to whom.
type pictureSpec struct {
	Kind     string           `json:"kind"`
	Chat     int64            `json:"chat"`
	Private  bool             `json:"private"`
	Person   storage.PersonID `json:"person"`
	Question question         `json:"question"`
}

// rewriteWithPicture shows a comparison as text, with a button that draws it.
func (t *talk) rewriteWithPicture(p storage.Press, template string, view any, q question, kind string) error {
	raw, err := json.Marshal(q)
	if err != nil {
		return fmt.Errorf("encode question: %w", err)
	}
	draw, err := t.button("picture", verbPicture, storage.PlainStyle, args{List: raw, Choice: kind})
	if err != nil {
		return err
	}
	back, err := t.back(q)
	if err != nil {
		return err
	}
	return t.rewrite(p, template, view, append([]storage.Button{draw}, back...))
}

// askPicture has a picture drawn and sent.
func (t *talk) askPicture(_ storage.Press, a args) error {
	var q question
	if err := json.Unmarshal(a.List, &q); err != nil {
		return fmt.Errorf("decode question: %w", err)
	}
	return t.wantPicture(a.Choice, q)
}

func (t *talk) wantPicture(kind string, q question) error {
	spec, err := json.Marshal(pictureSpec{kind, t.u.Chat.ID, t.u.Chat.Private, t.who.ID, q})
	if err != nil {
		return fmt.Errorf("encode picture: %w", err)
	}
	if err := t.tx.WantPicture(t.deed(), spec); err != nil {
		return err
	}
	select {
	case t.drawing <- struct{}{}:
	default:
	}
	return nil
}

// commandBoard shows the district's figures at a glance.
func (t *talk) commandBoard(string) error {
	return t.wantPicture(pictureBoard, question{Figure: boardFigure, Cohort: thisYear(t.today())})
}

// drawEvery is how long a picture waits at most whose wish went unheard.
const drawEvery = time.Minute

// draw makes the pictures that are wanted, outside the write transaction, until
// the context ends.
func (s *Service) draw(ctx context.Context) error {
	pen, err := chart.New()
	if err != nil {
		return err
	}
	tick := time.NewTicker(drawEvery)
	defer tick.Stop()
	for {
		for more := true; more && ctx.Err() == nil; {
			if more, err = s.drawNext(ctx, pen); err != nil && ctx.Err() == nil {
				s.log.Error("draw a picture", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.Bot.drawing:
		case <-tick.C:
		}
	}
}

// drawNext makes one picture and queues it, and reports whether there was one.
// It asks for the next through the writer, which waits for the transaction that
// wanted it.
func (s *Service) drawNext(ctx context.Context, pen *chart.Pen) (bool, error) {
	var w storage.WantedPicture
	err := s.Store.Write(ctx, func(tx *storage.Tx) (err error) {
		w, err = tx.NextPicture()
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var spec pictureSpec
	if err := json.Unmarshal(w.Spec, &spec); err != nil {
		return false, fmt.Errorf("decode picture %d: %w", w.ID, err)
	}
	var picture []byte
	var caption string
	err = s.Store.Read(ctx, func(tx *storage.Tx) (err error) {
		picture, caption, err = s.Bot.picture(tx, pen, spec)
		return err
	})
	failed := err // said, and not tried for ever
	return true, errors.Join(failed, s.Store.Write(ctx, func(tx *storage.Tx) error {
		return s.Bot.sendPicture(tx, w, spec, picture, caption)
	}))
}

// picture draws what a spec asks for, as its person would be answered now, and
// returns it with its caption.
func (b *Bot) picture(tx *storage.Tx, pen *chart.Pen, spec pictureSpec) ([]byte, string, error) {
	who, err := tx.Person(spec.Person)
	if err != nil {
		return nil, "", err
	}
	t := &talk{Bot: b, tx: tx, who: who, u: telegram.Update{Chat: telegram.Chat{ID: spec.Chat, Private: spec.Private}}}
	switch spec.Kind {
	case pictureBoard:
		return t.drawBoard(pen)
	case pictureTrend:
		return t.drawCompared("picture/trend", spec.Question, t.trend, pen.Line)
	}
	return t.drawCompared("picture/by-unit", spec.Question, t.byUnit, pen.Bars)
}

// drawCompared draws a comparison.
func (t *talk) drawCompared(template string, q question, compare func(question) (compareView, error), draw func(chart.Chart) ([]byte, error)) ([]byte, string, error) {
	view, err := compare(q)
	if err != nil {
		return nil, "", err
	}
	c, err := t.chart(template, view)
	if err != nil {
		return nil, "", err
	}
	picture, err := draw(c)
	if err != nil {
		return nil, "", err
	}
	caption, err := t.words.Say("picture/caption", captionView{c.Title, c.Foot})
	return picture, caption, err
}

// captionView is what stands under a picture.
type captionView struct{ Title, Foot string }

// chart puts a comparison into words for a picture.
func (t *talk) chart(template string, view compareView) (chart.Chart, error) {
	c := chart.Chart{Target: view.Target}
	var err error
	if c.Title, err = t.words.Plain(template, view); err != nil {
		return c, err
	}
	if c.Foot, err = t.words.Plain("picture/foot", view); err != nil {
		return c, err
	}
	for _, r := range view.Rows {
		v := chart.Value{Label: r.Name, Tenth: r.Percent, None: !r.Defined}
		form := "picture/value"
		if r.Name == "" {
			v.Label, form = fmt.Sprintf("%d/%d", int(r.Day.Month), r.Day.Day), "picture/point"
		}
		if v.Words, err = t.words.Plain(form, r); err != nil {
			return c, err
		}
		c.Values = append(c.Values, v)
	}
	return c, nil
}

// sendPicture queues a picture that was made; one that could not be is said.
func (b *Bot) sendPicture(tx *storage.Tx, w storage.WantedPicture, spec pictureSpec, picture []byte, caption string) error {
	if err := tx.PictureMade(w.ID); err != nil {
		return err
	}
	m := storage.Message{Deed: w.Deed, Chat: spec.Chat}
	if picture == nil {
		words, err := b.words.Say("picture/failed", nil)
		if err != nil {
			return err
		}
		m.Kind, m.Text = storage.TextMessage, words
		_, err = tx.Enqueue(m)
		return err
	}
	id, err := tx.AddBlob(storage.Blob{Name: "shuangzhou.png", MIME: "image/png", Data: picture})
	if err != nil {
		return err
	}
	m.Kind, m.Blob, m.Name, m.Text = storage.PhotoMessage, int64(id), "shuangzhou.png", caption
	_, err = tx.Enqueue(m)
	return err
}
