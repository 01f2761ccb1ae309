package bot

import (
	"errors"
	"testing"

	"shuangzhou/storage"
)

// officeVerbs are the buttons that change who is in, or show it: acts are
// checked by rights, but an invite, a list or a card is no act.
var officeVerbs = []string{
	verbAdmit, verbTurnAway, verbPlace, verbListed, verbAdmitListed, verbPeople, verbPickPerson, verbPerson, verbAddPerson,
	verbRealName, verbInvite, verbLeave, verbLeft, verbComeBack, verbUnits, verbPickUnit, verbUnit, verbAddUnit, verbUnitKind,
	verbUnitKinds, verbUnitRename, verbUnitAlias, verbUnitMerge, verbUnitInto, verbUnitMerged, verbForget, verbKeep, verbWish, verbWishLater, verbGrant,
}

// TestButtonsOfTheOfficeAreRefusedByRole generates role × button: one who is of
// the office no more still has its messages.
func TestButtonsOfTheOfficeAreRefusedByRole(t *testing.T) {
	verbs := verbTable()
	for _, v := range officeVerbs {
		do, ok := verbs[v]
		if !ok {
			t.Errorf("no button %q", v)
			continue
		}
		for _, r := range []storage.Role{storage.Liaison, storage.Head, storage.Leader, storage.Observer} {
			var denied *storage.Denied
			err := do(&talk{who: storage.Person{Role: r}}, storage.Press{}, args{})
			if !errors.As(err, &denied) || denied.Why != storage.DeniedOfficeOnly {
				t.Errorf("%q by a %s: %v", v, r, err)
			}
		}
	}
}

// TestEveryChoiceHasWords: what is offered as a button can be read.
func TestEveryChoiceHasWords(t *testing.T) {
	b, err := New(DefaultConfig(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range b.commands {
		if !c.hide && !b.words.Has("command/"+c.name) {
			t.Errorf("no words for /%s", c.name)
		}
	}
	for _, line := range placeRoles {
		for _, r := range line {
			if !b.words.Has("button/role/" + string(r)) {
				t.Errorf("no button for the role %s", r)
			}
		}
	}
	for _, k := range unitKinds {
		if !b.words.Has("button/kind/" + string(k)) {
			t.Errorf("no button for units of kind %s", k)
		}
	}
}
