package bot

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	sheets "shuangzhou/bot/ledger" // the type ledger is of names
	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// A workbook that the office sends alone is fetched to see what it is, and read
// outside the write transaction. What it would change is shown, and nothing
// changes before a press. Rows that are not read are given back as a workbook
// with the reasons, to be mended and sent again.

// stepSheet is the step of a workbook that is being fetched to see what it is,
// one a message: a second may come before the first is here.
func stepSheet(message int64) string { return fmt.Sprintf("sheet %d", message) }

// peek has a workbook that the office sends alone fetched, to see what it is,
// and reports whether it is one.
func (t *talk) peek() (bool, error) {
	u := t.u
	if t.who.Role != storage.Office || !u.Chat.Private || u.Text != "" || u.ReplyTo != 0 || len(u.Files) != 1 ||
		u.Files[0].Kind != telegram.Document || !strings.HasSuffix(strings.ToLower(u.Files[0].Name), ".xlsx") {
		return false, nil
	}
	if _, err := t.keepDraft(stepSheet(u.MessageID), pending{Message: u.MessageID, Files: u.Files, Album: u.Album}); err != nil {
		return true, err
	}
	return true, telegram.Want(t.tx, u, u.Files[0])
}

// peeked has the workbook read that was fetched to be looked at, and reports
// whether one was.
func (t *talk) peeked() (bool, error) {
	_, err := t.tx.OpenDraft(t.u.Chat.ID, t.who.ID, stepSheet(t.u.MessageID))
	if isNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, t.want(pictureSpec{Kind: readTargets, Sent: &t.u})
}

// readSheet reads a workbook that was sent, and makes that of its rows which
// are not read. What is not one of targets is a file like any other.
func (t *talk) readSheet() (made, error) {
	rows, err := t.targetSheetSent()
	if errors.Is(err, errNoTarget) {
		return made{then: (*talk).placeSheet}, nil
	}
	if err != nil {
		return made{}, err
	}
	view, _, err := t.targetsIn(rows)
	if err != nil {
		return made{}, err
	}
	m := made{}
	if len(view.Unread) > 0 {
		if m, err = t.unreadSheet(view.Unread); err != nil {
			return made{}, err
		}
	}
	m.then = func(t *talk) error { return t.takeSheet(rows) }
	return m, nil
}

// targetSheetSent is what stands in the workbook of an update, or [errNoTarget]
// where it is not one of targets.
func (t *talk) targetSheetSent() ([]sheets.Row, error) {
	if t.u.Failed != "" || t.who.Role != storage.Office {
		return nil, errNoTarget
	}
	blob, err := t.tx.Blob(t.u.Files[0].Blob)
	if err != nil {
		return nil, err
	}
	heads, err := t.targetHeads()
	if err != nil {
		return nil, err
	}
	rows, err := sheets.Read(blob.Data, heads...)
	if errors.Is(err, sheets.ErrNoHeading) || errors.Is(err, sheets.ErrNotWorkbook) {
		return nil, errNoTarget
	}
	return rows, err
}

