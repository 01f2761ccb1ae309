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

// The office may fill in the year's targets in a workbook and send it. What it
// would change is shown, and nothing changes before a press.

// stepSheet is the step of a workbook that is being fetched to see what it is,
// one a message: a second may come before the first is here.
func stepSheet(message int64) string { return fmt.Sprintf("sheet %d", message) }

// verbTargetSheet stands in the database: never renamed.
const verbTargetSheet = "target sheet"

// workbookOfTargets is a workbook to fill in.
const workbookOfTargets = "targets"

// targetColumns of the workbook, each a template “target/column-…”.
var targetColumns = []string{"year", "whose", "measure", "value"}

func (t *talk) askTargetSheet(storage.Press, args) error {
	return t.want(pictureSpec{Kind: workbookOfTargets})
}

func (t *talk) targetHeads() ([]string, error) {
	var heads []string
	for _, c := range targetColumns {
		h, err := t.words.Plain("target/column-"+c, nil)
		if err != nil {
			return nil, err
		}
		heads = append(heads, h)
	}
	return heads, nil
}

// targetSheet makes the workbook: what can be set for the district and the
// city, and what is set for units.
func (t *talk) targetSheet() (made, error) {
	m := made{kind: storage.DocumentMessage, mime: workbookMIME}
	title, err := t.words.Plain("target/sheet", nil)
	if err != nil {
		return m, err
	}
	sheet := sheets.Sheet{Name: title}
	if sheet.Head, err = t.targetHeads(); err != nil {
		return m, err
	}
	if sheet.Rows, err = t.targetRows(); err != nil {
		return m, err
	}
	if m.name, err = t.words.Plain("column/file", title); err != nil {
		return m, err
	}
	if m.caption, err = t.words.Say("target/sheet-caption", nil); err != nil {
		return m, err
	}
	m.data, err = sheets.Write(sheet)
	return m, err
}

func (t *talk) targetRows() ([][]any, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return nil, err
	}
	names, err := t.targetNames()
	if err != nil {
		return nil, err
	}
	units := make([]string, 0, len(l.units))
	for n := range l.units {
		units = append(units, n)
	}
	slices.Sort(units)
	var rows [][]any
	for _, whose := range append([]string{"全区", "全市"}, units...) {
		for _, n := range names {
			k := storage.TargetKey{Year: t.today().Year, Measure: n.key}
			if !l.whoseTarget(whose, &k) || (n.key == storage.DistrictsOfCity) && k.Scope != storage.ForCity {
				continue
			}
			v, err := t.tx.Target(k, t.tx.AsOfNow())
			if isNotFound(err) && k.Scope == storage.ForUnit {
				continue
			}
			if err != nil && !isNotFound(err) {
				return nil, err
			}
			said := ""
			if err == nil {
				if said, err = t.words.Plain("target/cell", targetCell{exactly(v, n), n.money, n.rate}); err != nil {
					return nil, err
				}
			}
			rows = append(rows, []any{k.Year, whose, n.name, said})
		}
	}
	return rows, nil
}

// exactly writes a value exactly, in what a cell counts it: 亿, percent or one.
func exactly(v int64, n targetName) string {
	switch {
	case n.money:
		return strconv.FormatFloat(float64(v)/float64(storage.Yi), 'f', -1, 64)
	case n.rate:
		return strconv.FormatFloat(float64(v)/10, 'f', -1, 64)
	}
	return strconv.FormatInt(v, 10)
}

// targetCell is a target in a workbook.
type targetCell struct {
	Number      string
	Money, Rate bool
}

// peek has a workbook that the office sends alone fetched, to see what it is,
// and reports whether it is one.
func (t *talk) peek() (bool, error) {
	u := t.u
	if t.who.Role != storage.Office || !u.Chat.Private || u.Text != "" || u.Album != "" || u.ReplyTo != 0 || len(u.Files) != 1 ||
		u.Files[0].Kind != telegram.Document || !strings.HasSuffix(strings.ToLower(u.Files[0].Name), ".xlsx") {
		return false, nil
	}
	if _, err := t.keepDraft(stepSheet(u.MessageID), pending{Message: u.MessageID, Files: u.Files}); err != nil {
		return true, err
	}
	return true, telegram.Want(t.tx, u, u.Files[0])
}

// peeked takes the workbook that was fetched to be looked at, and reports
// whether it was: what holds no targets is a file like any other.
func (t *talk) peeked() (bool, error) {
	d, err := t.tx.OpenDraft(t.u.Chat.ID, t.who.ID, stepSheet(t.u.MessageID))
	if isNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	body, err := decodePending(d)
	if err != nil {
		return false, err
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return true, err
	}
	if t.u.Failed == "" && t.who.Role == storage.Office {
		if taken, err := t.readTargetSheet(); taken || err != nil {
			return true, err
		}
	}
	return true, t.askOwner(0, body, 0, nil)
}

// targetSheetView is what a workbook of targets would change.
type targetSheetView struct {
	Changes []targetChange
	Same    int
	Unread  []targetUnread
}

type targetChange struct{ What, From, To string } // From: "" where none was set

// A targetUnread is a row that was not understood: Why is a template
// “target/why-…”.
type targetUnread struct {
	Row       int
	Why, Said string
}

// readTargetSheet shows what the workbook would change, and reports whether it
// is one of targets.
func (t *talk) readTargetSheet() (bool, error) {
	blob, err := t.tx.Blob(t.u.Files[0].Blob)
	if err != nil {
		return false, err
	}
	heads, err := t.targetHeads()
	if err != nil {
		return false, err
	}
	rows, err := sheets.Read(blob.Data, heads...)
	if errors.Is(err, sheets.ErrNoHeading) || errors.Is(err, sheets.ErrNotWorkbook) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return false, err
	}
	names, err := t.targetNames()
	if err != nil {
		return false, err
	}
	var view targetSheetView
	f := filing{text: t.u.Files[0].Name}
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
			view.Unread = append(view.Unread, targetUnread{r.Number, why, strings.Join(r.Cells, " ")})
			continue
		}
		seen[b.TargetKey] = true
		if err := t.changeTarget(r, b, n, &view, &f); err != nil {
			return true, err
		}
	}
	return true, t.showTargetSheet(view, f)
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
	subject, err := t.tx.TargetSubjectOf(b.TargetKey)
	f.acts = append(f.acts, storage.Act{
		Said: t.u.At, By: t.who.ID, Source: fmt.Sprintf("import %d/%d", t.u.Files[0].Blob, r.Number),
		UndoUntil: t.rhythm.undoUntil(t.tx.Now()), Subjects: []storage.Subject{subject}, Body: b,
	})
	return err
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
		return false
	}
	return true
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
