package ledger

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"shuangzhou/storage"
)

func TestWrittenWorkbookReadsBack(t *testing.T) {
	b, err := Write(Sheet{Name: "签约未入库", Head: []string{"项目", "签约日期", "金额（万元）", "天数"}, Rows: [][]any{
		{"锦尚=二期", storage.MustDate("2026-03-03"), 35000 * storage.Wan, 12},
		{"云帆", storage.Date{}, storage.Yuan(0), 0},
	}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetRows("签约未入库")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"项目", "签约日期", "金额（万元）", "天数"}, {"锦尚=二期", "2026-03-03", "35000", "12"}, {"云帆", "", "", "0"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
