package demo

import (
	"fmt"
	"strconv"
	"strings"

	"shuangzhou/storage"
)

// A course is a project's line, understood: where it stands, and what is odd
// about the way there.
type course struct {
	projectRow
	unit      storage.UnitID
	host      storage.UnitID
	leader    storage.PersonID
	event     storage.Event // zero: none
	upcoming  bool          // the event is still to be held
	signedAgo int           // days, where it was signed at none and that is said
	fresh     bool          // 新: reported in the last days
	yellow    bool          // 黄: idle beyond the first limit of its stage
	red       bool          // 红: beyond the second
	mistaken  bool          // 误报: a start reported by mistake and taken back by the office
	slips     int           // 推迟2: how often the plan of the next step was moved after it had passed
	unchanged int           // 无变化2: how often in a row it was last reported unchanged
	held      string        // 暂缓: the reason
	dropped   string        // 终止: the reason
}

func (g *ground) course(row projectRow) (course, error) {
	c := course{projectRow: row}
	var err error
	if c.unit, err = lookUp(g.units, row.unit); err != nil {
		return c, err
	}
	if row.host != "" {
		if c.host, err = lookUp(g.units, row.host); err != nil {
			return c, err
		}
	}
	if row.leader != "" {
		if c.leader, err = lookUp(g.people, row.leader); err != nil {
			return c, err
		}
	}
	if err := c.occasion(g); err != nil {
		return c, err
	}
	for _, word := range row.oddities {
		if err := c.take(word); err != nil {
			return c, err
		}
	}
	return c, nil
}

// occasion reads where or when the project is signed.
func (c *course) occasion(g *ground) error {
	word := c.projectRow.event
	if word == "" {
		return nil
	}
	var err error
	if days, ago := strings.CutPrefix(word, "-"); ago {
		c.signedAgo, err = strconv.Atoi(days)
		return err
	}
	c.event, err = lookUp(g.events, word)
	c.upcoming = c.event.Held.After(g.today)
	return err
}

// take reads one oddity.
func (c *course) take(word string) error {
	if reason, ok := strings.CutPrefix(word, "暂缓:"); ok {
		c.held = reason
		return nil
	}
	if reason, ok := strings.CutPrefix(word, "终止:"); ok {
		c.dropped = reason
		return nil
	}
	switch word {
	case "新":
		c.fresh = true
		return nil
	case "黄":
		c.yellow = true
		return nil
	case "红":
		c.red = true
		return nil
	case "误报":
		c.mistaken = true
		return nil
	}
	for prefix, n := range map[string]*int{"推迟": &c.slips, "无变化": &c.unchanged} {
		if digits, ok := strings.CutPrefix(word, prefix); ok {
			var err error
			*n, err = strconv.Atoi(digits)
			return err
		}
	}
	return fmt.Errorf("unknown oddity %q", word)
}

// phase says where the project stands in the words of the notes' file.
func (c course) phase() string {
	switch {
	case c.stage == storage.Signed && c.registration == "已认定":
		return "认定"
	case c.stage == storage.Signed && (c.registration == "已申报" || c.registration == "待核"):
		return "申报"
	}
	return map[storage.Stage]string{
		storage.Lead: "线索", storage.Negotiating: "在谈", storage.Proposed: "拟签约", storage.Signed: "签约",
		storage.Started: "施工", storage.Completed: "竣工", storage.Producing: "投产", storage.AtCapacity: "投产",
	}[c.stage]
}

// nextStep returns the milestone that comes next; there is none after full output.
func (c course) nextStep() (storage.Milestone, bool) {
	switch c.stage {
	case storage.Lead:
		return storage.MilestoneVisit, true
	case storage.Negotiating, storage.Proposed:
		return storage.MilestoneSign, true
	case storage.Started:
		return storage.MilestoneFinish, true
	case storage.Completed:
		return storage.MilestoneProduce, true
	case storage.Producing:
		return storage.MilestoneCapacity, true
	case storage.AtCapacity:
		return "", false
	}
	switch c.registration {
	case "已认定":
		return storage.MilestoneStart, true
	case "已申报", "待核":
		return storage.MilestoneRecognise, true
	}
	return storage.MilestoneFile, true
}
