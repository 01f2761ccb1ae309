package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/schedule"
	"shuangzhou/storage"
)

// Words that say of a meeting that one is added, or that one there is moved.
// What says neither and falls on a day without a meeting may be either.
var (
	addingWords = []string{"加开", "增开", "另开", "多开", "加一次", "增加一次", "加一场", "临时开"}
	movingWords = []string{"改", "推迟", "延", "提前", "调整", "挪", "移"}
)

// upcomingMeetings is among how many of the next meetings one is looked for by
// its day.
const upcomingMeetings = 6

// meeting files that a meeting is moved, cancelled or added.
func (f *filer) meeting(m reading.Meeting) {
	if !strings.Contains(m.Kind, "过堂") {
		f.otherMeeting = m.Kind
		if len(f.acts) > 0 {
			f.missing = append(f.missing, m.Kind)
		}
		return
	}
	r := f.t.rhythm
	b, ok := r.change(f.t.u.Text, m, r.upcoming(f.t.tx.Now(), upcomingMeetings))
	if !ok {
		f.missing = append(f.missing, f.t.meetingOn(dateOf(m.Date)))
		return
	}
	f.addMeeting(b)
	if sayNone(f.t.u.Text, addingWords, movingWords) && !b.Was.IsZero() && b.Was != b.Date && !b.Date.IsZero() {
		f.instead = &storage.MeetingChanged{Date: b.Date, At: b.At, Place: b.Place}
	}
}

func (f *filer) addMeeting(b storage.MeetingChanged) {
	s, err := f.t.tx.MeetingSubjectOf(b.Nominal, b.Was)
	if err != nil {
		f.err = err
		return
	}
	f.add(s, b)
}

// meetingOn names a meeting that is not there.
func (t *talk) meetingOn(d storage.Date) string {
	words, err := t.words.Plain("meeting/on", struct{ Today, Date storage.Date }{t.today(), d})
	if err != nil {
		return d.String()
	}
	return words
}

// upcoming returns the next meetings that start after an instant.
func (r rhythm) upcoming(t time.Time, n int) []schedule.Meeting {
	day := storage.On(t, r.meetings.Zone)
	ms := r.meetings.Meetings(day, day.AddDays(farthest))
	ms = slices.DeleteFunc(ms, func(m schedule.Meeting) bool { return !m.Start.After(t) })
	return ms[:min(len(ms), n)]
}

// change says what a sentence does to the meetings, and false where it speaks
// of a meeting that is not there.
func (r rhythm) change(said string, m reading.Meeting, next []schedule.Meeting) (storage.MeetingChanged, bool) {
	date := dateOf(m.Date)
	on := slices.IndexFunc(next, func(n schedule.Meeting) bool { return n.Date == date })
	if m.Cancelled && m.Date != nil && on < 0 || len(next) == 0 && m.Date == nil {
		return storage.MeetingChanged{}, false
	}
	if on < 0 && !m.Cancelled && (says(said, addingWords) || len(next) == 0) {
		return storage.MeetingChanged{Date: date, At: m.Time, Place: m.Place}, m.Date != nil
	}
	of := next[max(on, 0)]
	if named, ok := namedMeeting(said, next); ok {
		of = named
	}
	b := storage.MeetingChanged{Nominal: of.Nominal, Was: of.Date}
	if m.Cancelled {
		return b, true
	}
	b.Date, b.At, b.Place = of.Date, r.ownTime(of), r.places[of.Date]
	if m.Date != nil {
		b.Date = date
	}
	if m.Time != "" {
		b.At = m.Time
	}
	if m.Place != "" {
		b.Place = m.Place
	}
	return b, true
}

// ownTime is when a meeting starts, "" for the rule's time.
func (r rhythm) ownTime(m schedule.Meeting) string {
	at := m.Start.In(r.meetings.Zone).Format("15:04")
	if at == r.meetings.At.String() {
		return ""
	}
	return at
}

// namedMeeting finds the meeting whose day a sentence names before it comes to
// the meeting: 6月4日的过堂会改到…
func namedMeeting(said string, next []schedule.Meeting) (schedule.Meeting, bool) {
	before, _, ok := strings.Cut(said, "过堂")
	if !ok {
		return schedule.Meeting{}, false
	}
	for _, m := range next {
		for _, form := range []string{"%d月%d日", "%d月%d号", "%d/%d", "%d.%d"} {
			if strings.Contains(before, fmt.Sprintf(form, int(m.Date.Month), m.Date.Day)) {
				return m, true
			}
		}
	}
	return schedule.Meeting{}, false
}

