package newest

import (
	"errors"
	"time"

	"github.com/earshot-go/earshot/source"
)

// A Budget is how many requests may be made within a window of time. What was
// used of it is kept in the cursor, so that a new process goes on counting.
type Budget struct {
	// Requests is how many; zero is no bound.
	Requests int
	// Window returns the name of the window in which now lies, and when it
	// ends.
	Window func(now time.Time) (name string, ends time.Time)
	// Scope is for which sources the pause counts once it is used up: those
	// of that name.
	Scope string
}

// spending is what was used of a budget.
type spending struct {
	Window string `json:"window,omitzero"`
	Spent  int    `json:"spent,omitzero"`
	spent  bool   // in this read
}

var errBudget = errors.New("the requests of this window are used up")

// afford counts a request, or says when there will be more of them.
func (s *spending) afford(b Budget, now time.Time) error {
	if b.Requests == 0 {
		return nil
	}
	name, ends := b.Window(now)
	if name != s.Window {
		s.Window, s.Spent = name, 0
	}
	if s.Spent >= b.Requests {
		return &source.RateLimitError{Until: ends, Scope: b.Scope, Err: errBudget}
	}
	s.Spent++
	s.spent = true
	return nil
}
