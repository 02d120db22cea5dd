package listen

import (
	"sync"
	"time"

	"github.com/earshot-go/earshot/source"
)

// pauses holds until when nobody may ask a host or use a credential.
type pauses struct {
	mu    sync.Mutex
	until map[string]time.Time
}

// set pauses a scope; a later end of the pause wins.
func (p *pauses) set(scope string, until time.Time) {
	if scope == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until == nil {
		p.until = make(map[string]time.Time)
	}
	if until.After(p.until[scope]) {
		p.until[scope] = until
	}
}

func (p *pauses) get(scope string) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.until[scope]
}

func scopeOf(s source.Source) string {
	if scoped, ok := s.(source.Scoped); ok {
		return scoped.Scope()
	}
	return ""
}
