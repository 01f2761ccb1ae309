package reading

import (
	"slices"
	"strings"
	"testing"
)

// TestHearsay: what one project's people tell of another is said of the other
// alone, and is hearsay; what a project's people or a meeting hear is not.
func TestHearsay(t *testing.T) {
	n := loadNames(t)
	for _, c := range []struct {
		text, projects string
		hearsay        bool
	}{
		{"听博冠那边讲瑞科昨天已经开工了", "瑞科功率器件封测", true},
		{"据博冠的人说瑞科已经竣工了", "瑞科功率器件封测", true},
		{"从博冠那里得知瑞科5月20日竣工了", "瑞科功率器件封测", true},
		{"博冠讲瑞科项目方昨天签约", "瑞科功率器件封测", true},
		{"昨天听瑞科副总讲,6月底投产", "瑞科功率器件封测", true},
		{"听隔壁园区的人说瑞科已经投产了", "瑞科功率器件封测", true},
		{"群里有人讲瑞科签到隔壁区去了", "瑞科功率器件封测", true},
		{"跟博冠讲了,瑞科先开工", "瑞科功率器件封测", false},
		{"瑞科听取了环评专家意见,说可以开工", "瑞科功率器件封测", false},
		{"瑞科和博冠都已经投产", "瑞科功率器件封测 博冠汽车零部件", false},
	} {
		got := Read(c.text, baseContext("高新园区"), n)
		var projects []string
		for _, a := range got.Acts {
			if u, ok := a.(Update); ok {
				projects = append(projects, string(u.Project))
			}
		}
		if s := strings.Join(projects, " "); s != c.projects || slices.Contains(got.Warn, "hearsay") != c.hearsay {
			t.Errorf("%s: of %s, warned %v", c.text, s, got.Warn)
		}
	}
}
