package storage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Details are what a lead says of a project beside its name, investor and
// amount, kept for the card and for export. Of them the figures know only the
// chain.
type Details struct {
	Capital  Amount `json:"capital,omitzero"`  // registered capital (注册资本)
	Land     Mu     `json:"land,omitzero"`     // how much land it wants, or has
	Site     string `json:"site,omitzero"`     // where (选址)
	Phase    string `json:"phase,omitzero"`    // 二期
	Source   string `json:"source,omitzero"`   // how it was heard of (线索来源)
	Referrer string `json:"referrer,omitzero"` // who referred it, as said; a unit that does is in [TaskForce]
	Chain    string `json:"chain,omitzero"`    // the industrial chain it belongs to (产业链)
	Link     string `json:"link,omitzero"`     // of the chain (环节)
	Foreign  bool   `json:"foreign,omitzero"`  // 外资
}

// Mu is an area of land in thousandths of a 亩, so that what was said is kept
// exactly.
type Mu int64

// ParseMu reads an area such as “120” or “33.5”. More than three decimals, or
// less than nothing, is an error.
func ParseMu(s string) (Mu, error) {
	whole, part, _ := strings.Cut(s, ".")
	if len(part) > 3 {
		return 0, fmt.Errorf("read area %q: more than three decimals", s)
	}
	n, err := strconv.ParseUint(whole+(part + "000")[:3], 10, 62)
	if err == nil && whole == "" {
		err = strconv.ErrSyntax
	}
	if err != nil {
		return 0, fmt.Errorf("read area %q: %w", s, err)
	}
	return Mu(n), nil
}

// String writes an area as ParseMu reads it, without needless zeros.
func (m Mu) String() string {
	s := fmt.Sprintf("%d.%03d", m/1000, m%1000)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// or fills what d does not say from e.
func (d Details) or(e Details) Details {
	if d.Capital == (Amount{}) {
		d.Capital = e.Capital
	}
	if d.Land == 0 {
		d.Land = e.Land
	}
	for _, f := range [...]struct {
		to   *string
		from string
	}{{&d.Site, e.Site}, {&d.Phase, e.Phase}, {&d.Source, e.Source}, {&d.Referrer, e.Referrer}, {&d.Chain, e.Chain}, {&d.Link, e.Link}} {
		if *f.to == "" {
			*f.to = f.from
		}
	}
	d.Foreign = d.Foreign || e.Foreign
	return d
}

func (d Details) check(k Kind) error {
	if err := checkNames(k, d.Site, d.Phase, d.Source, d.Referrer, d.Chain, d.Link); err != nil {
		return err
	}
	if d.Land < 0 {
		return &Invalid{Why: InvalidAmount, Kind: k}
	}
	return checkAmount(k, d.Capital)
}

// KindDescribed is the kind of [Described].
const KindDescribed Kind = "project.described"

// Described says more of what a project is, or better; what is zero stays.
type Described struct {
	Investor string   `json:"investor,omitzero"`
	Origin   string   `json:"origin,omitzero"`
	Tags     []string `json:"tags,omitempty"`    // added
	Without  []string `json:"without,omitempty"` // tags taken away
	Details
}

// Kind returns [KindDescribed].
func (Described) Kind() Kind { return KindDescribed }

// Field names what it changes.
func (Described) Field() string { return "described" }

func (b Described) onProject(p *Project, a Act) {
	if b.Investor != "" {
		p.Investor = b.Investor
	}
	if b.Origin != "" {
		p.Origin = b.Origin
	}
	for _, t := range b.Tags {
		p.Tags = appendNew(p.Tags, t)
	}
	p.Tags = slices.DeleteFunc(slices.Clone(p.Tags), func(t string) bool { return slices.Contains(b.Without, t) })
	p.Details = b.Details.or(p.Details)
	p.report(a)
}

func (b Described) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	if b.Investor == "" && b.Origin == "" && len(b.Tags)+len(b.Without) == 0 && b.Details == (Details{}) {
		return &Invalid{Why: InvalidNothing, Kind: KindDescribed}
	}
	if err := checkNames(KindDescribed, append(b.Tags, b.Investor, b.Origin)...); err != nil {
		return err
	}
	return b.Details.check(KindDescribed)
}
