package notify

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// A Destination is where messages go, and when. Name and To are needed.
type Destination struct {
	// Name tells it from the others; waiting messages are kept under it.
	Name string
	To   Notifier
	// Wants chooses messages; nil takes all but those of pending alerts. That
	// an alert is over is told to those alone who were told that it began.
	Wants func(Message) bool
	// Least is the lowest severity that is taken. Messages without one, such
	// as mentions, are taken always, and so is the end of what was taken.
	Least int
	// Urgent is the severity from which on neither Quiet nor Digest holds a
	// message back; zero is never.
	Urgent int
	// Quiet holds messages back until it is over.
	Quiet Quiet
	// Digest holds messages back until the oldest has waited for so long, and
	// sends them as one; zero sends each by itself.
	Digest time.Duration
	// PerHour bounds how many messages are sent in any hour; what is above is
	// gathered into the next one. Zero is 60.
	PerHour int
}

const defaultPerHour = 60

func (d *Destination) wants(m Message) bool {
	// An end may be less severe than what it ends, and accept sees to it that
	// only those hear of it who heard of that.
	ends := m.State == listen.Resolved && m.About != ""
	if m.Severity != 0 && m.Severity < d.Least && !ends {
		return false
	}
	if d.Wants == nil {
		return m.State != listen.Pending
	}
	return d.Wants(m)
}

func (d *Destination) urgent(m Message) bool { return d.Urgent > 0 && m.Severity >= d.Urgent }

func (d *Destination) check() error {
	var errs []error
	require := func(ok bool, field, reason string) {
		if !ok {
			errs = append(errs, &FieldError{fmt.Sprintf("destination %q", d.Name), field, reason})
		}
	}
	require(d.Name != "" && !strings.Contains(d.Name, "/") && len(d.Name) <= 200, "Name", "must be there, without a slash, and at most 200 bytes")
	require(!missing(d.To), "To", "is missing")
	require(d.Least >= 0 && d.Least <= 10, "Least", "must be between 0 and 10")
	require(d.Urgent >= 0 && d.Urgent <= 10, "Urgent", "must be between 0 and 10")
	require(d.Digest >= 0, "Digest", "must not be negative")
	require(d.PerHour >= 0, "PerHour", "must not be negative")
	reason := d.Quiet.check()
	require(reason == "", "Quiet", reason)
	if c, ok := d.To.(Checker); ok && !missing(d.To) {
		errs = append(errs, d.named(c.Check()))
	}
	return errors.Join(errs...)
}

// missing tells of a notifier that is nil, also in the guise of a pointer.
func missing(to Notifier) bool {
	v := reflect.ValueOf(to)
	return !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil()
}

// named says which destination errors are of: two may be of one kind.
func (d *Destination) named(err error) error {
	if err == nil {
		return nil
	}
	several, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return fmt.Errorf("destination %q: %w", d.Name, err)
	}
	var errs []error
	for _, err := range several.Unwrap() {
		errs = append(errs, d.named(err))
	}
	return errors.Join(errs...)
}
