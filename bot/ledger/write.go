package ledger

import (
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"shuangzhou/storage"
)

// A Sheet is what a workbook shows.
type Sheet struct {
	Name string
	Head []string
	Rows [][]any // string, int, [storage.Date] or [storage.Yuan]; a zero date or amount is left empty
}

// widest bounds a column, in characters.
const widest = 40

// Write makes the workbook.
func Write(s Sheet) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", s.Name); err != nil {
		return nil, fmt.Errorf("name sheet %s: %w", s.Name, err)
	}
	date, err := f.NewStyle(&excelize.Style{CustomNumFmt: new("yyyy-mm-dd")})
	if err != nil {
		return nil, fmt.Errorf("style of dates: %w", err)
	}
	w, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return nil, fmt.Errorf("write sheet %s: %w", s.Name, err)
	}
	for i, head := range s.Head {
		if err := w.SetColWidth(i+1, i+1, columnWidth(s, i, head)); err != nil {
			return nil, fmt.Errorf("width of column %s: %w", head, err)
		}
	}
	head := make([]any, len(s.Head))
	for i, h := range s.Head {
		head[i] = h
	}
	if err := w.SetRow("A1", head); err != nil {
		return nil, fmt.Errorf("write the heading: %w", err)
	}
	for i, row := range s.Rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), cells(row, date)); err != nil {
			return nil, fmt.Errorf("write row %d: %w", i+2, err)
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

// cells turns a row's values into cells: dates as dates, amounts in 万元.
func cells(row []any, date int) []any {
	out := make([]any, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case storage.Date:
			if !v.IsZero() {
				out[i] = excelize.Cell{StyleID: date, Value: v.Clock(0, 0, time.UTC)}
			}
		case storage.Yuan:
			if v != 0 {
				out[i] = float64(v) / float64(storage.Wan) // a spreadsheet's numbers are floats
			}
		default:
			out[i] = v
		}
	}
	return out
}

func columnWidth(s Sheet, i int, head string) float64 {
	longest := utf8.RuneCountInString(head)
	for _, row := range s.Rows {
		if v, ok := row[i].(string); ok {
			longest = max(longest, utf8.RuneCountInString(v))
		}
	}
	return float64(min(longest*2+3, widest))
}
