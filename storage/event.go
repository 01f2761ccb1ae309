package storage

// EventID identifies a signing event: the number of the act that added it.
type EventID int64

// Levels of signing events.
const (
	CityLevel     = "市级"
	DistrictLevel = "区级"
)

// An Event is a signing event (签约会, 招商活动).
type Event struct {
	ID      EventID   `json:"id,omitzero"`
	Added   ActNumber `json:"added,omitzero"`
	Name    string    `json:"name"`
	Aliases []string  `json:"aliases,omitempty"`
	Level   string    `json:"level,omitzero"`  // [CityLevel] or [DistrictLevel]
	Series  string    `json:"series,omitzero"` // 3+7+5
	Held    Date      `json:"held,omitzero"`
}

// KindEventAdded is the kind of [EventAdded].
const KindEventAdded Kind = "event.added"

// EventAdded brings a signing event into the ledger.
type EventAdded struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
	Level   string   `json:"level,omitzero"`
	Series  string   `json:"series,omitzero"`
	Held    Date     `json:"held,omitzero"`
}

// Kind returns [KindEventAdded].
func (EventAdded) Kind() Kind { return KindEventAdded }

// Field names what it changes.
func (EventAdded) Field() string { return "added" }

func (b EventAdded) onEvent(e *Event, a Act) {
	*e = Event{
		ID: EventID(a.Number), Added: a.Number, Name: b.Name, Aliases: b.Aliases,
		Level: b.Level, Series: b.Series, Held: b.Held,
	}
}

// events keeps the versions of signing events.
var events = folder[Event]{
	kind: EventSubject, table: "event_version", id: "event",
	add: func(e *Event, a Act) {
		if b, ok := a.Body.(interface{ onEvent(*Event, Act) }); ok {
			b.onEvent(e, a)
		}
	},
}

// Event returns a signing event, or [ErrNotFound].
func (tx *Tx) Event(id EventID) (Event, error) {
	e, err := events.state(tx, int64(id))
	if err == nil && e.Added == 0 {
		return e, ErrNotFound
	}
	return e, err
}

// Events returns every signing event, by its date.
func (tx *Tx) Events() ([]Event, error) { return events.where(tx, `true ORDER BY held, event`) }
