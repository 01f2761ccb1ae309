package reading

import (
	"fmt"
	"strings"
	"testing"
)

// TestCharges: orders by leader, verb, addressee and day in any order, what is no
// order, orders closed or not, meetings, silence, roles. Of the 213 sentences it
// was written as, 52 were read otherwise before.
func TestCharges(t *testing.T) {
	n := loadNames(t)
	for _, line := range linesOf(t, "testdata/charges.txt") {
		who, rest, _ := strings.Cut(line, "\t")
		text, want, _ := strings.Cut(rest, "\t")
		var got []string
		for _, a := range Read(text, senderOf(who), n).Acts {
			got = append(got, chargeWords(a))
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("%s: %s: got %s, want %s", who, text, g, want)
		}
	}
}

// senderOf is the sender a line of charges.txt begins with: a unit, a unit in
// answer to an order or a reminder, a leader, the office.
func senderOf(who string) Context {
	ctx := baseContext("高新园区")
	const project = "瑞科功率器件封测"
	switch who {
	case "replied":
		ctx.ReplyTo = &Reply{Kind: "order", Project: project}
	case "reminded":
		ctx.ReplyTo = &Reply{Kind: "reminder", Project: project}
	case "leader":
		ctx.Unit, ctx.Role, ctx.Who = "区领导", RoleLeader, "陈建平"
	case "office":
		ctx.Unit, ctx.Role = "商务局", RoleOffice
	}
	return ctx
}

// chargeWords says of an act what charges.txt wants of it.
func chargeWords(a Act) string {
	day := func(d *Date) string {
		if d == nil {
			return "-"
		}
		return d.String()
	}
	switch a := a.(type) {
	case Order:
		due := "-"
		if a.Due != nil {
			due = day(a.Due.To)
		}
		return fmt.Sprintf("order %s>%s %s %s", a.From, strings.Join(a.To, "+"), due, a.Text)
	case OrderClose:
		return "order_close " + a.Text
	case Meeting:
		return strings.TrimSpace(fmt.Sprintf("meeting %s %s %s %s%s", a.Kind, day(a.Date), a.Time, a.Place, map[bool]string{true: "cancelled"}[a.Cancelled]))
	case Snooze:
		return "snooze " + day(a.Until)
	case Assign:
		return "assign " + a.Role + " " + strings.Join(a.Who, "+")
	case Transfer:
		return "transfer " + string(a.To)
	}
	return string(a.Op())
}
