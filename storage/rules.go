package storage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Invalid says that an act breaks a rule of the trade.
type Invalid struct {
	Why  InvalidWhy
	Kind Kind
	Into Subject // of InvalidMerged: the record that was kept
}

// An InvalidWhy is the reason of an [Invalid].
type InvalidWhy string

// The reasons.
const (
	InvalidName      InvalidWhy = "name"       // empty, longer than 100 characters, or with control characters
	InvalidFuture    InvalidWhy = "future"     // a fact dated after today is a plan
	InvalidNoDate    InvalidWhy = "no date"    // a fact or a plan without a day
	InvalidSpan      InvalidWhy = "span"       // a plan or a suspension that ends before it begins
	InvalidNotLater  InvalidWhy = "not-later"  // an extension to no later day
	InvalidAmount    InvalidWhy = "amount"     // negative, without a currency, or not said
	InvalidPercent   InvalidWhy = "percent"    // not 0–100
	InvalidReason    InvalidWhy = "reason"     // 无变化 the third time running needs one, and so does a drop
	InvalidUnknown   InvalidWhy = "unknown"    // its subject, or what it names, is not in the ledger
	InvalidExists    InvalidWhy = "exists"     // brings into being what is there already
	InvalidTaken     InvalidWhy = "taken"      // the Telegram account is another person's
	InvalidDropped   InvalidWhy = "dropped"    // the project has been archived
	InvalidNotFiled  InvalidWhy = "not filed"  // a filing returned that was never made
	InvalidNotSigned InvalidWhy = "not signed" // filed or recognised before it was signed
	InvalidUndone    InvalidWhy = "undone"     // has been taken back already
	InvalidFinal     InvalidWhy = "final"      // an undo of what cannot be brought back
	InvalidInUse     InvalidWhy = "in use"     // an undo of what later acts stand on
	InvalidNothing   InvalidWhy = "nothing"    // changes nothing
	InvalidText      InvalidWhy = "text"       // empty, or longer than 1,000 characters
	InvalidClosed    InvalidWhy = "closed"     // the obstacle or order is closed already
	InvalidMerged    InvalidWhy = "merged"     // the record is another's now, see Into
)

func (e *Invalid) Error() string { return fmt.Sprintf("%s invalid: %s", e.Kind, e.Why) }

// A Conflict says that another person has changed the same field after what
// the sender had seen.
type Conflict struct {
	Other Act // the other's change; an undo of a change is one too
}

func (e *Conflict) Error() string { return fmt.Sprintf("changed by act %d meanwhile", e.Other.Number) }

// check is the one place of rights and rules. It runs when an act is made and
// never on replay, so that a rule made stricter does not rewrite history.
func (tx *Tx) check(a Act) error {
	if err := tx.checkRights(a); err != nil {
		return err
	}
	if err := tx.checkBody(a); err != nil {
		return err
	}
	if err := tx.checkAccounts(a); err != nil {
		return err
	}
	return tx.checkConflict(a)
}

// checkBody asks the rules of the act's kind.
func (tx *Tx) checkBody(a Act) error {
	if r, ok := a.Body.(interface{ check(*Tx, Act) error }); ok {
		return r.check(tx, a)
	}
	return nil
}

// checkAccounts: a Telegram account is one person's. It is asked of the person
// as the act would leave him, for an undo may give an account back too.
func (tx *Tx) checkAccounts(a Act) error {
	for _, s := range a.Subjects {
		if s.Kind != PersonSubject {
			continue
		}
		as, err := tx.Acts(s)
		if err != nil {
			return err
		}
		p := people.of(append(as, a))
		if p.Account == 0 || p.Added == 0 || !p.Left.IsZero() {
			continue
		}
		other, err := tx.PersonByAccount(p.Account)
		switch {
		case err == nil && other.ID != p.ID:
			return &Invalid{Why: InvalidTaken, Kind: a.Body.Kind()}
		case err != nil && !errors.Is(err, ErrNotFound):
			return err
		}
	}
	return nil
}

