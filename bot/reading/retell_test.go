package reading

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
)

// A retelling writes a message as another hand would, its meaning unchanged.
type retelling struct {
	name  string
	floor int // how many in a thousand keep their acts; may only rise
	write func(text []rune) string
}

// clauseMarks part clauses; what parts names, numbers or entries is left alone.
const clauseMarks = ",，。;；!！"

// remarked writes each clause mark anew; one between two letters of numbers
// stays, since nobody could tell the numbers apart without it.
func remarked(text []rune, mark func(c rune, last bool) string) string {
	var b strings.Builder
	for i, c := range text {
		switch {
		case !strings.ContainsRune(clauseMarks, c), i > 0 && i+1 < len(text) && numeric(text[i-1]) && numeric(text[i+1]):
			b.WriteRune(c)
		default:
			b.WriteString(mark(c, i == len(text)-1))
		}
	}
	return b.String()
}

// numeric reports whether a letter may be part of a number.
func numeric(c rune) bool { return unicode.IsDigit(c) || spoken(c) || c < 0x80 && unicode.IsLetter(c) }

// instead writes each clause mark as another, and none at the end.
func instead(mark string) func([]rune) string {
	return func(text []rune) string {
		return remarked(text, func(_ rune, last bool) string {
			if last {
				return ""
			}
			return mark
		})
	}
}

var retellings = []retelling{
	{"no marks", 820, instead("")}, // two names of a lead with no mark between them are one
	{"spaces", 914, instead(" ")},
	{"commas", 995, instead(",")},
	{"wide commas", 995, instead("，")},
	{"lines", 865, instead("\n")},
	{"stops", 865, instead("。")},
	{"emoji", 990, instead("👌")},
	{"half width", 1000, func(text []rune) string {
		return strings.NewReplacer("，", ",", "；", ";", "！", "!", "：", ":", "（", "(", "）", ")", "？", "?").Replace(string(text))
	}},
	{"full width", 1000, func(text []rune) string {
		return remarked(text, func(c rune, _ bool) string {
			return strings.NewReplacer(",", "，", ";", "；", "!", "！").Replace(string(c))
		})
	}},
	{"tilde", 990, func(text []rune) string { return string(text) + "~" }},
	{"well", 1000, func(text []rune) string { return "嗯," + string(text) }},
	{"er", 960, func(text []rune) string { return "那个" + string(text) }},
	{"that is", 1000, func(text []rune) string { return "就是说" + string(text) }},
}

// retold are the rounds whose messages are retold: those there were when the floors
// were set, so that a harder round added later does not lower a share.
var retold = strings.Fields(`
	examples before after fresh second time talk talk_first talk_third lead lead2 lead3 lead4 lead5
	lead6 progress progress2 progress3 progress4 progress5 order order2 order3 order4
	order5 ask1 ask2 ask3 ask4 ask5 ask6 ask7 ask8 ask9 ask10 ask11 ask12 ask13 ask14
	ask15 ask16 ask17 asklists judge1 judge2 judge3 correct progress6 progress7 exam-w1a
	exam-w1b exam-w2a exam-w2b exam-w3a exam-w3b correct2 exam-w4a exam-w4b exam-w6a
	exam-w6b exam-w5a exam-w5b`)

// TestRetellings: a message keeps its acts whatever marks part its clauses, and
// mostly without any, as from voice input.
func TestRetellings(t *testing.T) {
	same, of := map[string]int{}, 0
	everyMessage(t, func(n *Names, s sample, ctx Context) {
		text := []rune(s.Text)
		of++
		want := stated(t, n, s.Text, ctx)
		for _, r := range retellings {
			if stated(t, n, r.write(text), ctx) == want {
				same[r.name]++
			}
		}
	})
	for _, r := range retellings {
		share := same[r.name] * 1000 / of
		t.Logf("%-12s %d of %d keep their acts: %d ‰", r.name, same[r.name], of, share)
		if share < r.floor {
			t.Errorf("%s: %d ‰ keep their acts, fewer than %d", r.name, share, r.floor)
		}
	}
}

// everyMessage yields the messages of the retold rounds but lists and forms, whose
// line breaks are no clause marks.
func everyMessage(t *testing.T, yield func(*Names, sample, Context)) {
	t.Helper()
	base := Context{Now: time.Date(2024, 5, 22, 10, 0, 0, 0, zone), Role: RoleUnit, Chat: ChatDM}
	for _, r := range append([]round{{file: "examples.jsonl"}}, rounds...) {
		if !slices.Contains(retold, strings.TrimSuffix(r.file, ".jsonl")) {
			continue
		}
		district := r.district
		if district == "" {
			district = "fixture.json"
		}
		n := namesOf(t, "testdata/"+district)
		for _, s := range loadSamples(t, r.file) {
			if !strings.ContainsAny(s.Text, "\n①②") && strings.ContainsAny(s.Text, clauseMarks) {
				yield(n, s, s.Ctx.over(base, zone))
			}
		}
	}
}

// stated writes what a message states, without the words it quotes.
func stated(t *testing.T, n *Names, text string, ctx Context) string {
	t.Helper()
	b, err := json.Marshal(Read(text, ctx, n))
	if err != nil {
		t.Fatal(err)
	}
	var reading map[string]any
	if err := json.Unmarshal(b, &reading); err != nil {
		t.Fatal(err)
	}
	if b, err = json.Marshal(strip(reading["acts"])); err != nil {
		t.Fatal(err)
	}
	return string(b)
}
