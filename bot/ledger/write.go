package ledger

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"shuangzhou/storage"
)

// A Sheet is what a workbook shows.
type Sheet struct {
	Name  string
	Title string   // stands above the heading; "": the heading is the first row
	Notes []string // beneath the title, a row each: what is counted, of which day
	Head  []string // the unit of amounts is in it: 万元
	Rows  [][]any  // a value a heading: string, int, int64, [storage.Date] or [storage.Yuan]; a zero date or amount is left empty
}

// above is how many rows stand over the heading.
func (s Sheet) above() int {
	if s.Title == "" {
		return 0
	}
	return len(s.Notes) + 1
}

// Write makes the workbook. Its heading stays in sight when the rows are
// scrolled, and rows can be filtered by it.
func Write(s Sheet) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	s.Name = nameOf(s.Name)
	if err := f.SetSheetName("Sheet1", s.Name); err != nil {
		return nil, fmt.Errorf("name sheet %s: %w", s.Name, err)
	}
	look, err := stylesIn(f)
	if err != nil {
		return nil, err
	}
	w, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return nil, fmt.Errorf("write sheet %s: %w", s.Name, err)
	}
	for _, write := range []func(*excelize.StreamWriter, styles) error{s.arrange, s.writeAbove, s.writeRows} {
		if err := write(w, look); err != nil {
			return nil, err
		}
	}
	if err := w.Flush(); err != nil {
		return nil, fmt.Errorf("write sheet %s: %w", s.Name, err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return b.Bytes(), nil
}

// longestName is how long a sheet's name may be, in UTF-16 units: what stands
// beyond the first plane counts twice.
const longestName = 31

// nameOf makes of words what Excel takes as the name of a sheet.
func nameOf(words string) string {
	name := []rune(strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, words), " '"))
	if len(name) == 0 {
		return "Sheet1"
	}
	units, end := 0, 0
	for end < len(name) && units+utf16.RuneLen(name[end]) <= longestName {
		units += utf16.RuneLen(name[end])
		end++
	}
	return strings.Trim(string(name[:end]), " '")
}

// styles are the looks of cells.
type styles struct{ title, head, date, whole, broken, text int }

func stylesIn(f *excelize.File) (styles, error) {
	var s styles
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, c := range []struct {
		to   *int
		look excelize.Style
	}{
		{&s.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}},
		{&s.head, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}}},
		{&s.date, excelize.Style{CustomNumFmt: new("yyyy-mm-dd"), Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
		{&s.whole, excelize.Style{CustomNumFmt: new("#,##0"), Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.broken, excelize.Style{CustomNumFmt: new("#,##0.00##"), Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.text, excelize.Style{Alignment: top}},
	} {
		var err error
		if *c.to, err = f.NewStyle(&c.look); err != nil {
			return s, fmt.Errorf("make a style: %w", err)
		}
	}
	return s, nil
}

// arrange sets how wide the columns are, and what stays in sight.
func (s Sheet) arrange(w *excelize.StreamWriter, _ styles) error {
	for i, head := range s.Head {
		if err := w.SetColWidth(i+1, i+1, s.columnWidth(i)); err != nil {
			return fmt.Errorf("width of column %s: %w", head, err)
		}
	}
	first := s.above() + 2
	err := w.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: first - 1, TopLeftCell: fmt.Sprintf("A%d", first), ActivePane: "bottomLeft",
	})
	if err != nil {
		return fmt.Errorf("freeze the heading: %w", err)
	}
	return nil
}

// writeAbove writes the title, the notes and the heading.
func (s Sheet) writeAbove(w *excelize.StreamWriter, look styles) error {
	var rows [][]any
	if s.Title != "" {
		rows = append(rows, []any{excelize.Cell{StyleID: look.title, Value: s.Title}})
		for _, n := range s.Notes {
			rows = append(rows, []any{n})
		}
	}
	head := make([]any, len(s.Head))
	for i, h := range s.Head {
		head[i] = excelize.Cell{StyleID: look.head, Value: h}
	}
	for i, row := range append(rows, head) {
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			return fmt.Errorf("write row %d: %w", i+1, err)
		}
	}
	return nil
}

// writeRows writes the rows, as a table that can be filtered.
func (s Sheet) writeRows(w *excelize.StreamWriter, look styles) error {
	head := s.above() + 1
	for i, row := range s.Rows {
		at := head + 1 + i
		if err := w.SetRow(fmt.Sprintf("A%d", at), look.cells(row)); err != nil {
			return fmt.Errorf("write row %d: %w", at, err)
		}
	}
	if len(s.Rows) == 0 || len(s.Head) == 0 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(s.Head), head+len(s.Rows))
	if err != nil {
		return err
	}
	if err := w.AddTable(&excelize.Table{Range: fmt.Sprintf("A%d:%s", head, last), StyleName: "TableStyleLight1"}); err != nil {
		return fmt.Errorf("make the rows a table: %w", err)
	}
	return nil
}

// cells turns a row's values into cells: dates as dates, amounts in 万元.
func (look styles) cells(row []any) []any {
	out := make([]any, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case storage.Date:
			if !v.IsZero() {
				out[i] = excelize.Cell{StyleID: look.date, Value: v.Clock(0, 0, time.UTC)}
			}
		case storage.Yuan:
			out[i] = look.amount(v)
		case string:
			out[i] = excelize.Cell{StyleID: look.text, Value: v}
		default:
			out[i] = v
		}
	}
	return out
}

func (look styles) amount(v storage.Yuan) any {
	switch {
	case v == 0:
		return nil
	case v%storage.Wan == 0:
		return excelize.Cell{StyleID: look.whole, Value: int64(v / storage.Wan)}
	}
	return excelize.Cell{StyleID: look.broken, Value: float64(v) / float64(storage.Wan)} // a spreadsheet's numbers are floats
}

// The bounds of a column, in characters of Excel's; what is longer wraps.
const (
	narrowest = 8
	widest    = 50
)

// columnWidth is what the longest of a column takes.
func (s Sheet) columnWidth(i int) float64 {
	longest := charsOf(s.Head[i]) + 3 // the filter's arrow
	for _, row := range s.Rows {
		switch v := row[i].(type) {
		case string:
			longest = max(longest, charsOf(v)+2)
		case storage.Date:
			longest = max(longest, len("2006-01-02")+2)
		case storage.Yuan:
			longest = max(longest, len("1,234,567.8")+1)
		}
	}
	return float64(min(max(longest, narrowest), widest))
}

// charsOf is how wide the longest line of a text is: a Chinese character is as
// wide as two digits.
func charsOf(text string) int {
	longest := 0
	for line := range strings.Lines(text) {
		n := 0
		for _, r := range strings.TrimRight(line, "\n") {
			n++
			if r > 0x2e7f {
				n++
			}
		}
		longest = max(longest, n)
	}
	return longest
}
