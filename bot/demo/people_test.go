package demo

import (
	"strings"
	"testing"
	"time"

	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

// checkPopulate: everyone has started and is in his groups.
func checkPopulate(t *testing.T, d District, today storage.Date) {
	now := today.Clock(8, 0, shanghai)
	telegram := simulator.New(simulator.Options{Now: func() time.Time { return now }})
	defer telegram.Close()
	if err := d.Populate(telegram); err != nil {
		t.Fatal(err)
	}
	for _, p := range telegram.People() {
		if !p.Started || p.Role == "" || p.Unit == "" {
			t.Errorf("%s: started %v, role %q, unit %q", p.FirstName, p.Started, p.Role, p.Unit)
		}
	}
	sizes := map[string]int{"招商工作群": 38, "经开区项目群": 7, "攻坚队群": 13}
	for _, g := range telegram.Groups() {
		if len(g.Members) != sizes[g.Title] {
			t.Errorf("%s has %d members, want %d", g.Title, len(g.Members), sizes[g.Title])
		}
		delete(sizes, g.Title)
	}
	if len(sizes) != 0 {
		t.Errorf("groups missing: %v", sizes)
	}
	for _, r := range d.People {
		if chats := telegram.ChatsOf(r.Account); len(chats) < 2 {
			t.Errorf("%s is in %d chats, want his own and a group", r.Name, len(chats))
		}
	}
}

// checkIntro: the banner names people who are there.
func checkIntro(t *testing.T, d District) {
	intro, err := d.Intro()
	if err != nil {
		t.Fatal(err)
	}
	if intro.Title == "" || len(intro.Steps) < 5 {
		t.Errorf("intro %q has %d steps", intro.Title, len(intro.Steps))
	}
	for _, s := range intro.Steps {
		if s.Text == "" || (s.Person == 0) != (s.Say == "") {
			t.Errorf("step %+v: wants a text, and a person where there is something to say", s)
		}
	}
}

func TestIntroOfAnEmptyDistrictNamesWhoIsMissing(t *testing.T) {
	if _, err := (District{}).Intro(); err == nil || !strings.Contains(err.Error(), "nobody is called 俞书桐") {
		t.Errorf("intro: %v", err)
	}
}
