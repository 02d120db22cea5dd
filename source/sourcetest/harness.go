package sourcetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/earshot-go/earshot/source"
)

// A Harness tells the kit how to get at a source. Only New is needed; the more
// is there, the more is tried.
type Harness struct {
	// New returns a new instance, as a new process would make it, of the
	// same source over the same network. It is called many times.
	New func() source.Source

	// Want are the IDs of all posts that the network holds. Where it is
	// nil, what a first pass yields is taken for all. A double should hold
	// more than one batch of them.
	Want []string

	// Stream tells that Read does not return by itself.
	Stream bool

	// From is the cursor before all posts, for a source to which a nil
	// cursor means now.
	From source.Cursor

	// Once tells that what is read is gone, as with a reader or a webhook,
	// and that there are no cursors. Each instance of New then has it anew.
	Once bool

	// Overlap is how many posts may come again after a resume, where a
	// network's own positions are too coarse to avoid it.
	Overlap int

	// Publish lets the network have more posts, and returns their IDs. It
	// is called between batches and between passes.
	Publish func() []string

	// PublishLate lets the network have posts whose own times lie before
	// those of posts that it showed already, as those of another server
	// that arrive late, and returns their IDs. It is for networks that go
	// by time.
	PublishLate func() []string

	// Edit changes the words of one post, and returns its ID; Delete
	// withdraws one. They are for networks that tell.
	Edit, Delete func() string

	// Secrets must appear in no name, error or cursor.
	Secrets []string

	// Network is the double that the source talks to, into which the kit
	// lets faults; nil for a source that does not use HTTP.
	Network *Network

	// Patience is how long a single read may take; zero is 5 seconds.
	Patience time.Duration
}

// A Check is one rule and how it is tried.
type Check struct {
	// Name is short, as a subtest is called.
	Name string
	// Rule is the sentence that a source must keep.
	Rule string
	// Try returns an error that explains how the rule was broken.
	Try func(ctx context.Context, h Harness) error
	// applies tells whether the harness has what the check needs; nil is
	// always.
	applies func(h Harness) bool
}

// Run tries all checks that apply to h, each as a subtest. They do not run in
// parallel with anything, as some count goroutines.
func Run(t *testing.T, h Harness) {
	t.Helper()
	for _, check := range Checks() {
		t.Run(check.Name, func(t *testing.T) {
			if !check.Applies(h) {
				t.Skip("the harness does not offer what this check needs")
			}
			if err := check.Try(t.Context(), h); err != nil {
				t.Errorf("%v\nThe rule: %s", err, check.Rule)
			}
		})
	}
}

// All tries all checks that apply, and returns what each found, joined.
func All(ctx context.Context, h Harness) error {
	var errs []error
	for _, check := range Checks() {
		if !check.Applies(h) {
			continue
		}
		if err := check.Try(ctx, h); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", check.Name, err))
		}
	}
	return errors.Join(errs...)
}

// Applies reports whether the harness has what the check needs.
func (c Check) Applies(h Harness) bool { return c.applies == nil || c.applies(h) }

// Checks returns all checks, the simplest first.
func Checks() []Check {
	return slices.Concat(contentChecks(), cursorChecks(), leavingChecks(), changeChecks(), faultChecks(), endlessChecks())
}

func (h Harness) patience() time.Duration {
	if h.Patience > 0 {
		return h.Patience
	}
	return 5 * time.Second
}
