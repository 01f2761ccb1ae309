package simulator

import (
	"fmt"
	"net/http"
)

// An apiError is a refusal as the Bot API words it.
type apiError struct {
	code        int
	description string
	retryAfter  int   // seconds, with 429
	migrateTo   int64 // the supergroup's id, when a group was upgraded
}

// Error returns the description, so that the persons' side can pass it on.
func (e *apiError) Error() string { return e.description }

func refuse(code int, format string, args ...any) *apiError {
	return &apiError{code: code, description: http.StatusText(code) + ": " + fmt.Sprintf(format, args...)}
}

func badRequest(format string, args ...any) *apiError {
	return refuse(http.StatusBadRequest, format, args...)
}

func forbidden(format string, args ...any) *apiError {
	return refuse(http.StatusForbidden, format, args...)
}

func conflict(format string, args ...any) *apiError {
	return refuse(http.StatusConflict, format, args...)
}

func tooManyRequests(seconds int) *apiError {
	e := refuse(http.StatusTooManyRequests, "retry after %d", seconds)
	e.retryAfter = seconds
	return e
}

// plain is a refusal whose whole description is the status's name.
func plain(code int) *apiError {
	return &apiError{code: code, description: http.StatusText(code)}
}
