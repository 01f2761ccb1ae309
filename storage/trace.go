package storage

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// The machinery keeps what came and what was said as it stood: the raw updates,
// the messages, the drafts. A contact that is forgotten must go from these too,
// or it is only out of sight. Nothing of the kind is ever read again once it is
// done, so that blanking it changes nothing that is known.

// traces are the columns of the machinery in which a contact may stand.
var traces = [...]struct{ table, column string }{
	{"inbox", "raw"},
	{"outbox", "body"},
	{"draft", "body"},
	{"button", "args"},
	{"wanted_file", "follow"},
}

// blank stands where a contact stood.
const blank = "…"

var (
	telephone  = regexp.MustCompile(`[0-9][0-9 -]{5,}[0-9]`)
	personName = regexp.MustCompile(`\p{Han}{2,}`)
)

// eraseTraces blanks a contact wherever the machinery still has it: in each row
// that has its whole text or its telephone number, also the name beside it.
func (tx *Tx) eraseTraces(contact string) error {
	telling := append([]string{contact}, telephone.FindAllString(contact, -1)...)
	pieces := append(telling[:len(telling):len(telling)], personName.FindAllString(contact, -1)...)
	telling, pieces = inJSON(telling), inJSON(pieces)
	for _, t := range traces {
		for _, piece := range telling {
			if err := tx.blankIn(t.table, t.column, piece, pieces); err != nil {
				return fmt.Errorf("erase a contact from %s: %w", t.table, err)
			}
		}
	}
	return nil
}

// blankIn blanks all pieces in the rows of a column that have one of them.
func (tx *Tx) blankIn(table, column, telling string, pieces []string) error {
	set, values := column, []any{}
	for _, piece := range pieces {
		set, values = "replace("+set+", ?, '"+blank+"')", append(values, piece)
	}
	return tx.exec(`UPDATE `+table+` SET `+column+` = `+set+` WHERE instr(`+column+`, ?) > 0`, append(values, telling)...)
}

// inJSON returns the pieces as they stand within JSON text, longest first: as we
// write it, and in ASCII with escapes, as Telegram does.
func inJSON(pieces []string) []string {
	var found []string
	for _, p := range pieces {
		quoted, err := json.Marshal(p)
		if err != nil {
			panic(err) // a string is always JSON
		}
		ours := string(quoted[1 : len(quoted)-1])
		found = append(found, ours, escaped(ours))
	}
	slices.SortFunc(found, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(found)
}

// escaped writes all that is not ASCII as \uXXXX, in UTF-16.
func escaped(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		if unit < 0x80 {
			b.WriteByte(byte(unit))
			continue
		}
		fmt.Fprintf(&b, `\u%04x`, unit)
	}
	return b.String()
}
