package source

import (
	"errors"
	"fmt"
	"time"
)

// Errors on which a reader decides. Sources wrap them with what happened; test
// with [errors.Is]. Any other error is taken to be passing, and the source is
// read again later.
var (
	// ErrGone means that the source is no more; it is not read again.
	ErrGone = errors.New("source is gone")
	// ErrUnauthorized means that the credential is missing, wrong or not
	// enough; somebody has to act.
	ErrUnauthorized = errors.New("not authorized")
	// ErrCursor means that the cursor is unreadable or no longer good; the
	// source is read again from the beginning, and a gap is assumed.
	ErrCursor = errors.New("cursor is no longer good")
	// ErrRefused means that a server is there and said something else than
	// what was asked for: a status that is no success, a page for people. It
	// may pass, but not within seconds: the source is read again less and
	// less often, at last once a day.
	ErrRefused = errors.New("refused")
)

// A RateLimitError means that the network asked for a pause.
type RateLimitError struct {
	// Until is when to come back; zero where the network did not say.
	Until time.Time
	// Scope is the host or the credential's public name for which the pause
	// counts. All sources that share it pause.
	Scope string
	// Err is the underlying answer; it may be nil.
	Err error
}

func (e *RateLimitError) Error() string {
	msg := "rate limited"
	if e.Scope != "" {
		msg += " at " + e.Scope
	}
	if !e.Until.IsZero() {
		msg += " until " + e.Until.UTC().Format(time.RFC3339)
	}
	if e.Err != nil {
		msg += ": " + e.Err.Error()
	}
	return msg
}

func (e *RateLimitError) Unwrap() error { return e.Err }

// A SkipError means that one item of a source could not be read and was left
// out; its neighbours are not affected.
type SkipError struct {
	// Item says which, as its source counts: "line 17", "entry tag:example,5".
	Item string
	Err  error
}

func (e *SkipError) Error() string { return fmt.Sprintf("skipped %s: %v", e.Item, e.Err) }

func (e *SkipError) Unwrap() error { return e.Err }
