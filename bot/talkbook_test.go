package bot_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shuangzhou/bot/ledger"
	"shuangzhou/bot/simulator"
)

// Workbooks stand in conversations as text: one a person sends as lines of
// commas, one the bot sends as its rows.

// workbookOf makes the workbook of what a script writes as lines of commas.
func workbookOf(t *testing.T, lines []byte) []byte {
	all, err := csv.NewReader(bytes.NewReader(lines)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	s := ledger.Sheet{Name: "Sheet1", Head: all[0]}
	for _, line := range all[1:] {
		var row []any
		for _, c := range line {
			row = append(row, c)
		}
		s.Rows = append(s.Rows, row)
	}
	data, err := ledger.Write(s)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// fileLines shows a message's file; of a workbook what stands in it, as a
// spreadsheet shows it.
func (st *stage) fileLines(m simulator.Message) []string {
	if !strings.HasSuffix(m.File.Name, ".xlsx") {
		return []string{"<" + m.Kind + ">"}
	}
	f, err := excelize.OpenReader(bytes.NewReader(st.telegram.File(m.File.ID)))
	if err != nil {
		st.t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		st.t.Fatal(err)
	}
	lines := []string{"<" + m.Kind + " " + m.File.Name + ">"}
	for _, row := range rows {
		lines = append(lines, strings.Join(row, " | "))
	}
	return lines
}

// lastWorkbook is the last file that the bot sent to a chat, to be sent back.
func (st *stage) lastWorkbook(chat int64) (name string, data []byte) {
	messages := st.telegram.Messages(chat)
	for i := len(messages) - 1; i >= 0; i-- {
		if m := messages[i]; m.From == st.telegram.BotID() && m.Kind == "document" {
			return m.File.Name, st.telegram.File(m.File.ID)
		}
	}
	st.t.Fatal("the bot has sent no file")
	return "", nil
}