// checkConflict: the same field changed by another after what the sender had
// seen is asked; another field is accepted.
func (tx *Tx) checkConflict(a Act) error {
	if a.Seen == 0 || a.Body.Field() == "" {
		return nil
	}
	for _, s := range a.Subjects {
		as, err := tx.Acts(s)
		if err != nil {
			return err
		}
		undone := takenBack(as)
		for _, o := range as {
			if o.Number > a.Seen && o.By != a.By && !undone[o.Number] && changedField(as, o, a.Seen) == a.Body.Field() {
				return &Conflict{Other: o}
			}
		}
	}
	return nil
}

// changedField returns the field that o changes for one who has seen the acts
// up to seen. For an undo it is the field of what it takes back or brings back;
// none where that came later too, for then nothing has changed.
func changedField(as []Act, o Act, seen ActNumber) string {
	if o.Undoes > seen {
		return ""
	}
	for o.Undoes != 0 {
		i := slices.IndexFunc(as, func(x Act) bool { return x.Number == o.Undoes })
		if i < 0 {
			return ""
		}
		o = as[i]
	}
	return o.Body.Field()
}

// unknown makes of an absence an [Invalid]; other errors pass.
func unknown(a Act, err error) error {
	if errors.Is(err, ErrNotFound) {
		return &Invalid{Why: InvalidUnknown, Kind: a.Body.Kind()}
	}
	return err
}

const longestName = 100 // characters

func checkName(k Kind, name string) error {
	n := utf8.RuneCountInString(name)
	if strings.TrimSpace(name) == "" || n > longestName || strings.ContainsFunc(name, unicode.IsControl) {
		return &Invalid{Why: InvalidName, Kind: k}
	}
	return nil
}

const longestText = 1000 // characters

// checkText: what was said is there, and no novel.
func checkText(a Act, text string) error {
	if strings.TrimSpace(text) == "" || utf8.RuneCountInString(text) > longestText {
		return &Invalid{Why: InvalidText, Kind: a.Body.Kind()}
	}
	return nil
}

// checkNames checks names that may be absent.
func checkNames(k Kind, names ...string) error {
	for _, name := range names {
		if name != "" {
			if err := checkName(k, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkNew: what an act brings into being has the act's number, and so is not
// there yet.
func checkNew(a Act) error {
	for _, s := range a.Subjects {
		if s.ID == int64(a.Number) {
			return nil
		}
	}
	return &Invalid{Why: InvalidExists, Kind: a.Body.Kind()}
}

// checkFact: a fact has a day, and none after today; a later one is a plan.
func checkFact(a Act, on Date) error {
	switch {
	case on.IsZero():
		return &Invalid{Why: InvalidNoDate, Kind: a.Body.Kind()}
	case on.After(a.Day):
		return &Invalid{Why: InvalidFuture, Kind: a.Body.Kind()}
	}
	return nil
}

// checkAmount takes an amount, or none.
func checkAmount(k Kind, m Amount) error {
	if m == (Amount{}) {
		return nil
	}
	if m.Units < 0 || len(m.Currency) != len(CNY) || m.Upper != 0 && m.Upper < m.Units {
		return &Invalid{Why: InvalidAmount, Kind: k}
	}
	return nil
}

// checkUnits: the units that an act names are in the ledger; 0 names none.
func (tx *Tx) checkUnits(a Act, ids ...UnitID) error {
	for _, id := range ids {
		if id == 0 {
			continue
		}
		if _, err := tx.liveUnit(a, id); err != nil {
			return err
		}
	}
	return nil
}

// checkLeader: the leader that an act names is there and has not left; 0 names none.
func (tx *Tx) checkLeader(a Act, id PersonID) error {
	if id == 0 {
		return nil
	}
	_, err := tx.presentPerson(a, id)
	return err
}

// checkOneOf: a value of a closed set.
func checkOneOf[T comparable](a Act, v T, set ...T) error {
	if !slices.Contains(set, v) {
		return &Invalid{Why: InvalidUnknown, Kind: a.Body.Kind()}
	}
	return nil
}
