package ledger

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"shuangzhou/storage"
)

// opened writes a sheet and opens the workbook again.
func opened(t *testing.T, s Sheet) *excelize.File {
	t.Helper()
	b, err := Write(s)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

var aSheet = Sheet{
	Name: "签约未入库", Title: "签约未入库（未申报在前）", Notes: []string{"已签约、还没有认定的", "全区，截至5月22日"},
	Head: []string{"项目", "签约日期", "金额（万元）", "天数", "最近进展"}, Rows: [][]any{
		{"锦尚=二期", storage.MustDate("2026-03-03"), 35000 * storage.Wan, 12, "=1+1"},
		{"云帆", storage.Date{}, storage.Yuan(0), 0, "第一行\n第二行比较长一些"},
		{"瑞科", storage.MustDate("2026-03-04"), storage.Yuan(12_345_600), 3, ""},
	},
}

func TestWrittenWorkbookReadsBack(t *testing.T) {
	f := opened(t, aSheet)
	got, err := f.GetRows("签约未入库")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"签约未入库（未申报在前）"}, {"已签约、还没有认定的"}, {"全区，截至5月22日"},
		{"项目", "签约日期", "金额（万元）", "天数", "最近进展"},
		{"锦尚=二期", "2026-03-03", "35,000", "12", "=1+1"}, {"云帆", "", "", "0", "第一行\n第二行比较长一些"}, {"瑞科", "2026-03-04", "1,234.56", "3"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A column of amounts can be summed and one of days sorted; what begins with =
// is a text and never a formula.
func TestCellsHaveTheirTypes(t *testing.T) {
	f := opened(t, aSheet)
	for _, c := range []struct {
		cell string
		kind excelize.CellType
		raw  string
	}{
		{"A5", excelize.CellTypeInlineString, "锦尚=二期"},
		{"B5", excelize.CellTypeNumber, "46084"}, // a day, counted from 1900
		{"C5", excelize.CellTypeNumber, "35000"},
		{"C7", excelize.CellTypeNumber, "1234.56"},
		{"D5", excelize.CellTypeNumber, "12"},
		{"E5", excelize.CellTypeInlineString, "=1+1"},
	} {
		kind, err := f.GetCellType("签约未入库", c.cell)
		if err != nil {
			t.Fatal(err)
		}
		if kind == excelize.CellTypeUnset { // a number needs no type
			kind = excelize.CellTypeNumber
		}
		raw, err := f.GetCellValue("签约未入库", c.cell, excelize.Options{RawCellValue: true})
		if err != nil || kind != c.kind || raw != c.raw {
			t.Errorf("%s: type %d, %q, %v; want %d, %q", c.cell, kind, raw, err, c.kind, c.raw)
		}
		if formula, err := f.GetCellFormula("签约未入库", c.cell); formula != "" || err != nil {
			t.Errorf("%s is the formula %q, %v", c.cell, formula, err)
		}
	}
}

func TestHeadingStaysInSight(t *testing.T) {
	for _, c := range []struct {
		name  string
		sheet Sheet
		rows  int // frozen
		table string
	}{
		{"title and notes", aSheet, 4, "A4:E7"},
		{"heading alone", Sheet{Name: "x", Head: []string{"a", "b"}, Rows: [][]any{{"1", "2"}}}, 1, "A1:B2"},
		{"no rows", Sheet{Name: "x", Title: "x", Head: []string{"a"}}, 2, ""},
	} {
		f := opened(t, c.sheet)
		panes, err := f.GetPanes(c.sheet.Name)
		if err != nil || !panes.Freeze || panes.YSplit != c.rows || panes.XSplit != 0 {
			t.Errorf("%s: panes %+v, %v", c.name, panes, err)
		}
		tables, err := f.GetTables(c.sheet.Name)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(tables) > 0 {
			got = tables[0].Range
		}
		if got != c.table {
			t.Errorf("%s: table %q, want %q", c.name, got, c.table)
		}
	}
}

func TestColumnsAreWideEnough(t *testing.T) {
	f := opened(t, Sheet{Name: "x", Head: []string{"甲", "乙", "丙", "丁"}, Rows: [][]any{
		{"经济开发区", storage.MustDate("2026-03-03"), storage.Yuan(35_000_000), "很长" + string(bytes.Repeat([]byte("长"), 100))},
	}})
	for column, want := range map[string]float64{"A": 12, "B": 12, "C": 12, "D": widest} {
		if got, err := f.GetColWidth("x", column); got != want || err != nil {
			t.Errorf("%s is %v wide, %v; want %v", column, got, err, want)
		}
	}
}

func TestNameOf(t *testing.T) {
	for words, want := range map[string]string{
		"签约未入库（未申报在前）": "签约未入库（未申报在前）",
		"签约/认定: [全区]?": "签约 认定   全区",
		"'":            "Sheet1",
		"":             "Sheet1",
		"𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷":                "𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷𐄷", // each counts twice
		"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二": "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
	} {
		if got := nameOf(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

// Whatever stands in it, a workbook can be written and its texts read again.
func TestAnyTextIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name, cell := rapid.String().Draw(t, "name"), rapid.StringOf(rapid.RuneFrom([]rune("锦 =+@'\"<&>\n,"))).Draw(t, "cell")
		b, err := Write(Sheet{Name: name, Title: "单子", Notes: []string{"注"}, Head: []string{"项目", "备注"}, Rows: [][]any{{"甲", cell}}})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := Read(b, "备注", "项目")
		if err != nil || len(rows) != 1 || rows[0].Number != 4 || rows[0].Cells[1] != "甲" {
			t.Fatalf("%v, %v", rows, err)
		}
		if got, want := rows[0].Cells[0], strings.TrimSpace(cell); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
