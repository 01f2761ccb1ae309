package reading

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// A Role is what the sender is.
type Role string

// The roles of the contract.
const (
	RoleUnit   Role = "unit"
	RoleSquad  Role = "squad"
	RoleOffice Role = "office"
	RoleLeader Role = "leader"
)

// A Chat is where the message was sent.
type Chat string

// The kinds of chat.
const (
	ChatDM    Chat = "dm"
	ChatGroup Chat = "group"
)

// A Reply is the bot's message that is answered.
type Reply struct {
	Kind    string `json:"kind"` // reminder, echo, order, …
	Project string `json:"project"`
}

// A Context is who says it, when and where.
type Context struct {
	Now            time.Time // in the district's zone
	Unit           string    // the sender's
	Role           Role
	Chat           Chat
	Who            string // a leader's name
	ReplyTo        *Reply
	NoChangeBefore int             // how often in a row the project was reported unchanged
	Workday        func(Date) bool // nil: Monday to Friday
	Meetings       []Date          // when the review was and will be, beside the ledger's
}

// A Confirm says whether a message is stored at once.
type Confirm string

// The ways of confirming.
const (
	ConfirmNone  Confirm = "none"  // nothing is stored
	ConfirmFirst Confirm = "first" // stored only after the sender confirms
	ConfirmEcho  Confirm = "echo"  // stored at once, shown with undo
)

// A Reading is what a message says.
type Reading struct {
	Acts    []Act
	Confirm Confirm
	Ask     []string // at most one question: head or head:what
	Warn    []string
	Unread  []Extent // what no rule read, of messages about a project
	Civil   Civility // of small talk; empty for all else
	Beyond  Beyond   // what is asked that the contract has no place for
}

// A Civility is what small talk is, for what may be said to it.
type Civility string

// The civilities.
const (
	Courtesy Civility = "courtesy" // 收到, 谢谢: nothing need be said
	Greeting Civility = "greeting" // 您好: greeted back
)

// An Extent is a piece of the text in bytes.
type Extent struct{ From, To int }

// MarshalJSON writes the contract's shape, the op first in each act.
func (r Reading) MarshalJSON() ([]byte, error) {
	out := struct {
		Acts    []json.RawMessage `json:"acts"`
		Confirm Confirm           `json:"confirm"`
		Ask     []string          `json:"ask,omitempty"`
		Warn    []string          `json:"warn,omitempty"`
	}{Confirm: r.Confirm, Ask: r.Ask, Warn: r.Warn}
	for _, a := range r.Acts {
		if l, ok := a.(AskList); ok {
			a = l.inContract()
		}
		b, err := marshalAct(a)
		if err != nil {
			return nil, err
		}
		out.Acts = append(out.Acts, b)
	}
	return plainJSON(out)
}

func marshalAct(a Act) ([]byte, error) {
	b, err := plainJSON(a)
	if err != nil {
		return nil, fmt.Errorf("write act %s: %w", a.Op(), err)
	}
	head := []byte(`{"op":"` + string(a.Op()) + `"`)
	if rest := b[1:]; !bytes.Equal(rest, []byte("}")) {
		return append(append(head, ','), rest...), nil
	}
	return append(head, '}'), nil
}

// plainJSON is json.Marshal without HTML escapes.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// maxText is how many bytes of a message are read; Telegram's own limit is
// 4,096 letters.
const maxText = 16 << 10

// Read reads a message. It is total: any text has a reading, at worst
// [None].
func Read(text string, ctx Context, names *Names) Reading {
	if len(text) > maxText {
		text = text[:maxText]
	}
	text, remark := splitRemark(text)
	forms := names.pasted(text)
	text, sheet := names.sheet(text)
	s, toks, again := names.letters(text, ctx)
	if names.leadOver(s, toks) {
		toks = names.scan(s, ctx)
	}
	if p := names.punctuated(s, toks); p != s {
		s = p
		toks = names.scan(s, ctx)
	}
	r := newReader(s, ctx, names)
	r.remarked = remark != ""
	toks = names.takeBack(s, names.slots(s, names.wishSlots(s, names.strangers(s, names.narrow(s, toks)))))
	toks = names.answers(s, names.asksAnew(s, toks))
	items := r.signature(names.split(s, toks))
	switch {
	case len(forms) > 0:
		r.table(forms)
	case r.aForm(toks):
		r.form(toks)
	case r.smallTalk(items):
		r.civil = r.civility(items)
	default:
		r.items = items
		for r.at = 0; r.at < len(items); r.at++ {
			r.begun = append(r.begun, len(r.acts))
			r.read(&items[r.at])
		}
	}
	r.remark(remark)
	if sheet || again {
		r.unread = nil // its places are not those of the message
	}
	r.meantFor(items)
	out := r.finish()
	out.Beyond = r.beyond(items)
	return out
}

