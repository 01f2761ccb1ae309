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
	pictureBig    = "big board" // of a big screen

	pictureFunnel   = "funnel"
	pictureProgress = "progress"

	// Not pictures, but made in the same way.
	workbookOfList    = "workbook"
	workbookOfFigure  = "workbook of a figure"
	workbookOfMoves   = "workbook of moves"
	workbookOfTargets = "targets"

	readTargets = "read targets" // a workbook that was sent
)

// A pictureSpec is a picture that was asked for: what it shows, and to whom.
type pictureSpec struct {
	Kind     string           `json:"kind"`
	Chat     int64            `json:"chat"`
	Private  bool             `json:"private"`
	Person   storage.PersonID `json:"person"`
	Question question         `json:"question"`
	Listing  listing          `json:"listing"` // of a workbook

	Sent *telegram.Update `json:"sent,omitempty"` // of a workbook to be read: the update that it came with
}

// A made is what was made of a spec: a picture or a workbook.
type made struct {
	data    []byte // nil: it could not be made
	kind    storage.MessageKind
	name    string // of the file
	mime    string
	caption string
	buttons [][]storage.Button

	then func(*talk) error // says, in the transaction that sends it, what comes first; nil: nothing does
}

// rewriteWithPicture shows a comparison as text, with a button that draws it.
func (t *talk) rewriteWithPicture(p storage.Press, template string, view any, q question, kind string) error {
	row, err := t.pictureRow(q, kind)
	if err != nil {
		return err
	}
	return t.rewrite(p, template, view, row)
}

// pictureRow draws what a question compares, and leads back to its figure.
func (t *talk) pictureRow(q question, kind string) ([]storage.Button, error) {
	draw, err := t.pictureButton(q, kind)
	if err != nil {
		return nil, err
	}
	back, err := t.back(q)
	return append([]storage.Button{draw}, back...), err
}

// pictureButton draws a picture of what a question is about.
func (t *talk) pictureButton(q question, kind string) (storage.Button, error) {
	raw, err := json.Marshal(q)
	if err != nil {
		return storage.Button{}, fmt.Errorf("encode question: %w", err)
	}
	return t.button("picture", verbPicture, storage.PlainStyle, args{List: raw, Choice: kind})
}

// askPicture has a picture drawn and sent.
func (t *talk) askPicture(_ storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	return t.wantPicture(a.Choice, q)
}

func (t *talk) wantPicture(kind string, q question) error {
	return t.want(pictureSpec{Kind: kind, Question: q})
}

