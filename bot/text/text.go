package text

import (
	"embed"
	"fmt"
	"html"
	"html/template"
	"strings"

	"shuangzhou/storage"
)

//go:embed *.html
var files embed.FS

// Words are the bot's words, parsed once. Safe for concurrent use.
type Words struct {
	t *template.Template
}

// New parses the templates; a broken one panics, which a test sees.
func New() *Words {
	w := &Words{t: template.New("")}
	w.t.Funcs(template.FuncMap{
		"date":    Date,
		"day":     Day,
		"span":    Span,
		"yuanof":  func(n int64) string { return Yuan(storage.Yuan(n)) },
		"yuan":    Yuan,
		"amount":  Amount,
		"word":    w.word,
		"act":     w.act,
		"timetag": timetag,
		"short":   Short,
		"join":    strings.Join,
		"aim":     Aim,
		"percent": Percent,
		"points":  Points,
		"stageof": func(p storage.Project) string { return fmt.Sprint(int(p.Stage())) },
		"hasdate": func(d storage.Date) bool { return !d.IsZero() },
		"inc":     func(i int) int { return i + 1 },
		"commas":  w.commas,
		"row":     func(today storage.Date, row any) rowView { return rowView{today, row} },
		"planned": func(d storage.Dates) bool { return d.Planned() },
	})
	template.Must(w.t.ParseFS(files, "*.html"))
	return w
}

// Say renders a message as Telegram's HTML.
func (w *Words) Say(name string, view any) (string, error) {
	var b strings.Builder
	if err := w.t.ExecuteTemplate(&b, name, view); err != nil {
		return "", fmt.Errorf("say %s: %w", name, err)
	}
	return tidy(b.String()), nil
}

// Plain renders what Telegram takes as plain text: a button's label, a toast.
func (w *Words) Plain(name string, view any) (string, error) {
	s, err := w.Say(name, view)
	return html.UnescapeString(s), err
}

// Has reports whether there is a template of the name.
func (w *Words) Has(name string) bool { return w.t.Lookup(name) != nil }

// Names returns the names of all templates.
func (w *Words) Names() []string {
	var names []string
	for _, t := range w.t.Templates() {
		if t.Tree != nil && !strings.HasSuffix(t.Name(), ".html") {
			names = append(names, t.Name())
		}
	}
	return names
}

// word renders the word of a value of a closed set.
func (w *Words) word(set string, v any) (template.HTML, error) {
	s, err := w.Say(set+"/"+fmt.Sprint(v), nil)
	return template.HTML(s), err // ours, escaped where it was written
}

// An ActView is an act as it is told: what was said of whom.
type ActView struct {
	Today   storage.Date
	Act     storage.Act
	Subject string // the project's name, or the person's, the unit's …
	Unit    string // of an assignment: the names behind its ids
	Host    string
	Leader  string
	Event   string
	Order   string // the order's text, of an act on one
	Undone  bool
	By      string // who said it
	Files   int    // of an echo: so many files of the kind; 0: one
}

// Opened is the body of an act that opens a project.
func (v ActView) Opened() storage.Opened {
	b, _ := v.Act.Body.(storage.Opened)
	return b
}

// commas renders a template whose lines are what stands between commas; empty
// lines are none.
func (w *Words) commas(name string, view any) (template.HTML, error) {
	s, err := w.Say(name, view)
	var parts []string
	for _, line := range strings.Split(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			parts = append(parts, line)
		}
	}
	return template.HTML(strings.Join(parts, "，")), err
}

// A rowView is a row of a list with the day it is told on.
type rowView struct {
	Today storage.Date
	Row   any
}

// act renders what an act says, without its subject: 土地摘牌，3月3日（周二）.
func (w *Words) act(v ActView) (template.HTML, error) {
	s, err := w.Say("act/"+string(v.Act.Body.Kind()), v)
	return template.HTML(s), err
}

// tidy drops the space around a message and at line ends, and folds runs of
// empty lines into one, so that templates may be laid out for their reader.
func tidy(s string) string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		line = strings.TrimRight(line, " \t")
		line = strings.TrimLeft(line, "\t")
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
