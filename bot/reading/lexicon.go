package reading

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed lexicon.txt
var lexiconText string

// A meaning is one sense of a cue word: its class and its value there.
type meaning struct {
	class class
	value string
	need  []rune // the next letter must be one of these
	deny  []rune // and none of these
}

// fits reports whether the letter after the word allows this sense.
func (m meaning) fits(next rune) bool {
	for _, c := range m.deny {
		if c == next {
			return false
		}
	}
	for _, c := range m.need {
		if c == next {
			return true
		}
	}
	return len(m.need) == 0
}

func (m meaning) same(o meaning) bool {
	return m.class == o.class && m.value == o.value && string(m.need) == string(o.need) && string(m.deny) == string(o.deny)
}

// A lexicon is the parsed file of cue words. It is immutable.
type lexicon struct {
	words      trie
	meanings   [][]meaning // by word
	spelled    []string    // by word
	slips      map[rune][]slip
	homophones map[soundKey]string  // what a word of the trade sounds like → the word
	soundsFrom map[soundKey]bool    // the first two syllables of those
	lists      map[string]*wordlist // words looked up beside others, by the list's name
	sound      *sound
}

// A slip is a typing error of fixed form.
type slip struct {
	wrong, right []rune
	not          []rune // letters after which it is no error
}

// ownLexicon is the embedded lexicon, parsed once: a table, not state. Parsing
// it for every index of names took a fifth of the bot's time.
var ownLexicon = sync.OnceValues(func() (*lexicon, error) { return parseLexicon(lexiconText) })

// parseLexicon reads the form that the head of lexicon.txt explains.
func parseLexicon(text string) (*lexicon, error) {
	x := &lexicon{words: newTrie(), slips: map[rune][]slip{}, homophones: map[soundKey]string{}, soundsFrom: map[soundKey]bool{}, lists: map[string]*wordlist{}, sound: newSound()}
	group, value := "", ""
	var same, notSame []string
	for n, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '@' {
			group, value, _ = strings.Cut(line[1:], " ")
			if group == "list" && x.lists[value] != nil {
				return nil, fmt.Errorf("line %d of the lexicon: the list %q is there already", n+1, value)
			}
			if group == "list" {
				x.lists[value] = &wordlist{}
			}
			continue
		}
		for _, w := range strings.Fields(line) {
			switch group {
			case "homophone":
				same = append(same, w)
			case "nothomophone":
				notSame = append(notSame, w)
			case "list":
				x.lists[value].add(alternatives(w)...)
			case "slip_of":
				if err := x.addSlip(w); err != nil {
					return nil, fmt.Errorf("line %d of the lexicon: %w", n+1, err)
				}
			default:
				c, ok := classNames[group]
				if !ok {
					return nil, fmt.Errorf("line %d of the lexicon: unknown class %q", n+1, group)
				}
				for _, full := range alternatives(w) {
					for _, v := range stillNot(c, full) {
						x.addWord(v, meaning{class: c, value: strings.TrimSpace(value)})
						if c == cBlock && strings.ContainsAny(v, "没未不") {
							x.addWord(v, meaning{class: cNeg}) // 没定下来 hides the 没
						}
					}
				}
			}
		}
	}
	x.addHomophones(same, notSame)
	return x, nil
}

// alternatives writes out the parts of a word that stand in brackets:
// (没|还没)报(了|) is 没报了, 没报, 还没报了 and 还没报. The time is in proportion
// to what is written out.
func alternatives(w string) []string {
	before, rest, ok := strings.Cut(w, "(")
	inner, after, closed := strings.Cut(rest, ")")
	if !ok || !closed {
		return []string{w}
	}
	var all []string
	tails := alternatives(after)
	for _, choice := range strings.Split(inner, "|") {
		for _, tail := range tails {
			all = append(all, before+choice+tail)
		}
	}
	return all
}

// stillNot adds 还没…, 至今没…, 尚未… to a state that begins with 没 or 未.
func stillNot(c class, w string) []string {
	all := []string{w}
	if c != cState && c != cNoChange && c != cBlock {
		return all
	}
	if strings.HasPrefix(w, "没") {
		for _, still := range []string{"还", "都", "至今", "一直", "从来", "仍", "迟迟", "从"} {
			all = append(all, still+w)
		}
	}
	if strings.HasPrefix(w, "未") {
		for _, still := range []string{"还", "尚", "仍", "至今", "从"} {
			all = append(all, still+w)
		}
	}
	return all
}

