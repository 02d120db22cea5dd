package listen

import (
	"maps"
	"sync"
	"time"

	"github.com/earshot-go/earshot/source"
)

// pauses holds until when nobody may ask a host or use a credential. It has a
// lock of its own, for readers come to it from their own goroutines.
type pauses struct {
	mu      sync.Mutex
	until   map[string]time.Time
	changed bool // since it was saved
}

// set pauses a scope; a later end of the pause wins. What is over by now is
// forgotten.
func (p *pauses) set(scope string, until, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until == nil {
		p.until = make(map[string]time.Time)
	}
	maps.DeleteFunc(p.until, func(_ string, t time.Time) bool { return !t.After(now) })
	if until.After(p.until[scope]) {
		p.until[scope], p.changed = until, true
	}
}

func (p *pauses) get(scope string) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.until[scope]
}

// take returns what is to be saved, and whether it changed since the last time.
func (p *pauses) take() (until map[string]time.Time, changed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	changed, p.changed = p.changed, false
	return maps.Clone(p.until), changed
}

// scopeOf is what a source's limits count for: what it shares with others, or
// itself alone.
func scopeOf(s source.Source) string {
	if scoped, ok := s.(source.Scoped); ok && scoped.Scope() != "" {
		return scoped.Scope()
	}
	return "source " + s.Name()
}
