package reading

// A trie maps words to numbers and is walked letter by letter. One map holds
// all edges: it is small, built fast and read without allocation.
type trie struct {
	next map[uint64]int32
	val  []int32 // by node; -1 where no word ends
}

func newTrie() trie { return trie{next: map[uint64]int32{}, val: []int32{-1}} }

func edgeOf(node int32, c rune) uint64 { return uint64(node)<<32 | uint64(uint32(c)) }

// add enters the word with value v and returns the value it has: an earlier
// one if the word stood there already.
func (t *trie) add(w []rune, v int) int {
	node := int32(0)
	for _, c := range w {
		n, ok := t.next[edgeOf(node, c)]
		if !ok {
			n = int32(len(t.val))
			t.val = append(t.val, -1)
			t.next[edgeOf(node, c)] = n
		}
		node = n
	}
	if t.val[node] < 0 {
		t.val[node] = int32(v)
	}
	return int(t.val[node])
}

// find returns the word's value, -1 if it is not there.
func (t *trie) find(w []rune) int {
	k := t.walk()
	at := -1
	for _, c := range w {
		var more bool
		if at, more = k.step(c); !more {
			return -1
		}
	}
	return at
}

// A walker stands at a node of a trie.
type walker struct {
	t    *trie
	node int32
}

func (t *trie) walk() walker { return walker{t: t} }

// step goes on by one letter; more is false where no word goes on so.
func (w *walker) step(c rune) (value int, more bool) {
	n, ok := w.t.next[edgeOf(w.node, c)]
	if !ok {
		return -1, false
	}
	w.node = n
	return int(w.t.val[n]), true
}