func says(said string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(said, w) })
}

func sayNone(said string, lists ...[]string) bool {
	return !slices.ContainsFunc(lists, func(words []string) bool { return says(said, words) })
}

// addedMeetingButton confirms that a meeting is added where the card says that
// one is moved: a draft of its own waits behind it.
func (t *talk) addedMeetingButton(f filing) ([]storage.Button, error) {
	other := f
	other.acts = slices.Clone(f.acts)
	for i, a := range other.acts {
		if _, ok := a.Body.(storage.MeetingChanged); ok {
			other.acts[i].Body, other.acts[i].Subjects = *f.instead, []storage.Subject{{Kind: storage.MeetingSubject}}
		}
	}
	d, err := t.keep(stepConfirm, other)
	if err != nil {
		return nil, err
	}
	b, err := t.button("added-meeting", verbConfirm, storage.PlainStyle, args{Draft: d})
	return []storage.Button{b}, err
}

// meetingChangeView tells those who were told of a meeting what has become of it.
type meetingChangeView struct {
	Today   storage.Date
	Was     storage.Date // zero: it is added
	Date    storage.Date // zero: it is cancelled
	Meeting meetingView  // it, or the next one where it is cancelled
}

// tellMeeting tells the rest of the office that a meeting was moved, cancelled
// or added, and everybody who was told of it before, each once.
func (t *talk) tellMeeting(done []storage.Act) error {
	var err error
	if t.rhythm, err = t.rhythmIn(t.tx); err != nil { // as the acts have left it
		return err
	}
	for _, a := range done {
		b, ok := a.Body.(storage.MeetingChanged)
		if !ok {
			continue
		}
		view := meetingChangeView{Today: t.today(), Was: b.Was, Date: b.Date, Meeting: t.meetingView()}
		if m, ok := t.rhythm.meetings.On(b.Date); ok {
			view.Meeting = t.meetingViewOf(m, true)
		}
		if err := t.tellOfMeeting(a, toldOf(b.Was), toldUnder(b.Date, a), "meeting/changed", view); err != nil {
			return err
		}
	}
	return nil
}

// tellMeetingKept tells those who were told of a change that it was taken back.
func (t *talk) tellMeetingKept(undone []storage.Act) error {
	for _, a := range undone {
		b, ok := a.Body.(storage.MeetingChanged)
		if !ok {
			continue
		}
		var err error
		if t.rhythm, err = t.rhythmIn(t.tx); err != nil {
			return err
		}
		deed := fmt.Sprintf("meeting kept/act %d", a.Number)
		if err := t.tellOfMeeting(a, []string{toldUnder(b.Date, a)}, deed, "meeting/kept", t.meetingView()); err != nil {
			return err
		}
	}
	return nil
}

// toldOf are the deeds under which people have been told of the meeting of a day.
func toldOf(day storage.Date) []string {
	if day.IsZero() {
		return nil
	}
	var deeds []string
	for _, job := range []string{"reminder", "owing", "digest", "meeting moved"} {
		deeds = append(deeds, fmt.Sprintf("%s/meeting %s/", job, day))
	}
	return deeds
}

// toldUnder is the deed of telling people of a change.
func toldUnder(day storage.Date, a storage.Act) string {
	return fmt.Sprintf("meeting moved/meeting %s/act %d", day, a.Number)
}

// tellOfMeeting says something once to every chat that was told under one of
// the deeds, and to the office.
func (t *talk) tellOfMeeting(a storage.Act, told []string, deed, template string, view any) error {
	chats, err := t.tx.ChatsTold(told...)
	if err != nil {
		return err
	}
	office, err := t.tx.PeopleIn(storage.Office)
	if err != nil {
		return err
	}
	for _, p := range office {
		if p.Account != 0 && !slices.Contains(chats, p.Account) {
			chats = append(chats, p.Account)
		}
	}
	words, err := t.words.Say(template, view)
	if err != nil {
		return err
	}
	for _, chat := range chats {
		if chat == t.who.Account || chat == t.u.Chat.ID {
			continue // he said it, and sees the echo
		}
		m := storage.Message{
			Deed: fmt.Sprintf("%s/chat %d", deed, chat), Chat: chat, Kind: storage.TextMessage, Text: words, About: a.Subjects[0],
		}
		if _, err := t.tx.Enqueue(m); err != nil {
			return err
		}
	}
	return nil
}
