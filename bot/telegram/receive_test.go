package telegram

import (
	"testing"
	"time"
)

func TestEcho(t *testing.T) {
	inWorld(t, func(w *world) {
		w.say(zhang, zhang, "你好")
		w.say(li, li, "早")
		w.after(time.Second)
		w.wantHeard(zhang, "re: 你好")
		w.wantHeard(li, "re: 早")
	})
}