// letters makes a message's script and its tokens, with what the sender said anew in
// its place and what he said once for several projects said of each; it reports whether
// there was any.
func (n *Names) letters(text string, ctx Context) (s *script, toks []token, again bool) {
	for range maxRewritten {
		s = newScript(text)
		n.lex.mend(s)
		n.lex.spokenMarks(s)
		s = s.counted()
		toks = n.scan(s, ctx)
		mended, ok := n.repaired(s, toks)
		if !ok {
			mended, ok = n.spread(s, toks)
		}
		if !ok {
			break
		}
		text, again = mended, true
	}
	return s, toks, again
}

// maxRewritten is how often a message is written anew before it is read.
const maxRewritten = 12

// splitRemark cuts off what follows 备注: — the sender's own words, kept as
// they are and never read as anything else.
func splitRemark(text string) (said, remark string) {
	for _, mark := range []string{"备注:", "备注："} {
		if before, after, ok := strings.Cut(text, mark); ok {
			return before, strings.TrimSpace(after)
		}
	}
	return text, ""
}

// A rule reads an item; it reports whether the item is done with.
type rule struct {
	name string
	any  []class // tried only if one of these occurs; always, if empty
	read func(*reader, *item) bool
}

// rules in the order in which they are tried. A question comes before a
// statement, taking back before telling, and the report last.
func rules() []rule {
	return []rule{
		{"nothing", nil, (*reader).nothing},
		{"done", nil, (*reader).bareDone},
		{"several things", nil, (*reader).severalThings},
		{"refuse", []class{cRate, cPrivate}, (*reader).refuse},
		{"help", []class{cHelp, cQuestion, cRate}, (*reader).help},
		{"undo", nil, (*reader).undo},
		{"order due", []class{cOrderWord, cSlip, cMoved, cHedge, cSetValue, cEarlier}, (*reader).orderDue},
		{"correct", []class{cField, cContact, cWrong, cSetValue, cNeg, cUndo, cRename, cMoney, cPercent, cStage}, (*reader).correct},
		{"either", []class{cMoney, cPercent, cField, cStep, cThing, cRole}, (*reader).eitherOf},
		{"right alone", nil, (*reader).rightAlone},
		{"strike", nil, (*reader).strike},
		{"merge open", []class{cMerge}, (*reader).mergeOpen},
		{"follow up", nil, (*reader).followUp},
		{"put off", []class{cQuestion}, (*reader).putOff},
		{"ask meeting", []class{cMeetingWord, cQuestion}, (*reader).askMeeting},
		{"ask rate", []class{cRate}, (*reader).askRate},
		{"ask surmise", nil, (*reader).askSurmise},
		{"ask described", []class{cQuestion, cStateOf}, (*reader).askDescribed},
		{"ask aim", nil, (*reader).askAim},
		{"ask list", []class{cNoChange, cLead, cQuestion, cShow, cExcel, cProjectWord, cListed, cGroup, cState, cStage, cTalking, cLinked, cThing, cStep, cUnder, cObstacle, cOrderWord, cOnMeeting}, (*reader).askList},
		{"ask project", []class{cQuestion, cShow, cStateOf, cPrivate, cRate}, (*reader).askProject},
		{"merge", []class{cMerge}, (*reader).merge},
		{"transfer", []class{cTransfer}, (*reader).transfer},
		{"dispute", []class{cDispute, cCheck}, (*reader).dispute},
		{"drop", []class{cDrop}, (*reader).drop},
		{"meeting", nil, (*reader).meeting},
		{"snooze", nil, (*reader).snooze},
		{"order close", []class{cOrderClose, cDone, cSubmit, cSolved}, (*reader).orderClose},
		{"order bare", []class{cOrderWord, cOrder}, (*reader).orderBare},
		{"assign", []class{cRole, cTeam, cRefer}, (*reader).assign},
		{"order", nil, (*reader).order},
		{"report", nil, (*reader).report},
	}
}
