package reading

import (
	"strings"
	"testing"
)

// TestFixtureWithGaps: what a district has not written down is no error.
func TestFixtureWithGaps(t *testing.T) {
	for _, s := range []string{
		`{}`,
		`{"tz": "Asia/Shanghai", "units": null, "leaders": null, "events": [{"name": "春季签约会", "date": null}], "meetings": null, "projects": null}`,
		`{"projects": [{"name": "恒织智能经编", "alias": null, "unit": null, "leader": null, "stage": null, "reg": null, "wan": null, "sign_plan": null, "note": {"of": "another system"}}]}`,
		`{"projects": [{"name": "恒织智能经编", "wan": 12000.5}]}`,
	} {
		l, err := LoadFixture(strings.NewReader(s))
		if err != nil {
			t.Errorf("load %s: %v", s, err)
			continue
		}
		NewNames(l)
	}
}
