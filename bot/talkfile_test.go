package bot_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A script is a conversation file: comments, what people do, and what the bot
// says to it. STYLE.md has its form; bot/testdata/talk/README.md explains it.
type script struct {
	steps []step
	tail  string // comments after the last step
	files map[string][]byte
	raw   string // the files as they stand in the text
}

// A step is one thing a person does, or the clock, and what the bot then says.
type step struct {
	line    int
	comment string // comments and empty lines before it, as they stand
	input   string
	expect  []said
}

// said is one thing the bot says: in which chat, how, and its lines.
type said struct {
	Chat  string
	How   string // "" a message, 改 an edit, 弹 a toast, 表情 a reaction
	Lines []string
}

// readScript reads a conversation file.
func readScript(t *testing.T, text string) *script {
	t.Helper()
	archive := txtar.Parse([]byte(text))
	s := &script{files: map[string][]byte{}}
	for _, f := range archive.Files {
		s.files[f.Name] = f.Data
	}
	s.raw = strings.TrimPrefix(text, string(archive.Comment))
	comment := ""
	for i, line := range strings.Split(strings.TrimSuffix(string(archive.Comment), "\n"), "\n") {
		last := len(s.steps) - 1
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			comment += line + "\n"
		case strings.HasPrefix(line, "bot→"):
			if last < 0 {
				t.Fatalf("line %d: the bot speaks first", i+1)
			}
			chat, how, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(line, "bot→"), ":"), " ")
			s.steps[last].expect = append(s.steps[last].expect, said{Chat: chat, How: how})
		case strings.HasPrefix(line, "\t"):
			expect := s.steps[last].expect
			e := &expect[len(expect)-1]
			e.Lines = append(e.Lines, line[1:])
		default:
			s.steps = append(s.steps, step{line: i + 1, comment: comment, input: line})
			comment = ""
		}
	}
	s.tail = comment
	return s
}

// String writes the script as readScript reads it.
func (s *script) String() string {
	var b strings.Builder
	for _, step := range s.steps {
		b.WriteString(step.comment + step.input + "\n")
		for _, e := range byChat(step.expect) {
			b.WriteString("bot→" + e.Chat)
			if e.How != "" {
				b.WriteString(" " + e.How)
			}
			b.WriteString(":\n")
			for _, line := range e.Lines {
				b.WriteString("\t" + line + "\n")
			}
		}
	}
	b.WriteString(s.tail)
	b.WriteString(s.raw)
	return b.String()
}
