package reading

// A class is a group of cue words that the rules ask for together.
type class uint8

// classNames ties the groups of the lexicon's text to the classes.
var classNames = map[string]class{
	"step": cStep, "thing": cThing, "stage": cStage, "done": cDone, "fact": cFact, "shield": cShield, "hedge": cHedge,
	"slip": cSlip, "earlier": cEarlier, "neg": cNeg, "cond": cCond, "rhetoric": cRhetoric,
	"hearsay": cHearsay, "other": cOther, "paper": cPaper, "quote": cQuote, "vague": cVague, "money": cMoney, "percent": cPercent,
	"obstacle": cObstacle, "matter": cMatter, "block": cBlock, "mood": cMood, "solved": cSolved, "need": cNeed, "thanks": cThanks,
	"hold": cHold, "resume": cResume, "verdict": cVerdict, "returned": cReturned, "onmeeting": cOnMeeting,
	"meetingword": cMeetingWord, "gathering": cGathering, "notice": cNotice, "moved": cMoved, "cancelled": cCancelled, "placecue": cPlaceCue,
	"question": cQuestion, "show": cShow, "excel": cExcel, "rate": cRate, "state": cState, "listed": cListed,
	"group": cGroup, "unitkind": cUnitKind, "area": cArea, "compare": cCompare, "sort": cSort, "metric": cMetric,
	"ratepart": cRatePart, "state_of": cStateOf, "smalltalk": cSmallTalk, "undo": cUndo, "lastone": cLastOne,
	"wrong": cWrong, "merge": cMerge, "keepcue": cKeepCue, "drop": cDrop, "transfer": cTransfer,
	"dispute": cDispute, "check": cCheck, "order": cOrder, "repeat": cRepeat, "orderclose": cOrderClose,
	"orderword": cOrderWord, "role": cRole, "team": cTeam, "assigncue": cAssignCue, "eventword": cEventWord,
	"eventadd": cEventAdd, "eventdrop": cEventDrop, "nochange": cNoChange, "snooze": cSnooze, "help": cHelp,
	"setvalue": cSetValue, "private": cPrivate, "each": cEach, "mine": cMine, "linked": cLinked, "talking": cTalking, "under": cUnder,
	"lead": cLead, "leadtalk": cLeadTalk, "visitcue": cVisitCue, "nodeal": cNoDeal, "warm": cWarm,
	"intend": cIntend, "build": cBuild, "oneof": cOneOf, "projectword": cProjectWord, "companyend": cCompanyEnd,
	"site": cSite, "contact": cContact, "source": cSource, "refer": cRefer, "tag": cTag, "foreign": cForeign,
	"placeholder": cPlaceholder, "yours": cYours, "measure": cMeasure, "currency": cCurrency,
	"festival": cFestival, "generic": cGeneric, "place": cPlace, "dept": cDept, "label": cLabel, "daypart": cDayPart, "submit": cSubmit, "rename": cRename, "field": cField,
}

const (
	cNothing class = iota
	cStep
	cThing
	cStage
	cDone
	cFact
	cShield
	cHedge
	cSlip
	cEarlier
	cNeg
	cCond
	cRhetoric
	cHearsay
	cOther
	cPaper
	cQuote
	cVague
	cMoney
	cPercent
	cObstacle
	cBlock
	cMood
	cSolved
	cNeed
	cThanks
	cHold
	cResume
	cVerdict
	cReturned
	cOnMeeting
	cMeetingWord
	cGathering
	cNotice
	cMoved
	cCancelled
	cPlaceCue
	cQuestion
	cShow
	cExcel
	cRate
	cState
	cListed
	cGroup
	cUnitKind
	cArea
	cCompare
	cSort
	cMetric
	cRatePart
	cStateOf
	cSmallTalk
	cUndo
	cLastOne
	cWrong
	cMerge
	cKeepCue
	cDrop
	cTransfer
	cDispute
	cCheck
	cOrder
	cRepeat
	cOrderClose
	cOrderWord
	cRole
	cTeam
	cAssignCue
	cEventWord
	cEventAdd
	cEventDrop
	cNoChange
	cSnooze
	cHelp
	cSetValue
	cPrivate
	cEach
	cMine
	cLinked
	cTalking
	cUnder
	cLead
	cLeadTalk
	cVisitCue
	cNoDeal
	cWarm
	cIntend
	cBuild
	cOneOf
	cProjectWord
	cCompanyEnd
	cSite
	cContact
	cSource
	cRefer
	cTag
	cForeign
	cPlaceholder
	cYours
	cPlace
	cDept
	cLabel
	cDayPart
	cSubmit
	cRename
	cField
	cWhole // no word of the lexicon: a name that is not to be cut
	// The classes below are never cues by themselves; the scanners of money
	// and dates ask for them.
	cMeasure
	cMatter
	cCurrency
	cFestival
	cGeneric
	classCount
)

// cueOnly is the first class that makes no token of its own.
const cueOnly = cMeasure
