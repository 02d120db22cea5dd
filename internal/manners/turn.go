package manners

import (
	"context"
	"sync"
	"time"
)

type (
	key     struct{}
	heldKey struct{}
	turnKey struct{}
)

// With returns a context in which requests take their turns at the gate.
func With(ctx context.Context, g *Gate) context.Context { return context.WithValue(ctx, key{}, g) }

// From returns the gate of a context; nil, at which nobody waits, where it has
// none.
func From(ctx context.Context) *Gate {
	g, _ := ctx.Value(key{}).(*Gate)
	return g
}

// Held returns a context for whoever holds a turn already: it is not waited for
// a second time.
func Held(ctx context.Context) context.Context { return context.WithValue(ctx, heldKey{}, true) }

// A turn is what somebody holds on behalf of another, who can take it back.
type turn struct {
	mu    sync.Mutex
	leave func()
}

// Lend returns a context for one reader of a source, and a function that takes
// back what the source holds by [Hold]: when what it has read was taken over.
func Lend(ctx context.Context) (lent context.Context, takeBack func()) {
	t := &turn{leave: func() {}}
	return context.WithValue(ctx, turnKey{}, t), func() {
		t.mu.Lock()
		leave := t.leave
		t.mu.Unlock()
		leave()
	}
}

// Hold waits for a turn as [Gate.Ask] does, for somebody who keeps it beyond the
// answer. It ends with leave or where it is taken back.
func Hold(ctx context.Context, address string, apart time.Duration) (leave func(), err error) {
	leave, err = From(ctx).Ask(ctx, address, apart)
	if t, ok := ctx.Value(turnKey{}).(*turn); ok && err == nil {
		t.mu.Lock()
		t.leave = leave
		t.mu.Unlock()
	}
	return leave, err
}