// unreadSheet makes the workbook of the rows that were not read, with why.
func (t *talk) unreadSheet(unread []targetUnread) (made, error) {
	m := made{kind: storage.DocumentMessage, mime: workbookMIME}
	sheet := sheets.Sheet{}
	var err error
	if sheet.Name, err = t.words.Plain("target/unread", nil); err != nil {
		return m, err
	}
	if sheet.Head, err = t.targetHeads(); err != nil {
		return m, err
	}
	why, err := t.words.Plain("target/column-why", nil)
	if err != nil {
		return m, err
	}
	sheet.Head = append(sheet.Head, why)
	for _, u := range unread {
		if why, err = t.words.Plain("target/why/"+u.Why, nil); err != nil {
			return m, err
		}
		var row []any
		for _, c := range append(slices.Clone(u.Cells), why) {
			row = append(row, c)
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	if m.name, err = t.words.Plain("column/file", sheet.Name); err != nil {
		return m, err
	}
	if m.caption, err = t.words.Say("target/unread-caption", len(unread)); err != nil {
		return m, err
	}
	m.data, err = sheets.Write(sheet)
	return m, err
}

// sheetDraft closes the draft of a workbook that was looked at.
func (t *talk) sheetDraft() (pending, error) {
	d, err := t.tx.OpenDraft(t.u.Chat.ID, t.who.ID, stepSheet(t.u.MessageID))
	if err != nil {
		return pending{}, err
	}
	body, err := decodePending(d)
	if err != nil {
		return body, err
	}
	return body, t.tx.CloseDraft(d.ID)
}

// placeSheet asks whose file a workbook is that holds no targets. One of an
// album goes where the first went.
func (t *talk) placeSheet() error {
	body, err := t.sheetDraft()
	if err != nil {
		return err
	}
	t.u.Files = body.Files
	if joined, err := t.joinAlbum(); joined || err != nil {
		return err
	}
	return t.askOwner(0, body, 0, nil)
}

// takeSheet shows what rows of targets would change, as it stands now.
func (t *talk) takeSheet(rows []sheets.Row) error {
	if _, err := t.sheetDraft(); err != nil {
		return err
	}
	view, f, err := t.targetsIn(rows)
	if err != nil {
		return err
	}
	return t.showTargetSheet(view, f)
}

// targetSheetView is what a workbook of targets would change.
type targetSheetView struct {
	File    string // its name
	Changes []targetChange
	Same    int
	Unread  []targetUnread
}

type targetChange struct{ What, From, To string } // From: "" where none was set

// A targetUnread is a row that was not understood: Why is a template
// “target/why/…”.
type targetUnread struct {
	Row   int
	Why   string
	Cells []string
}

// mostShown is how many changes a screen has room for.
const mostShown = 20

// Shown and More are the changes for which there is room, and how many more
// there are.
func (v targetSheetView) Shown() []targetChange { return v.Changes[:min(mostShown, len(v.Changes))] }
func (v targetSheetView) More() int             { return len(v.Changes) - len(v.Shown()) }

// targetsIn returns what rows would change.
func (t *talk) targetsIn(rows []sheets.Row) (targetSheetView, filing, error) {
	view := targetSheetView{File: t.u.Files[0].Name}
	f := filing{text: view.File}
	l, err := t.ledger(t.tx)
	if err != nil {
		return view, f, err
	}
	names, err := t.targetNames()
	if err != nil {
		return view, f, err
	}
	seen := map[storage.TargetKey]bool{}
	for _, r := range rows {
		if r.Cells[3] == "" { // no value: passed over
			continue
		}
		b, n, why := l.targetIn(r, names)
		if why == "" && seen[b.TargetKey] {
			why = "twice"
		}
		if why != "" {
			view.Unread = append(view.Unread, targetUnread{r.Number, why, r.Cells})
			continue
		}
		seen[b.TargetKey] = true
		if err := t.changeTarget(r, b, n, &view, &f); err != nil {
			return view, f, err
		}
	}
	return view, f, nil
}

// changeTarget adds what a row changes to the filing, or counts it as the same.
func (t *talk) changeTarget(r sheets.Row, b storage.TargetSet, n targetName, view *targetSheetView, f *filing) error {
	was, err := t.tx.Target(b.TargetKey, t.tx.AsOfNow())
	if err != nil && !isNotFound(err) {
		return err
	}
	if was == b.Value {
		view.Same++
		return nil
	}
	c := targetChange{What: fmt.Sprintf("%d %s %s", b.Year, r.Cells[1], n.name)}
	if was != 0 {
		if c.From, err = t.words.Plain("target/value", targetValue{was, n.money, n.rate}); err != nil {
			return err
		}
	}
	if c.To, err = t.words.Plain("target/value", targetValue{b.Value, n.money, n.rate}); err != nil {
		return err
	}
	view.Changes = append(view.Changes, c)
	f.acts = append(f.acts, storage.Act{
		Said: t.u.At, By: t.who.ID, Source: fmt.Sprintf("import %d/%d", t.u.Files[0].Blob, r.Number),
		UndoUntil: t.rhythm.undoUntil(t.tx.Now()), Subjects: []storage.Subject{{Kind: storage.TargetSubject}}, Body: b,
	})
	return nil
}

// whoseTarget fills in whose a target is, as people call it.
func (l *ledger) whoseTarget(called string, k *storage.TargetKey) bool {
	u, ok := l.unitCalled(called)
	switch {
	case called == "全区":
		k.Scope = storage.ForDistrict
	case called == "全市":
		k.Scope = storage.ForCity
	case ok:
		k.Scope, k.Unit = storage.ForUnit, u.ID
	default:
		e, ok := l.eventCalled(called)
		k.Scope, k.Event = storage.ForCity, e.ID
		if !e.Held.IsZero() {
			k.Year = e.Held.Year
		}
		return ok
	}
	return true
}

// eventCalled finds a signing event by its name or another it is called by.
func (l *ledger) eventCalled(name string) (storage.Event, bool) {
	for _, e := range l.eventsBy {
		if e.Name == name || slices.Contains(e.Aliases, name) {
			return e, true
		}
	}
	return storage.Event{}, false
}

// targetIn reads a row, or says why it cannot.
func (l *ledger) targetIn(r sheets.Row, names []targetName) (b storage.TargetSet, n targetName, why string) {
	year, err := strconv.Atoi(strings.TrimSuffix(r.Cells[0], "年"))
	if err != nil || year < 2000 || year > 2100 {
		return b, n, "year"
	}
	b.Year = year
	if !l.whoseTarget(r.Cells[1], &b.TargetKey) {
		return b, n, "whose"
	}
	i := slices.IndexFunc(names, func(n targetName) bool { return n.name == r.Cells[2] })
	if i < 0 || names[i].key == storage.DistrictsOfCity && b.Scope != storage.ForCity {
		return b, n, "measure"
	}
	n = names[i]
	b.Measure = n.key
	said := strings.ReplaceAll(r.Cells[3], " ", "")
	if n.money && said != "0" && !strings.ContainsAny(said, "亿万元") {
		return b, n, "unit" // 30 may be 30 亿
	}
	if b.Value, err = readTargetValue(said, n); err != nil || n.rate && b.Value > 1000 {
		return b, n, "value"
	}
	return b, n, ""
}

// showTargetSheet asks whether what a workbook changes is to be written.
func (t *talk) showTargetSheet(view targetSheetView, f filing) error {
	if len(f.acts) == 0 {
		return t.say("target/sheet-read", view, storage.Subject{})
	}
	d, err := t.keepToConfirm(f)
	if err != nil {
		return err
	}
	rows, err := t.row(label{"write-all", verbConfirm, storage.SuccessStyle, args{Draft: d}}, label{"write-none", verbDiscard, storage.PlainStyle, args{Draft: d}})
	if err != nil {
		return err
	}
	return t.say("target/sheet-read", view, storage.Subject{}, rows...)
}
