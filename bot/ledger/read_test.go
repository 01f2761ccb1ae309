package ledger

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestRead(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		t.Fatal(err)
	}
	for cell, v := range map[string]any{
		"A1": "备注", "B1": " 目标 ", "C1": "单位",
		"A2": "x", "B2": 30.5, "C2": "全区",
		"B3": "30.5亿", "C3": "全市 ",
		"A4": "nothing under the headings asked for",
		"B6": 0.555, "C6": "全区",
		"B7": "二十个", "C7": "全区", "C8": "只有单位",
		"B9": 3.05e9,
	} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellStyle("Sheet1", "B6", "B6", percent); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(b.Bytes(), "单位", "目标")
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{
		{2, []string{"全区", "30.5"}}, {3, []string{"全市", "30.5亿"}}, {6, []string{"全区", "55.5%"}},
		{7, []string{"全区", "二十个"}}, {8, []string{"只有单位", ""}}, {9, []string{"", "3050000000"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadRefuses(t *testing.T) {
	other, err := Write(Sheet{Name: "x", Head: []string{"单位"}})
	if err != nil {
		t.Fatal(err)
	}
	empty, err := Write(Sheet{Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"empty file", nil, ErrNotWorkbook},
		{"no zip", []byte("年度,单位"), ErrNotWorkbook},
		{"cut off", other[:len(other)/2], ErrNotWorkbook},
		{"a heading missing", other, ErrNoHeading},
		{"empty sheet", empty, ErrNoHeading},
	} {
		if _, err := Read(c.data, "单位", "目标"); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// FuzzRead holds that what anybody sends is read or refused, and that a row
// read is one of the sheet.
func FuzzRead(f *testing.F) {
	b, err := Write(Sheet{Name: "目标", Title: "目标", Notes: []string{"注"}, Head: []string{"单位", "目标"}, Rows: [][]any{{"全区", "30亿"}, {"全市", 20}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("单位,目标"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := Read(data, "单位", "目标")
		if err != nil && !errors.Is(err, ErrNotWorkbook) && !errors.Is(err, ErrNoHeading) {
			t.Errorf("error %v", err)
		}
		for _, r := range rows {
			if r.Number < 2 || len(r.Cells) != 2 || r.Cells[0]+r.Cells[1] == "" {
				t.Errorf("row %+v", r)
			}
		}
	})
}
