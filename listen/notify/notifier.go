package notify

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A Notifier sends a message to one place. It neither retries nor waits: the
// [Outbox] does that for all alike. It is safe for concurrent use.
type Notifier interface {
	// Send returns nil once the network has taken the message. An error that
	// wraps [ErrRejected] says that it never will, a [*LaterError] when to
	// come back; any other error is taken to be passing. No error holds a
	// secret.
	Send(ctx context.Context, m Message) error
}

// A Checker is a Notifier that knows whether it is complete. [NewOutbox] asks.
type Checker interface{ Check() error }

// Func makes a Notifier of a function.
type Func func(ctx context.Context, m Message) error

// Send calls f.
func (f Func) Send(ctx context.Context, m Message) error { return f(ctx, m) }

// ErrRejected means that the network will not take this message, however often
// it is sent: the credential is wrong, the address gone, the form refused.
var ErrRejected = errors.New("rejected")

// A LaterError means that the network asked for a pause.
type LaterError struct {
	After time.Duration
	Err   error // the answer; it may be nil
}

func (e *LaterError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("asked to come back after %v", e.After)
	}
	return fmt.Sprintf("asked to come back after %v: %v", e.After, e.Err)
}

func (e *LaterError) Unwrap() error { return e.Err }

// A FieldError tells which field of a notifier, a destination or an option is
// wrong and why.
type FieldError struct {
	Of     string // "slack", `destination "desk"`
	Field  string
	Reason string
}

func (e *FieldError) Error() string {
	return fmt.Sprintf("notify: %s: %s %s", e.Of, e.Field, e.Reason)
}
