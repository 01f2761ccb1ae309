package bot

import (
	"slices"
	"strings"

	"shuangzhou/storage"
)

// What of a message has no place of its own is kept as a note, with the words
// that are of its project and no other's.

// keepSaid keeps what the message says of a project as a note on it.
func (f *filer) keepSaid(project string) {
	f.keep(project, f.ledger.saidOf(f.ledger.projects[project], f.t.u.Text))
}

// saidOf is what a text says of a project: from the clause that names it to the
// one that names another; all of it where none names it alone.
func (l *ledger) saidOf(p storage.Project, text string) string {
	var said strings.Builder
	own := false
	for _, c := range strings.SplitAfter(separated.Replace(text), "\n") {
		switch {
		case namedIn(p, c):
			own = true
		case l.namesOther(p, c):
			own = false
		}
		if own {
			said.WriteString(c)
		}
	}
	if s := strings.Trim(strings.ReplaceAll(said.String(), "\n", ""), "，；、,; "); s != "" {
		return s
	}
	return text
}

// separated breaks the line behind each clause.
var separated = strings.NewReplacer("，", "，\n", "；", "；\n", "。", "。\n", ",", ",\n", ";", ";\n")

// namedIn reports whether a text names a project.
func namedIn(p storage.Project, text string) bool {
	return p.Name != "" && slices.ContainsFunc(append([]string{p.Name}, p.Aliases...), func(n string) bool { return strings.Contains(text, n) })
}

// namesOther reports whether a text names another project than one.
func (l *ledger) namesOther(than storage.Project, text string) bool {
	for _, p := range l.projects {
		if p.ID != than.ID && namedIn(p, text) {
			return true
		}
	}
	return false
}
