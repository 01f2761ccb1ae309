package reading

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// A Decimal is an exact number in thousandths, for percentages and 亩.
type Decimal int64

// DecimalOf returns the whole number n.
func DecimalOf(n int64) Decimal { return Decimal(n * 1000) }

// String writes the number without trailing zeros.
func (d Decimal) String() string { return fixed(int64(d), 3) }

// MarshalJSON writes a JSON number.
func (d Decimal) MarshalJSON() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalJSON reads a JSON number of at most three decimals.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	n, err := unfixed(string(b), 3)
	*d = Decimal(n)
	return err
}

// fixed writes n/10^places without trailing zeros.
func fixed(n int64, places int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := strconv.FormatInt(n, 10)
	for len(s) <= places {
		s = "0" + s
	}
	whole, part := s[:len(s)-places], strings.TrimRight(s[len(s)-places:], "0")
	if part != "" {
		part = "." + part
	}
	return sign + whole + part
}

// unfixed reads what fixed writes.
func unfixed(s string, places int) (int64, error) {
	whole, part, _ := strings.Cut(s, ".")
	if len(part) > places {
		return 0, fmt.Errorf("read number %q: more than %d decimals", s, places)
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", places-len(part)), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("read number %q: %w", s, err)
	}
	return n, nil
}

// Cents is money in hundredths of its currency's unit (分), exact.
type Cents int64

// perWan is how many cents ten thousand units have.
const perWan = 1_000_000

// Yuan returns the whole units, rounded towards zero.
func (c Cents) Yuan() int64 { return int64(c) / 100 }

// MarshalJSON writes ten-thousands, as the contract counts.
func (c Cents) MarshalJSON() ([]byte, error) { return []byte(fixed(int64(c), 6)), nil }

// UnmarshalJSON reads ten-thousands; null leaves c as it is.
func (c *Cents) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	n, err := unfixed(string(b), 6)
	*c = Cents(n)
	return err
}

// An Amount is a sum of money as it was said. Nothing is converted.
type Amount struct {
	Raw    string // the words
	Cur    string // ISO 4217
	Value  Cents  // 0 if a range was said
	Min    Cents  // the range's ends; both 0 if one number was said
	Max    Cents
	Approx bool
}

// Ranged reports whether a range was said instead of one number.
func (a Amount) Ranged() bool { return a.Max != 0 }

// Yuan returns the whole units of the number, or of the range's lower end.
func (a Amount) Yuan() int64 {
	if a.Ranged() {
		return a.Min.Yuan()
	}
	return a.Value.Yuan()
}

type amountJSON struct {
	Raw    string `json:"raw"`
	Cur    string `json:"cur"`
	Wan    *Cents `json:"wan,omitempty"`
	WanMin *Cents `json:"wan_min,omitempty"`
	WanMax *Cents `json:"wan_max,omitempty"`
	Approx bool   `json:"approx,omitempty"`
}

// MarshalJSON writes the contract's shape.
func (a Amount) MarshalJSON() ([]byte, error) {
	j := amountJSON{Raw: a.Raw, Cur: a.Cur, Approx: a.Approx}
	if a.Ranged() {
		j.WanMin, j.WanMax = &a.Min, &a.Max
	} else {
		j.Wan = &a.Value
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads the contract's shape.
func (a *Amount) UnmarshalJSON(b []byte) error {
	var j amountJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("read amount: %w", err)
	}
	*a = Amount{Raw: j.Raw, Cur: j.Cur, Approx: j.Approx}
	for from, to := range map[*Cents]*Cents{j.Wan: &a.Value, j.WanMin: &a.Min, j.WanMax: &a.Max} {
		if from != nil {
			*to = *from
		}
	}
	return nil
}

// A Rel says how a date bounds what it speaks of.
type Rel string

// The relations.
const (
	On    Rel = "on"    // that day
	In    Rel = "in"    // within the span
	By    Rel = "by"    // at the latest on To
	After Rel = "after" // from From on
)

// A Gran is how fine a date was said.
type Gran string

// The granularities.
const (
	GranDay     Gran = "day"
	GranXun     Gran = "xun" // a third of a month: 上旬 中旬 下旬
	GranMonth   Gran = "month"
	GranQuarter Gran = "quarter"
	GranHalf    Gran = "half"
	GranYear    Gran = "year"
)

// A Span is a date as it was said, made absolute. Raw is nil where none was
// said and the message's own day was taken.
type Span struct {
	Raw  *string `json:"raw"`
	From *Date   `json:"from"`
	To   *Date   `json:"to"`
	Rel  Rel     `json:"rel"`
	Gran Gran    `json:"gran"`
}
