package reading

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A sample is one line of the contract's JSON lines.
type sample struct {
	Text   string          `json:"text"`
	Ctx    lineContext     `json:"ctx"`
	Expect json.RawMessage `json:"expect"`
	Note   string          `json:"note"`
}

func loadNames(t testing.TB) *Names {
	t.Helper()
	f, err := os.Open("testdata/fixture.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l, err := LoadFixture(f)
	if err != nil {
		t.Fatal(err)
	}
	return NewNames(l)
}

func loadSamples(t testing.TB, name string) []sample {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []sample
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 || lines.Bytes()[0] == '#' {
			continue
		}
		var s sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatalf("%s:%d: %v", name, n, err)
		}
		all = append(all, s)
	}
	return all
}

// zone is the fixture's; the tests must not lean on the machine's.
var zone = time.FixedZone("Asia/Shanghai", 8*3600)

func readSample(t testing.TB, n *Names, s sample) (got, want map[string]any) {
	t.Helper()
	base := Context{Now: time.Date(2024, 5, 22, 10, 0, 0, 0, zone), Role: RoleUnit, Chat: ChatDM}
	b, err := json.Marshal(Read(s.Text, s.Ctx.over(base, zone), n))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(s.Expect, &want); err != nil {
		t.Fatal(err)
	}
	return got, want
}

func TestExamples(t *testing.T) {
	n := loadNames(t)
	for _, s := range loadSamples(t, "examples.jsonl") {
		t.Run(s.Text, func(t *testing.T) {
			got, want := readSample(t, n, s)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("reading (-want +got):\n%s", d)
			}
		})
	}
}
