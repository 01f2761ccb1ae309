package bot

import (
	"fmt"
	"testing"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// TestExamplesAreRead: what a reminder gives as an example, typed as it stands,
// is a report of that project and asks nothing.
func TestExamplesAreRead(t *testing.T) {
	words := text.New()
	const name = "锦尚差别化锦纶二期"
	names := reading.NewNames(reading.Ledger{Projects: []reading.Project{{Name: name, Unit: "经济开发区", Stage: "已开工"}}})
	ctx := reading.Context{Now: time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC), Role: reading.RoleUnit, Unit: "经济开发区", Chat: reading.ChatDM}
	for stage := storage.Lead; stage <= storage.AtCapacity; stage++ {
		example, err := words.Plain(fmt.Sprintf("next/%d", int(stage)), nil)
		if err != nil {
			t.Fatal(err)
		}
		r := reading.Read(name+example, ctx, names)
		if len(r.Acts) != 1 || len(r.Ask) != 0 {
			t.Errorf("stage %d, %q: %+v", stage, example, r)
			continue
		}
		if u, ok := r.Acts[0].(reading.Update); !ok || u.Project != name || len(u.Dates)+len(u.Stage) == 0 && u.Percent == nil {
			t.Errorf("stage %d, %q is no progress: %+v", stage, example, r.Acts[0])
		}
	}
}
