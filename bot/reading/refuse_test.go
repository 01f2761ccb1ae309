package reading

import (
	"testing"
	"time"
)

// TestCallIsNoRequest: somebody who rang up is not a number that is asked for.
func TestCallIsNoRequest(t *testing.T) {
	n := loadNames(t)
	ctx := Context{Now: time.Date(2024, 5, 22, 10, 0, 0, 0, zone), Role: RoleUnit, Unit: "三桥镇", Chat: ChatDM}
	for text, want := range map[string]bool{
		"恒瑞医药来电话说想看看地": false,
		"博冠老总打电话来看看进度": false,
		"把瑞科老总的电话发我看看": true,
		"瑞科的联系电话给我":    true,
	} {
		if _, refused := Read(text, ctx, n).Acts[0].(Refuse); refused != want {
			t.Errorf("%q refused: %v, want %v", text, refused, want)
		}
	}
}
