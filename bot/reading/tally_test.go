package reading

import (
	"fmt"
	"reflect"
)

func (c tally) String() string {
	return fmt.Sprintf("%d of %d messages wholly right (%.1f %%), %d of %d acts (%.1f %%), %d silently wrong",
		c.right, c.messages, share(c.right, c.messages), c.actsRight, c.acts, share(c.actsRight, c.acts), c.silent)
}

func share(a, b int) float64 {
	if b == 0 {
		return 100
	}
	return 100 * float64(a) / float64(b)
}

func (c *tally) count(got, want map[string]any) {
	c.messages++
	if reflect.DeepEqual(got, want) {
		c.right++
	}
	wanted, _ := want["acts"].([]any)
	had, _ := got["acts"].([]any)
	c.acts += len(wanted)
	left := append([]any(nil), had...)
	for _, a := range wanted {
		for i, b := range left {
			if reflect.DeepEqual(a, b) {
				c.actsRight++
				left = append(left[:i], left[i+1:]...)
				break
			}
		}
	}
	if len(left) > 0 && got["ask"] == nil && wrongFact(left, wanted) {
		c.silent++
	}
}

// looseFields are words that may be cut differently without being wrong.
var looseFields = map[string]bool{"note": true, "text": true, "reason": true, "result": true, "raw": true}

// wrongFact reports whether one of the acts says something that no wanted
// act of its kind says.
func wrongFact(left, wanted []any) bool {
	for _, a := range left {
		fact := strip(a).(map[string]any)
		if fact["op"] == "none" || noteOnly(fact) {
			continue
		}
		ok := false
		for _, b := range wanted {
			ok = ok || within(fact, strip(b).(map[string]any))
		}
		if !ok {
			return true
		}
	}
	return false
}

// noteOnly: an update that only keeps words, or an obstacle without a kind,
// states no fact that could be wrong.
func noteOnly(a map[string]any) bool {
	return a["op"] == "update" && len(a) == 2
}

// within reports whether every field of a stands so in b.
func within(a, b map[string]any) bool {
	for k, v := range a {
		if !reflect.DeepEqual(v, b[k]) {
			return false
		}
	}
	return true
}

// strip takes the loose fields out.
func strip(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			if !looseFields[k] {
				out[k] = strip(x)
			}
		}
		return out
	case []any:
		out := []any{}
		for _, x := range v {
			out = append(out, strip(x))
		}
		return out
	}
	return v
}
