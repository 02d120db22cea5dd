package listen

import "time"

// Health is how a source does, as far as [Listener.Events] has seen.
type Health struct {
	Source string `json:"source"`
	// Heard is when the source answered last; zero is never.
	Heard time.Time `json:"heard,omitzero"`
	// Failing is since when it has only failed; zero is not.
	Failing time.Time `json:"failing,omitzero"`
	// Err is its last failure, also when it has recovered; nil is none.
	Err error `json:"-"`
	// Ended tells that it is not read any more: it is gone or, with
	// Options.Once, was read to its end.
	Ended bool `json:"ended,omitzero"`
}

// Health returns how every source does, in the order in which they were given
// to [New].
func (l *Listener) Health() []Health {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Health(nil), l.health...)
}

// examine notes what a reader has handed over.
func (l *Listener) examine(h heard) {
	before, now := l.diagnose(h)
	l.logHealth(before, now, h)
	if h.err == nil && !h.passed && !h.ended && l.options.Hooks.Fetched != nil {
		l.options.Hooks.Fetched(Fetch{now.Source, h.at, len(h.batch.Posts), h.batch.Gap})
	}
}

func (l *Listener) diagnose(h heard) (before, after Health) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := &l.health[h.index]
	before = *now
	switch {
	case h.ended:
		now.Ended = true
	case h.err == nil:
		now.Heard, now.Failing, now.Ended = h.at, time.Time{}, false
	case !skipped(h.err):
		if now.Err = h.err; now.Failing.IsZero() {
			now.Failing = h.at
		}
	}
	return before, *now
}
