package bot

import (
	"context"
	"maps"
	"slices"
	"strings"

	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// A command is one thing to be had by a slash. The table of them gives
// dispatch, permission, help and Telegram's menus.
type command struct {
	name    string
	roles   []storage.Role // who has it; nil: everybody the bot knows
	hide    bool           // not in the menus
	private bool           // not answered in a group, where others read along
	do      func(t *talk, payload string) error
}

// commandTable returns the commands in the order the menus show them; what
// each is for stands in the words under “command/…”.
func commandTable() []command {
	office := []storage.Role{storage.Office}
	return []command{
		{name: "rates", do: (*talk).commandRates},
		{name: "mine", roles: []storage.Role{storage.Liaison, storage.Head, storage.Leader}, do: (*talk).commandMine},
		{name: "unregistered", roles: []storage.Role{storage.Office, storage.Leader}, do: (*talk).commandUnregistered},
		{name: "report", roles: []storage.Role{storage.Liaison, storage.Head}, private: true, do: (*talk).commandReport},
		{name: "lead", roles: []storage.Role{storage.Liaison, storage.Head}, private: true, do: (*talk).commandLead},
		{name: "schedule", do: (*talk).commandSchedule},
		{name: "board", do: (*talk).commandBoard},
		{name: "people", roles: office, private: true, do: (*talk).commandPeople},
		{name: "units", roles: office, private: true, hide: true, do: (*talk).commandUnits},
		{name: "audit", roles: []storage.Role{storage.Office, storage.Liaison, storage.Head, storage.Leader}, private: true, do: (*talk).commandAudit},
		{name: "status", roles: office, do: (*talk).commandStatus},
		{name: "help", do: (*talk).commandHelp},
		{name: "target", roles: office, hide: true, do: (*talk).commandTarget},
		{name: "bind", roles: office, hide: true, do: (*talk).commandBind},
		{name: "start", hide: true, do: (*talk).commandStart},
	}
}

// allows reports whether a role has the command.
func (c command) allows(r storage.Role) bool { return c.roles == nil || slices.Contains(c.roles, r) }

// command runs the command an update names.
func (t *talk) command() error {
	for _, c := range t.commands {
		if c.name != t.u.Command {
			continue
		}
		if !c.allows(t.who.Role) {
			return t.say("command/denied", nil, storage.Subject{})
		}
		if c.private && !t.u.Chat.Private {
			return t.say("command/private", nil, storage.Subject{})
		}
		return c.do(t, strings.TrimSpace(t.u.Payload))
	}
	return t.say("command/unknown", nil, storage.Subject{})
}

// menu returns the commands of a role with what each is for.
func (b *Bot) menu(r storage.Role) ([]telegram.Command, error) {
	var menu []telegram.Command
	for _, c := range b.commands {
		if c.hide || !c.allows(r) {
			continue
		}
		words, err := b.words.Plain("command/"+c.name, nil)
		if err != nil {
			return nil, err
		}
		menu = append(menu, telegram.Command{Name: c.name, Description: words})
	}
	return menu, nil
}

// A scopedMenu is a menu and where it shows.
type scopedMenu struct {
	scope    telegram.Scope
	commands []telegram.Command
}

// menus returns the menu of groups and of strangers, that of each person whose
// account is known, by his role, and the strangers' for each account that has
// no person any more: its chat goes on showing what was set for it last.
func (b *Bot) menus(ctx context.Context, s *storage.Store) ([]scopedMenu, error) {
	common, err := b.menu(storage.Observer)
	if err != nil {
		return nil, err
	}
	menus := []scopedMenu{{telegram.Scope{Private: true}, common}, {telegram.Scope{Groups: true}, common}}
	err = s.Read(ctx, func(tx *storage.Tx) error {
		people, err := tx.People()
		if err != nil {
			return err
		}
		for _, p := range people {
			if p.Account == 0 {
				continue
			}
			own, err := b.menu(p.Role)
			if err != nil {
				return err
			}
			menus = append(menus, scopedMenu{telegram.Scope{Chat: p.Account}, own})
		}
		former, err := tx.FormerAccounts()
		for _, account := range former {
			menus = append(menus, scopedMenu{telegram.Scope{Chat: account}, common})
		}
		return err
	})
	return menus, err
}

// The verbs of buttons. They stand in the database: never renamed.
const (
	verbUndo        = "undo"
	verbExcel       = "excel"
	verbFigureExcel = "figure excel"
	verbEndOrder    = "end order"
	verbExtendOrder = "extend order"
	verbMoved       = "moved"
	verbByUnit      = "by unit"
	verbTrend       = "trend"
	verbWhatIf      = "what if"
	verbPicture     = "picture"
	verbConfirm     = "confirm"
	verbDiscard     = "discard"
	verbOtherDay    = "other day"
	verbWhich       = "which"
	verbRecognise   = "recognise"
	verbRefute      = "refute"
	verbList        = "list"
	verbRule        = "rule"
	verbChooseRule  = "choose rule"
	verbRates       = "rates"
	verbUnchanged   = "unchanged"
	verbCard        = "card"
	verbPage        = "page"
	verbHistory     = "history"
	verbBackToCard  = "back to card"
	verbBind        = "bind"
	verbOther       = "other project"
	verbAdmit       = "admit"
	verbAddUnit     = "add unit"
	verbUnitKind    = "unit kind"
	verbTurnAway    = "turn away"
	verbPlace       = "place"
	verbListed      = "listed"
	verbAdmitListed = "admit listed"
	verbPeople      = "people"
	verbPickPerson  = "pick person"
	verbPerson      = "person"
	verbAddPerson   = "add person"
	verbRealName    = "real name"
	verbInvite      = "invite"
	verbLeave       = "leave"
	verbLeft        = "left"
	verbComeBack    = "come back"
	verbUnits       = "units"
	verbPickUnit    = "pick unit"
	verbUnit        = "unit"
	verbUnitKinds   = "unit kinds"
	verbUnitRename  = "unit rename"
	verbUnitAlias   = "unit alias"
	verbUnitMerge   = "unit merge"
	verbUnitInto    = "unit into"
	verbUnitMerged  = "unit merged"
	verbForget      = "forget"
	verbKeep        = "keep contacts"
	verbAudit       = "audit"
	verbHelp        = "help"
	verbAgree       = "agree"
	verbDisagree    = "disagree"
)

// verbTable returns what each button does.
func verbTable() map[string]verb {
	table := map[string]verb{
		verbExcel:       (*talk).askExcel,
		verbFigureExcel: (*talk).askFigureExcel,
		verbTargetSheet: forOffice((*talk).askTargetSheet),
		verbEndOrder:    (*talk).endOrder,
		verbExtendOrder: (*talk).extendOrder,
		verbMoved:       (*talk).openMoved,
		verbMovedAll:    (*talk).openMovedAll,
		verbMovedExcel:  (*talk).askMovedExcel,
		verbByUnit:      (*talk).openByUnit,
		verbTrend:       (*talk).openTrend,
		verbWhatIf:      (*talk).openWhatIf,
		verbPicture:     (*talk).askPicture,
		verbAdmit:       forOffice((*talk).admit),
		verbTurnAway:    forOffice((*talk).turnAway),
		verbPlace:       forOffice((*talk).pressPlace),
		verbListed:      forOffice((*talk).pickListed),
		verbAdmitListed: forOffice((*talk).admitListed),
		verbPeople:      forOffice((*talk).pressPeople),
		verbPickPerson:  forOffice((*talk).pickPerson),
		verbPerson:      forOffice((*talk).openPerson),
		verbAddPerson:   forOffice((*talk).addPerson),
		verbRealName:    forOffice((*talk).realName),
		verbInvite:      forOffice((*talk).pressInvite),
		verbLeave:       forOffice((*talk).leave),
		verbLeft:        forOffice((*talk).left),
		verbComeBack:    forOffice((*talk).pressComeBack),
		verbUnits:       forOffice((*talk).pressUnits),
		verbPickUnit:    forOffice((*talk).pickUnit),
		verbUnit:        forOffice((*talk).openUnit),
		verbAddUnit:     forOffice((*talk).addUnit),
		verbUnitKind:    forOffice((*talk).unitKind),
		verbUnitKinds:   forOffice((*talk).askUnitKind),
		verbUnitRename:  forOffice((*talk).unitRename),
		verbUnitAlias:   forOffice((*talk).unitAlias),
		verbUnitMerge:   forOffice((*talk).unitMerge),
		verbUnitInto:    forOffice((*talk).unitInto),
		verbUnitMerged:  forOffice((*talk).unitMerged),
		verbForget:      forOffice((*talk).forget),
		verbKeep:        forOffice((*talk).keepContacts),
		verbAudit:       (*talk).turnAudit,
		verbUndo:        (*talk).undo,
		verbConfirm:     (*talk).confirm,
		verbDiscard:     (*talk).discard,
		verbOtherDay:    (*talk).otherDay,
		verbWhich:       (*talk).which,
		verbPart:        (*talk).openPart,
		verbToggle:      (*talk).toggle,
		verbAnswer:      (*talk).pressAnswer,
		verbLeaveOpen:   (*talk).pressLeave,
		verbTypeDay:     (*talk).typeDay,
		verbRecognise:   (*talk).recognise,
		verbRefute:      (*talk).refute,
		verbList:        (*talk).openList,
		verbRule:        (*talk).openRule,
		verbChooseRule:  forOffice((*talk).chooseRule),
		verbRates:       (*talk).backToRates,
		verbAlone:       (*talk).openAlone,
		verbUnchanged:   (*talk).pressUnchanged,
		verbCard:        (*talk).openCard,
		verbPage:        (*talk).turnPage,
		verbHistory:     (*talk).openHistory,
		verbBackToCard:  (*talk).backToCard,
		verbBind:        (*talk).bind,
		verbOther:       (*talk).otherProject,
		verbHelp:        func(t *talk, _ storage.Press, _ args) error { return t.help() },
		verbAgree:       (*talk).agree,
		verbDisagree:    (*talk).disagree,
	}
	for _, of := range []map[string]verb{leadVerbs(), guideVerbs(), fileVerbs(), cardVerbs(), wishVerbs()} {
		maps.Copy(table, of)
	}
	return table
}