// addWord adds one sense of a word, with its marks > and !.
func (x *lexicon) addWord(w string, m meaning) {
	if word, next, ok := strings.Cut(w, ">"); ok && word != "" {
		w, m.need = word, []rune(next)
	} else if word, next, ok := strings.Cut(w, "!"); ok && word != "" && next != "" {
		w, m.deny = word, []rune(next)
	}
	key := []rune(newScript(w).text)
	for i := range key {
		key[i] = plain(key[i])
	}
	at := x.words.add(key, len(x.meanings))
	if at == len(x.meanings) {
		x.meanings = append(x.meanings, nil)
		x.spelled = append(x.spelled, string(key))
	}
	for _, other := range x.meanings[at] {
		if m.same(other) {
			return // written out of two patterns
		}
	}
	x.meanings[at] = append(x.meanings[at], m)
}

func (x *lexicon) addSlip(w string) error {
	wrong, right, _ := strings.Cut(w, "→")
	right, not, _ := strings.Cut(right, "!")
	s := slip{[]rune(wrong), []rune(right), []rune(not)}
	if len(s.wrong) != len(s.right) || len(s.wrong) == 0 {
		return fmt.Errorf("typing error %q must keep the length", w)
	}
	x.slips[s.wrong[0]] = append(x.slips[s.wrong[0]], s)
	return nil
}

func (x *lexicon) addHomophones(same, not []string) {
	for _, w := range same {
		letters := []rune(w)
		key, _ := x.sound.window(letters)
		start, _ := x.sound.window(letters[:2])
		x.homophones[key], x.soundsFrom[start] = w, true
	}
	for _, w := range not {
		if at := x.words.find([]rune(w)); at < 0 {
			x.addWord(w, meaning{class: cGeneric})
		}
	}
}

// cue returns the longest word at i that has a sense that fits, and its end.
func (x *lexicon) cue(r []rune, i int) (ms []meaning, end int) {
	w := x.words.walk()
	for j := i; j < len(r); j++ {
		at, more := w.step(r[j])
		if !more {
			break
		}
		if at >= 0 {
			if got := fitting(x.meanings[at], runeAt(r, j+1)); len(got) > 0 {
				ms, end = got, j+1
			}
		}
	}
	return ms, end
}

// fitting keeps the senses that make cues here.
func fitting(all []meaning, next rune) []meaning {
	for k, m := range all {
		if m.class >= cueOnly || !m.fits(next) {
			kept := append([]meaning(nil), all[:k]...)
			for _, m := range all[k:] {
				if m.class < cueOnly && m.fits(next) {
					kept = append(kept, m)
				}
			}
			return kept
		}
	}
	return all
}

// longest finds the longest word of one class at i.
func (x *lexicon) longest(r []rune, i int, c class) (value string, end int) {
	w := x.words.walk()
	for j := i; j < len(r); j++ {
		at, more := w.step(r[j])
		if !more {
			break
		}
		if at < 0 {
			continue
		}
		for _, m := range x.meanings[at] {
			if m.class == c && m.fits(runeAt(r, j+1)) {
				value, end = m.value, j+1
			}
		}
	}
	return value, end
}

func (x *lexicon) currency(r []rune, i int) (string, int) { return x.longest(r, i, cCurrency) }

func (x *lexicon) measureAt(r []rune, i int) bool {
	_, end := x.longest(r, i, cMeasure)
	return end > 0
}

func (x *lexicon) festivalAt(r []rune, i int) (int, int) {
	v, end := x.longest(r, i, cFestival)
	n, _ := strconv.Atoi(v)
	return n, end
}

// each calls f with every word of a class and its value.
func (x *lexicon) each(c class, f func(w, value string)) {
	for i, ms := range x.meanings {
		for _, m := range ms {
			if m.class == c {
				f(x.spelled[i], m.value)
			}
		}
	}
}

// known reports whether the word stands in the lexicon in any class.
func (x *lexicon) known(w []rune) bool { return x.words.find(w) >= 0 }

// cueWord reports whether a text is a word of the lexicon and more than one that
// shields what stands in it.
func (x *lexicon) cueWord(text string) bool {
	ms, end := x.cue(plainRunes(text), 0)
	return end == len([]rune(text)) && !(len(ms) == 1 && ms[0].class == cShield)
}
