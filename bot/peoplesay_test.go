package bot

import "testing"

// TestWhatIsAnAuditAndWhatIsNot: a report that speaks of changes is none.
func TestWhatIsAnAuditAndWhatIsNot(t *testing.T) {
	for said, want := range map[string]bool{
		"瑞科这周谁改过":      true,
		"张三昨天报了什么":     true,
		"5月20日谁改了什么":   true,
		"谁动过锦尚二期":      true,
		"锦尚二期的修改记录":    true,
		"锦尚二期今天改了设计":   false,
		"锦尚二期今天报了能耗":   false,
		"谁还没报":         false,
		"下次过堂会谁参加":     false,
		"瑞科改名为瑞科半导体封测": false,
	} {
		if got := isAudit(said); got != want {
			t.Errorf("isAudit(%q) = %v", said, got)
		}
	}
}

func TestWhatIsToBeForgotten(t *testing.T) {
	for said, want := range map[string]string{
		"忘记锦尚二期的联系人":    "锦尚二期",
		"请删除锦尚二期的联系方式。": "锦尚二期",
		"帮我删掉瑞科的所有电话":   "瑞科",
		"清除瑞科全部联系人":     "瑞科",
		"锦尚二期的联系人是王总":   "",
		"锦尚二期联系人换了":     "",
		"删除锦尚二期":        "",
	} {
		if got, _ := isForget(said); got != want {
			t.Errorf("isForget(%q) = %q, want %q", said, got, want)
		}
	}
}

func TestNameAndTitle(t *testing.T) {
	for _, tt := range []struct{ said, name, title string }{
		{"王大力", "王大力", ""},
		{" 陈建平　副区长 ", "陈建平", "副区长"},
		{"陈建平，区委常委", "陈建平", "区委常委"},
		{"", "", ""},
		{"，、", "", ""},
	} {
		if name, title := nameAndTitle(tt.said); name != tt.name || title != tt.title {
			t.Errorf("nameAndTitle(%q) = %q, %q", tt.said, name, title)
		}
	}
}
