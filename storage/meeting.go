package storage

import (
	"errors"
	"time"
)

// MeetingID identifies a single meeting that was changed by hand: the number
// of the act that changed it first.
type MeetingID int64

// MeetingSubject is the kind of subject that a [Meeting] is.
const MeetingSubject SubjectKind = "meeting"

// A Meeting is one fortnightly review that the office has moved, cancelled or
// added. Those that take place by the rule are not kept: package schedule
// knows them.
type Meeting struct {
	ID      MeetingID `json:"id,omitzero"`
	Set     ActNumber `json:"set,omitzero"`     // the act that changed it last; 0: all were undone
	Nominal Date      `json:"nominal,omitzero"` // its day by the rule; zero: it was added
	Date    Date      `json:"date,omitzero"`    // the day it takes place; zero: it is cancelled
	At      string    `json:"at,omitzero"`      // 15:04 in the district's zone; "": the rule's time
	Place   string    `json:"place,omitzero"`   // "": the rule's place
}

// KindMeetingChanged is the kind of [MeetingChanged].
const KindMeetingChanged Kind = "meeting.changed"

// MeetingChanged moves one meeting, cancels it or adds one, to
// [Tx.MeetingSubjectOf] it. It says all of the meeting, also what stays.
type MeetingChanged struct {
	Nominal Date   `json:"nominal,omitzero"` // as in [Meeting]
	Was     Date   `json:"was,omitzero"`     // the day it took place until then; zero: there was none
	Date    Date   `json:"date,omitzero"`    // as in [Meeting]
	At      string `json:"at,omitzero"`      // as in [Meeting]
	Place   string `json:"place,omitzero"`   // as in [Meeting]
}

// Kind returns [KindMeetingChanged].
func (MeetingChanged) Kind() Kind { return KindMeetingChanged }

// Field names what it changes.
func (MeetingChanged) Field() string { return "date" }

func (b MeetingChanged) onMeeting(m *Meeting, a Act) {
	*m = Meeting{
		ID: MeetingID(a.subject(MeetingSubject)), Set: a.Number,
		Nominal: b.Nominal, Date: b.Date, At: b.At, Place: b.Place,
	}
}

// check: a meeting of the rule is one subject for ever, and an added one stays
// an added one.
func (b MeetingChanged) check(tx *Tx, a Act) error {
	if _, err := time.Parse("15:04", b.At); b.At != "" && err != nil {
		return &Invalid{Why: InvalidSpan, Kind: KindMeetingChanged}
	}
	if b.Place != "" {
		if err := checkName(KindMeetingChanged, b.Place); err != nil {
			return err
		}
	}
	s, err := tx.MeetingSubjectOf(b.Nominal, b.Was)
	if err != nil {
		return err
	}
	switch id := a.subject(MeetingSubject); {
	case b.Date.IsZero() && b.Was.IsZero():
		return &Invalid{Why: InvalidNothing, Kind: KindMeetingChanged}
	case s.ID == id, s.ID == 0 && id == int64(a.Number) && (b.Was.IsZero() || !b.Nominal.IsZero()):
		return nil
	}
	return &Invalid{Why: InvalidUnknown, Kind: KindMeetingChanged}
}

// meetings keeps the versions of meetings.
var meetings = folder[Meeting]{
	kind: MeetingSubject, table: "meeting_version", id: "meeting",
	add: func(m *Meeting, a Act) {
		if b, ok := a.Body.(interface{ onMeeting(*Meeting, Act) }); ok {
			b.onMeeting(m, a)
		}
	},
}

// MeetingSubjectOf returns the subject of a meeting: of the rule's by its
// nominal day; of an added one, for which that is zero, by the day it takes
// place. It is new where nobody has changed the meeting yet.
func (tx *Tx) MeetingSubjectOf(nominal, date Date) (Subject, error) {
	query, key := `SELECT meeting FROM meeting_version WHERE nominal = ? LIMIT 1`, nominal
	if nominal.IsZero() {
		query, key = `SELECT meeting FROM meeting_version WHERE until = `+latestText+` AND live AND nominal IS NULL AND date = ? LIMIT 1`, date
	}
	if key.IsZero() {
		return Subject{Kind: MeetingSubject}, nil
	}
	id, err := one(tx, value[int64], query, key.String())
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Subject{}, err
	}
	return Subject{MeetingSubject, id}, nil
}

// ChangedMeetings returns the meetings that stand changed, the word said last
// at the end.
func (tx *Tx) ChangedMeetings() ([]Meeting, error) {
	return meetings.where(tx, `live ORDER BY changed`)
}
