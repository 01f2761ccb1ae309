package telegram

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// An outcome is what became of one request to say something.
type outcome int

const (
	delivered   outcome = iota
	unsent              // never written, or refused before anything was done: again
	doubtful            // written, and no answer that tells: again, counted
	failing             // can never succeed
	unreachable         // nothing gets through to the chat
	slower              // 429: again after a while
	moved               // the group has a new id
)

// A verdict is an outcome with its facts.
type verdict struct {
	outcome   outcome
	messageID int64         // delivered; 0 where the answer could not be read
	wait      time.Duration // slower
	movedTo   int64         // moved
	why       string        // in Telegram's words; without a person's
	offline   bool          // the fault is of the connection, not of this message
}

// defaultRetry is waited after a 429 that does not say how long.
const defaultRetry = 5 * time.Second

// judge tells what became of a request. It reads the answer itself: the
// library gives the same error for a refusal of 5xx and for an answer of 200
// that it cannot decode.
func (c *client) judge(x *exchange, err error) verdict {
	if x.status == 0 {
		v := verdict{outcome: unsent, why: "not reached", offline: true}
		if x.written {
			v.outcome, v.why = doubtful, "no answer"
		}
		if err != nil {
			v.why += ": " + c.clean(transportError(err)).Error()
		}
		return v
	}
	var a apiAnswer
	if json.Unmarshal(x.body, &a) != nil || !a.OK && a.Code == 0 {
		a = apiAnswer{OK: x.status == http.StatusOK, Code: x.status, Description: http.StatusText(x.status)}
	}
	if a.OK {
		return verdict{outcome: delivered, messageID: messageIDOf(a.Result)}
	}
	return refused(a)
}

// transportError returns the network's error without the library's and
// net/http's words around it.
func transportError(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

func messageIDOf(result json.RawMessage) int64 {
	var m struct {
		ID int64 `json:"message_id"`
	}
	_ = json.Unmarshal(result, &m) // true, or of a form we do not know
	return m.ID
}

func refused(a apiAnswer) verdict {
	v := verdict{outcome: failing, why: a.Description}
	switch {
	case a.Parameters.MigrateTo != 0:
		v.outcome, v.movedTo = moved, a.Parameters.MigrateTo
	case a.Code == http.StatusTooManyRequests:
		v.outcome, v.wait = slower, defaultRetry
		if a.Parameters.RetryAfter > 0 {
			v.wait = time.Duration(a.Parameters.RetryAfter) * time.Second
		}
	case a.Code == http.StatusForbidden:
		v.outcome = unreachable
	case a.Code == http.StatusUnauthorized, a.Code == http.StatusNotFound:
		// The token is not known any more. Nothing is given up: a new token
		// for the same bot goes on where this one ended.
		v.outcome, v.offline = unsent, true
	case a.Code >= 500:
		v.outcome = doubtful // it may have been done before it went wrong
	case notModified(a):
		v.outcome = delivered
	}
	return v
}

// notModified knows an edit that changes nothing by its text: Telegram has no
// code for it.
func notModified(a apiAnswer) bool {
	return a.Code == http.StatusBadRequest && strings.Contains(a.Description, "message is not modified")
}
