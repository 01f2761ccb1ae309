package reading

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// lineContext is the contract's ctx.
type lineContext struct {
	Now            *time.Time `json:"now"`
	Unit           *string    `json:"unit"`
	Role           *Role      `json:"role"`
	Chat           *Chat      `json:"chat"`
	Who            *string    `json:"who"`
	ReplyTo        *Reply     `json:"reply_to"`
	NoChangeBefore *int       `json:"nochange_before"`
}

// over lays what the line says over the base.
func (c lineContext) over(base Context, loc *time.Location) Context {
	if c.Now != nil {
		base.Now = *c.Now
	}
	base.Now = base.Now.In(loc)
	lay(&base.Unit, c.Unit)
	lay(&base.Role, c.Role)
	lay(&base.Chat, c.Chat)
	lay(&base.Who, c.Who)
	lay(&base.NoChangeBefore, c.NoChangeBefore)
	if c.ReplyTo != nil {
		base.ReplyTo = c.ReplyTo
	}
	return base
}

func lay[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// Lines reads lines, each plain text or a JSON object {"text", "ctx"}, and
// writes one line of JSON for each: acts, confirm, ask, warn. A line that is
// no JSON object though it begins like one gives a line with an error, and
// reading goes on. Days are counted in the ledger's zone.
func Lines(in io.Reader, out io.Writer, names *Names, base Context) error {
	loc, err := names.ledger.location()
	if err != nil {
		return fmt.Errorf("find the ledger's time zone: %w", err)
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), 4<<20)
	w := bufio.NewWriter(out)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		b, err := plainJSON(readLine(line, names, base, loc))
		if err != nil {
			return fmt.Errorf("write the reading of %.60q: %w", line, err)
		}
		if _, err := w.Write(append(b, '\n')); err != nil {
			return fmt.Errorf("write a reading: %w", err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read lines: %w", err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write readings: %w", err)
	}
	return nil
}

// readLine returns the reading of a line, or what is wrong with it.
func readLine(line string, names *Names, base Context, loc *time.Location) any {
	text, ctx := line, lineContext{}
	if line[0] == '{' {
		var in struct {
			Text *string     `json:"text"`
			Ctx  lineContext `json:"ctx"`
		}
		if err := json.Unmarshal([]byte(line), &in); err != nil {
			return lineError{fmt.Sprintf("read line: %v", err)}
		}
		if in.Text == nil {
			return lineError{"read line: no text"}
		}
		text, ctx = *in.Text, in.Ctx
	}
	return Read(text, ctx.over(base, loc), names)
}

type lineError struct {
	Error string `json:"error"`
}
