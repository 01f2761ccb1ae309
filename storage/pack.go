package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// packed is an act on its way from being understood to being confirmed: it
// waits in a draft, not in the log.
type packed struct {
	Undoes    ActNumber       `json:"undoes,omitzero"`
	Seen      ActNumber       `json:"seen,omitzero"`
	Said      time.Time       `json:"said,omitzero"`
	UndoUntil time.Time       `json:"undo_until,omitzero"`
	By        PersonID        `json:"by,omitzero"`
	Source    string          `json:"source"`
	Subjects  []Subject       `json:"subjects"`
	Kind      Kind            `json:"kind"`
	Version   int             `json:"version"`
	Body      json.RawMessage `json:"body"`
}

// PackActs encodes acts that have not been applied, for a draft.
func PackActs(as []Act) (json.RawMessage, error) {
	ps := make([]packed, len(as))
	for i, a := range as {
		body, err := json.Marshal(a.Body)
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", a.Body.Kind(), err)
		}
		ps[i] = packed{a.Undoes, a.Seen, a.Said, a.UndoUntil, a.By, a.Source, a.Subjects, a.Body.Kind(), bodyVersion, body}
	}
	return json.Marshal(ps)
}

// UnpackActs decodes what PackActs encoded.
func UnpackActs(raw json.RawMessage) ([]Act, error) {
	var ps []packed
	if err := json.Unmarshal(raw, &ps); err != nil {
		return nil, fmt.Errorf("unpack acts: %w", err)
	}
	as := make([]Act, len(ps))
	for i, p := range ps {
		body, err := lift(p.Kind, p.Version, p.Body)
		if err != nil {
			return nil, fmt.Errorf("unpack %s: %w", p.Kind, err)
		}
		as[i] = Act{
			Undoes: p.Undoes, Seen: p.Seen, Said: p.Said, UndoUntil: p.UndoUntil,
			By: p.By, Source: p.Source, Subjects: p.Subjects, Body: body,
		}
	}
	return as, nil
}

// Rehearse asks what ApplyGroup would say to acts, and leaves nothing behind:
// who must confirm first is told before that he confirms in vain.
func (tx *Tx) Rehearse(as []Act) error {
	rehearsed := errors.New("rehearsed")
	err := tx.Attempt(func() error {
		if _, err := tx.ApplyGroup(as); err != nil {
			return err
		}
		return rehearsed
	})
	if errors.Is(err, rehearsed) {
		return nil
	}
	return err
}
