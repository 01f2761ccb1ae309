package storage

import (
	"encoding/json"
	"strings"
	"testing"
)

// What is forgotten must not stand on in the raw update that brought it, nor in
// the message that showed it.
func TestForgottenContactLeavesNoTrace(t *testing.T) {
	const contact = "王总 138 0000 0000"
	s, _ := openTest(t)
	var hash string
	write(t, s, func(tx *Tx) (err error) {
		for _, said := range []string{
			`{"text":"\u738b\u603b 138 0000 0000 \u6765\u8bbf"}`,
			`{"text":"王总来访，电话138 0000 0000，好"}`,
			`{"text":"王总来访，没有电话"}`,
		} {
			if _, _, err := tx.Receive(int64(len(said)), json.RawMessage(said)); err != nil {
				return err
			}
		}
		if _, err := tx.Enqueue(message(7, TextMessage, "联系人："+contact+"，12亿")); err != nil {
			return err
		}
		hash, err = tx.KeepContact(1, contact)
		return err
	})
	write(t, s, func(tx *Tx) error { return tx.ForgetContact(hash) })
	write(t, s, func(tx *Tx) error {
		kept, err := all(tx, value[string], `SELECT raw FROM inbox UNION ALL SELECT body FROM outbox`)
		if err != nil {
			return err
		}
		together := strings.Join(kept, "\n")
		if strings.Contains(together, "0000") {
			t.Errorf("the number stands on:\n%s", together)
		}
		if n := strings.Count(together, "王总"); n != 1 {
			t.Errorf("the name stands %d times, want once, where no number was:\n%s", n, together)
		}
		if !strings.Contains(together, "12亿") || !json.Valid([]byte(kept[0])) {
			t.Errorf("more was erased than the contact:\n%s", together)
		}
		return nil
	})
}
