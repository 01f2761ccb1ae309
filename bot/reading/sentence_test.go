package reading

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

// echoed reports whether the bot would echo an act: not an empty one, whose
// date is asked, nor one on a project that the ledger does not know yet.
func echoed(n *Names, a Act) bool {
	switch a := a.(type) {
	case AskProject:
		return a.Project != ""
	case AskList: // a list of a meeting is headed by the bot, not echoed
		return a.Filter.Meeting == nil
	case Update:
		return !reflect.DeepEqual(a, Update{Project: a.Project})
	case Obstacle:
		for _, p := range n.ledger.Projects {
			if p.Name == string(a.Project) {
				return true
			}
		}
		return false
	}
	return true
}

// meaningOf returns an act without the words quoted in it.
func meaningOf(t testing.TB, a Act) any {
	t.Helper()
	b, err := marshalAct(a)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return withoutRaw(v)
}

// withoutRaw takes out the quoted words, but keeps whether a date was said.
func withoutRaw(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			if k == "raw" {
				x = x != nil
			}
			out[k] = withoutRaw(x)
		}
		return out
	case []any:
		var out []any
		for _, x := range v {
			out = append(out, withoutRaw(x))
		}
		return out
	}
	return v
}

// TestSentence holds the law: what the bot echoes, typed back, reads as the
// same act.
func TestSentence(t *testing.T) {
	n := loadNames(t)
	base := Context{Now: time.Date(2024, 5, 22, 10, 0, 0, 0, zone), Role: RoleUnit, Chat: ChatDM}
	acts, broken := 0, 0
	for _, f := range append([]string{"examples.jsonl"}, messageFiles...) {
		for _, s := range loadSamples(t, f) {
			ctx := s.Ctx.over(base, zone)
			for _, a := range Read(s.Text, ctx, n).Acts {
				if !echoed(n, a) {
					continue
				}
				acts++
				text := Sentence(a)
				again := Read(text, ctx, n).Acts
				if len(again) != 1 || !reflect.DeepEqual(meaningOf(t, again[0]), meaningOf(t, a)) {
					broken++
					b, _ := json.Marshal(Reading{Acts: []Act{a}})
					c, _ := json.Marshal(Reading{Acts: again})
					t.Errorf("%s\nact   %s\necho  %s\nagain %s", s.Text, b, text, c)
				}
			}
		}
	}
	t.Logf("%d acts, %d broken", acts, broken)
}
