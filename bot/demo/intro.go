package demo

import (
	"encoding/json"
	"fmt"
)

// introStep is a step of the banner as district/intro.json has it.
type introStep struct {
	As   string `json:"as"`   // a resident's name; "": nobody in particular
	Say  string `json:"say"`  // what to type
	Text string `json:"text"` // why, as the banner shows it
}

// Intro returns what the demo's banner shows: what to try first, as whom.
func (d District) Intro() (Intro, error) {
	text, err := districtFiles.ReadFile("district/intro.json")
	if err != nil {
		return Intro{}, fmt.Errorf("read intro: %w", err)
	}
	var file struct {
		Title string      `json:"title"`
		Steps []introStep `json:"steps"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return Intro{}, fmt.Errorf("read intro: %w", err)
	}
	intro := Intro{Title: file.Title}
	for _, s := range file.Steps {
		step := Step{Text: s.Text, Say: s.Say}
		if s.As != "" {
			r, ok := d.Called(s.As)
			if !ok {
				return intro, fmt.Errorf("read intro: nobody is called %s", s.As)
			}
			step.Person = r.Account
		}
		intro.Steps = append(intro.Steps, step)
	}
	return intro, nil
}
