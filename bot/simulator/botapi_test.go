package simulator

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

var rewrite = flag.Bool("update", false, "rewrite botapi.txt from the Bot API's description")

// describedAPI is where the workshop keeps the Bot API, machine-readable.
const describedAPI = "../../../shared/telegram-bot-api/api.json"

// opaque types are taken as they are: the bot never sends them.
var opaque = []string{"InputRichMessage", "SuggestedPostParameters"}

// A description is the part of api.json that the table is made from.
type description struct {
	Version string
	Methods map[string]struct{ Fields []describedField }
	Types   map[string]struct {
		Fields   []describedField
		Subtypes []string
	}
}

type describedField struct {
	Name     string
	Types    []string
	Required bool
}

// TestTableAgreesWithBotAPI compares botapi.txt with the description, where
// that is to be had.
func TestTableAgreesWithBotAPI(t *testing.T) {
	raw, err := os.ReadFile(describedAPI)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no description of the Bot API here")
	}
	if err != nil {
		t.Fatal(err)
	}
	var d description
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	want := d.table(methodsInOrder(botAPI))
	if *rewrite {
		if err := os.WriteFile("botapi.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if botAPI != want {
		t.Error("botapi.txt is not what the description gives; run go test -update")
	}
}

func methodsInOrder(table string) []string {
	var names []string
	for line := range strings.Lines(table) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "method "); ok {
			names = append(names, name)
		}
	}
	return names
}

// table writes the methods named and all types they are made of.
func (d *description) table(methods []string) string {
	var b strings.Builder
	b.WriteString("# Derived from the Bot API's machine-readable description (" + d.Version + ") by go test -update.\n" +
		"# name! is required; T[] is an array of T; a|b is either; a union lists its types after '='.\n\n")
	var needed []string
	for _, name := range methods {
		b.WriteString("method " + name + "\n")
		needed = d.fields(&b, d.Methods[name].Fields, needed)
	}
	b.WriteString("\n")
	for i := 0; i < len(needed); i++ {
		name := needed[i]
		if subtypes := d.Types[name].Subtypes; len(subtypes) > 0 {
			var line string
			line, needed = d.alternatives(subtypes, needed)
			b.WriteString("type " + name + " = " + line + "\n")
			continue
		}
		b.WriteString("type " + name + "\n")
		needed = d.fields(&b, d.Types[name].Fields, needed)
	}
	return b.String()
}

func (d *description) fields(b *strings.Builder, fields []describedField, needed []string) []string {
	for _, field := range fields {
		b.WriteString("\t" + field.Name)
		if field.Required {
			b.WriteString("!")
		}
		var line string
		line, needed = d.alternatives(field.Types, needed)
		b.WriteString(" " + line + "\n")
	}
	return needed
}

// alternatives writes types and adds those not yet needed to the needed ones.
func (d *description) alternatives(types, needed []string) (string, []string) {
	var written []string
	for _, name := range types {
		depth := strings.Count(name, "Array of ")
		name = strings.ReplaceAll(name, "Array of ", "")
		if slices.Contains(opaque, name) {
			name = "Object"
		}
		if _, described := d.Types[name]; described && !slices.Contains(needed, name) {
			needed = append(needed, name)
		}
		written = append(written, name+strings.Repeat("[]", depth))
	}
	return strings.Join(written, "|"), needed
}

// TestEveryMethodIsServed holds table and code together: a method in one is in
// the other.
func TestEveryMethodIsServed(t *testing.T) {
	table := parseTable(botAPI)
	served := methods()
	for name := range table.methods {
		if served[name] == nil && name != "getUpdates" {
			t.Errorf("%s is in botapi.txt but not served", name)
		}
	}
	for name := range served {
		if _, ok := table.methods[name]; !ok {
			t.Errorf("%s is served but not in botapi.txt", name)
		}
	}
}
