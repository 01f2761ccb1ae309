package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Why a workbook is not read.
var (
	ErrNotWorkbook = errors.New("not a workbook")
	ErrNoHeading   = errors.New("no row has the headings")
)

// A Row is what stands in a workbook under the headings asked for.
type Row struct {
	Number int      // as Excel counts, from 1
	Cells  []string // one a heading, in the order asked for, without spaces around
}

// mostUnzipped bounds what a workbook unfolds to, in bytes: a small file can
// hold a very large one.
const mostUnzipped = 64 << 20

// mostAbove bounds how many rows stand over the headings: a title and notes.
const mostAbove = 10

// Read reads the rows of a workbook's first sheet beneath the headings, which
// stand in one row in any order, among others; a title may stand above. Empty
// rows are left out.
// A number is written in full, one shown in percent as such: “60%”.
// Its errors are [ErrNotWorkbook] and [ErrNoHeading].
func Read(data []byte, heads ...string) ([]Row, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: mostUnzipped, UnzipXMLSizeLimit: mostUnzipped,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotWorkbook, err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	all, err := f.GetRows(sheet)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotWorkbook, err)
	}
	head, columns, err := columnsOf(all, heads)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for i, cells := range all[head+1:] {
		r := Row{Number: head + i + 2, Cells: make([]string, len(heads))}
		for j, c := range columns {
			if c >= len(cells) {
				continue
			}
			if r.Cells[j], err = plain(f, sheet, c+1, r.Number, strings.TrimSpace(cells[c])); err != nil {
				return nil, fmt.Errorf("%w: %w", ErrNotWorkbook, err)
			}
		}
		if strings.Join(r.Cells, "") != "" {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// columnsOf finds the row of the headings, and in it where each stands.
func columnsOf(all [][]string, heads []string) (int, []int, error) {
	for i, row := range all[:min(mostAbove+1, len(all))] {
		columns := make([]int, len(heads))
		for j, h := range heads {
			columns[j] = slices.IndexFunc(row, func(c string) bool { return strings.TrimSpace(c) == h })
		}
		if !slices.Contains(columns, -1) {
			return i, columns, nil
		}
	}
	return 0, nil, ErrNoHeading
}

// plain writes a cell's number in full: a spreadsheet keeps 60 % as 0.6, and
// 0.555 as 0.55500000000000005.
func plain(f *excelize.File, sheet string, column, row int, raw string) (string, error) {
	number, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw, nil // a text
	}
	exact, ok := new(big.Rat).SetString(strconv.FormatFloat(number, 'f', -1, 64))
	if !ok {
		return raw, nil // NaN or infinite
	}
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "", err
	}
	percent, err := inPercent(f, sheet, name)
	if err != nil || !percent {
		return strconv.FormatFloat(number, 'f', -1, 64), err
	}
	exact.Mul(exact, big.NewRat(100, 1))
	return strings.TrimRight(strings.TrimRight(exact.FloatString(6), "0"), ".") + "%", nil
}

// inPercent reports whether a cell shows its number in percent: the built-in
// formats 9 and 10, or one of the sheet's own.
func inPercent(f *excelize.File, sheet, cell string) (bool, error) {
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		return false, err
	}
	style, err := f.GetStyle(id)
	if err != nil {
		return false, err
	}
	own := style.CustomNumFmt != nil && strings.Contains(*style.CustomNumFmt, "%")
	return own || style.NumFmt == 9 || style.NumFmt == 10, nil
}
