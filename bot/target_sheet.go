package bot

import (
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	sheets "shuangzhou/bot/ledger" // the type ledger is of names
	"shuangzhou/storage"
)

// The office may fill in the year's targets in a workbook and send it, see
// target_read.go.

// verbTargetSheet stands in the database: never renamed.
const verbTargetSheet = "target sheet"

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

// targetRows are the rows of the workbook: of the district and of the city all
// that can be set, of a unit what is set, and what a unit is usually given.
func (t *talk) targetRows() ([][]any, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return nil, err
	}
	names, err := t.targetNames()
	if err != nil {
		return nil, err
	}
	units := slices.Sorted(maps.Keys(l.units))
	var rows [][]any
	for _, whose := range append([]string{"全区", "全市"}, units...) {
		for _, n := range names {
			k := storage.TargetKey{Year: t.today().Year, Measure: n.key}
			if !l.whoseTarget(whose, &k) || n.key == storage.DistrictsOfCity && k.Scope != storage.ForCity {
				continue
			}
			cell, err := t.targetCell(k, n)
			if err != nil {
				return nil, err
			}
			if cell != "" || k.Scope != storage.ForUnit || usuallyGiven(l.units[whose], n.key) {
				rows = append(rows, []any{k.Year, whose, n.name, cell})
			}
		}
	}
	return rows, nil
}

// usuallyGiven reports whether a unit usually has a target of a measure: each
// for what it brings in (招引), those with land for what they host (承载).
func usuallyGiven(u storage.Unit, measure string) bool {
	switch measure {
	case "signed", "signed_amount":
		return true
	case "hosted", "hosted_amount":
		return u.UnitKind == storage.Township || u.UnitKind == storage.Park
	}
	return false
}

// targetCell is what is set, as it stands in a workbook; "" where nothing is.
func (t *talk) targetCell(k storage.TargetKey, n targetName) (any, error) {
	v, err := t.tx.Target(k, t.tx.AsOfNow())
	switch {
	case isNotFound(err):
		return "", nil
	case err != nil:
		return nil, err
	case !n.money && !n.rate:
		return v, nil
	}
	return t.words.Plain("target/cell", targetCell{exactly(v, n), n.money, n.rate})
}

// exactly writes a value exactly, in what a cell counts it: 亿, percent or one.
func exactly(v int64, n targetName) string {
	switch {
	case n.money:
		return decimal(v, int64(storage.Yi))
	case n.rate:
		return decimal(v, 10)
	}
	return strconv.FormatInt(v, 10)
}

// decimal writes v/unit without trailing zeros, exactly where the unit is a
// power of ten up to 10⁸.
func decimal(v, unit int64) string {
	s := big.NewRat(v, unit).FloatString(8)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// targetCell is a target in a workbook.
type targetCell struct {
	Number      string
	Money, Rate bool
}
