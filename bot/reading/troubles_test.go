package reading

import (
	"strings"
	"testing"
)

// TestTroubles: what is in the way, what is out of it, what is only asked for or
// promised, each with the ops and kinds wanted. Of the 127, 155 and 87 sentences
// that the list was written as, 31, 63 and 51 were read otherwise while only
// words for a trouble were known and not how a clause is built (挖不下去, 没铺到).
func TestTroubles(t *testing.T) {
	n := loadNames(t)
	for _, line := range linesOf(t, "testdata/troubles.txt") {
		text, want, _ := strings.Cut(line, "\t")
		var got []string
		for _, a := range Read(text, baseContext("高新园区"), n).Acts {
			switch a := a.(type) {
			case Obstacle:
				got = append(got, strings.Join(append([]string{"obstacle/" + a.Kind}, a.Need...), "+"))
			case ObstacleClose:
				got = append(got, strings.Join(append([]string{"obstacle_close/" + a.Kind}, a.By...), "+"))
			default:
				got = append(got, string(a.Op()))
			}
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: got %s, want %s", text, g, want)
		}
	}
}