// want asks for what a spec describes, for who is talked to.
func (t *talk) want(spec pictureSpec) error {
	spec.Chat, spec.Private, spec.Person = t.u.Chat.ID, t.u.Chat.Private, t.who.ID
	raw, err := json.Marshal(spec)
	if err != nil {
		return fmt.Errorf("encode picture: %w", err)
	}
	if err := t.tx.WantPicture(t.deed(), raw); err != nil {
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
	pen, err := chart.New(func(chars string) { s.log.Warn("the font lacks characters", "characters", chars) })
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
	spec, m, err := s.makeWanted(ctx, pen, w)
	failed := err // said, and not tried for ever
	return true, errors.Join(failed, s.Store.Write(ctx, func(tx *storage.Tx) error {
		return s.Bot.sendMade(tx, w, spec, m)
	}))
}

// makeWanted makes what is wanted. A panic is an error of this one: it must not
// end the program, which would come to it again after every start.
func (s *Service) makeWanted(ctx context.Context, pen *chart.Pen, w storage.WantedPicture) (spec pictureSpec, m made, err error) {
	defer func() {
		if r := recover(); r != nil {
			m, err = made{}, fmt.Errorf("make picture %d: panic: %v", w.ID, r)
		}
	}()
	if err := json.Unmarshal(w.Spec, &spec); err != nil {
		return spec, m, fmt.Errorf("decode picture %d: %w", w.ID, err)
	}
	err = s.Store.Read(ctx, func(tx *storage.Tx) (err error) {
		m, err = s.Bot.make(tx, pen, spec)
		return err
	})
	return spec, m, err
}

// talkOf is the talk in which a spec was asked for, as it would be had now.
func (b *Bot) talkOf(tx *storage.Tx, spec pictureSpec) (*talk, error) {
	who, err := tx.Person(spec.Person)
	if err != nil {
		return nil, err
	}
	r, err := b.rhythmIn(tx)
	t := &talk{Bot: b, tx: tx, who: who, rhythm: r, u: telegram.Update{Chat: telegram.Chat{ID: spec.Chat, Private: spec.Private}}}
	if spec.Sent != nil {
		t.u, t.said = *spec.Sent, 1 // the wish was said first
	}
	return t, err
}

// make makes what a spec asks for, as its person would be answered now.
func (b *Bot) make(tx *storage.Tx, pen *chart.Pen, spec pictureSpec) (made, error) {
	t, err := b.talkOf(tx, spec)
	if err != nil {
		return made{}, err
	}
	switch spec.Kind {
	case workbookOfList:
		return t.workbook(spec.Listing)
	case workbookOfFigure:
		return t.figureWorkbook(spec.Question)
	case workbookOfMoves:
		return t.movedWorkbook(spec.Question)
	case workbookOfTargets:
		return t.targetSheet()
	case readTargets:
		return t.readSheet()
	case pictureBoard:
		return t.drawBoard(pen)
	case pictureBig:
		return t.drawBigBoard(pen)
	case pictureFunnel:
		return t.drawFunnel(pen, spec.Question)
	case pictureProgress:
		return t.drawProgress(pen, spec.Question)
	case pictureTrend:
		return t.drawCompared("picture/trend", spec.Question, t.trend, pen.Line)
	}
	return t.drawCompared("picture/by-unit", spec.Question, t.byUnit, pen.Bars)
}

// drawCompared draws a comparison.
func (t *talk) drawCompared(template string, q question, compare func(question) (compareView, error), draw func(chart.Chart) ([]byte, error)) (made, error) {
	view, err := compare(q)
	if err != nil {
		return made{}, err
	}
	c, err := t.chart(template, view)
	if err != nil {
		return made{}, err
	}
	picture, err := draw(c)
	if err != nil {
		return made{}, err
	}
	return t.captioned(picture, c.Title, c.Foot)
}

// captioned is a picture with its title beneath it.
func (t *talk) captioned(picture []byte, title, foot string) (made, error) {
	caption, err := t.words.Say("picture/caption", captionView{title, foot})
	return made{data: picture, kind: storage.PhotoMessage, name: "shuangzhou.png", mime: "image/png", caption: caption}, err
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
	for form, to := range map[string]*string{"picture/foot": &c.Foot, "picture/mark": &c.Mark, "picture/empty": &c.Empty} {
		if *to, err = t.words.Plain(form, view); err != nil {
			return c, err
		}
	}
	for _, r := range view.Rows {
		v := chart.Value{Label: r.Name, Tenth: r.Percent, None: !r.Defined, Reached: r.Reached}
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

// sendMade queues what was made; what could not be is said.
func (b *Bot) sendMade(tx *storage.Tx, w storage.WantedPicture, spec pictureSpec, m made) error {
	if err := tx.PictureMade(w.ID); err != nil {
		return err
	}
	if spec.Chat == 0 {
		return nil // it could not even be read
	}
	message := storage.Message{Deed: w.Deed, Chat: spec.Chat}
	if m.then != nil {
		t, err := b.talkOf(tx, spec)
		if err != nil {
			return err
		}
		if err := m.then(t); err != nil || m.data == nil {
			return err
		}
	}
	if m.data == nil {
		words, err := b.words.Say("picture/failed", spec.Kind)
		if err != nil {
			return err
		}
		message.Kind, message.Text = storage.TextMessage, words
		_, err = tx.Enqueue(message)
		return err
	}
	id, err := tx.AddBlob(storage.Blob{Name: m.name, MIME: m.mime, Data: m.data})
	if err != nil {
		return err
	}
	message.Kind, message.Blob, message.Name, message.Text = m.kind, int64(id), m.name, m.caption
	message.Buttons = m.buttons
	_, err = tx.Enqueue(message)
	return err
}
