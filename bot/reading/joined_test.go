package reading

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"testing"
)

// joints are what people put between two matters of one message.
var joints = []string{",", ";", "。", "\n", " ", "", "、", "然后", ",然后呢", "另外", ",另外", "还有", "。还有就是", "那个", "嗯 然后呢", "再就是", ",最后一个", " 对了"}

// TestJoined: two sentences about two projects, put into one message, tell what each
// told alone, whatever stands between them.
func TestJoined(t *testing.T) {
	n, ctx := loadNames(t), baseContext("商务局")
	ctx.Role = RoleOffice
	all := linesOf(t, "testdata/joined.txt")
	tell := func(text string) []string { return tellings(t, Read(text, ctx, n)) }
	for i, one := range all {
		for k := 1; k < 8; k++ {
			two := all[(i+k)%len(all)]
			if firstProject(tell(one)) == firstProject(tell(two)) {
				continue
			}
			want := append(tell(one), tell(two)...)
			sort.Strings(want)
			for _, joint := range joints {
				got := tell(one + joint + two)
				sort.Strings(got)
				if strings.Join(got, "\n") != strings.Join(want, "\n") {
					t.Errorf("%s%s%s: got %q, want %q", one, joint, two, got, want)
				}
			}
		}
	}
}

// TestMixed reads messages that speak of several projects, or of one at length. A
// line holds the sender's unit, the message (\n for a line's end) and what is told.
func TestMixed(t *testing.T) {
	n := loadNames(t)
	for _, line := range linesOf(t, "testdata/mixed.txt") {
		said := strings.Split(line, "\t")
		got := strings.Join(tellings(t, Read(strings.ReplaceAll(said[1], `\n`, "\n"), mixedContext(said[0]), n)), " ; ")
		if got != said[2] {
			t.Errorf("%s\n got  %s\n want %s", said[1], got, said[2])
		}
	}
}

// mixedContext is the sender's: a unit, or the office.
func mixedContext(unit string) Context {
	ctx := baseContext(unit)
	switch unit {
	case "商务局":
		ctx.Role = RoleOffice
	case "第3攻坚队":
		ctx.Role = RoleSquad
	}
	return ctx
}

// tellings writes each act with its project and what it states, without the words it
// quotes; the question asked comes last.
func tellings(t *testing.T, r Reading) []string {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var reading struct {
		Acts []map[string]any `json:"acts"`
	}
	if err := json.Unmarshal(b, &reading); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, a := range reading.Acts {
		all = append(all, telling1(strip(a).(map[string]any)))
	}
	return all
}

// telling1 writes one act: op, project, and its fields by name.
func telling1(a map[string]any) string {
	said := []string{fmt.Sprint(a["op"])}
	if a["project"] != nil {
		said = append(said, fmt.Sprint(a["project"]))
	}
	var fields []string
	for k, v := range a {
		if k != "op" && k != "project" {
			fields = append(fields, k+"="+valueWritten(v))
		}
	}
	sort.Strings(fields)
	return strings.Join(append(said, fields...), " ")
}

// valueWritten writes a field's value: the days of steps and of spans, sums, names.
func valueWritten(v any) string {
	switch v := v.(type) {
	case []any:
		var all []string
		for _, x := range v {
			all = append(all, valueWritten(x))
		}
		return strings.Join(all, ",")
	case map[string]any:
		switch {
		case v["what"] != nil:
			return fmt.Sprintf("%v/%v:%s", v["what"], v["kind"], valueWritten(v["date"]))
		case v["rel"] != nil && v["from"] == v["to"]:
			return fmt.Sprint(v["from"])
		case v["rel"] != nil:
			return strings.ReplaceAll(fmt.Sprintf("%v..%v", v["from"], v["to"]), "<nil>", "")
		case v["wan"] != nil:
			return fmt.Sprintf("%v万%v", v["wan"], v["cur"])
		}
		b, _ := json.Marshal(v)
		return string(b)
	}
	return fmt.Sprint(v)
}

// firstProject is the project of the first telling.
func firstProject(all []string) string {
	_, rest, _ := strings.Cut(all[0], " ")
	name, _, _ := strings.Cut(rest, " ")
	return name
}
