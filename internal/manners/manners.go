// Package manners keeps a whole program polite: however many sources it reads,
// a host is asked one thing at a time and not faster than a person would
// click, and only so many answers are on their way or being read at once.
//
// Whoever reads sources makes one [Gate] and hands it down with [With]; the
// HTTP client of package fetch takes its turn there. Without a gate nobody
// waits.
package manners

import (
	"context"
	"maps"
	"runtime"
	"strings"
	"sync"
	"time"
)

const (
	// burst is how many requests a host may get at once after a quiet time,
	// as a pass over a few pages needs; then there is one each spacing.
	burst   = 10
	spacing = time.Second
	// together is how many answers may be on their way at once. Each may
	// take megabytes.
	together = 128
	// manyHosts is from how many hosts on the idle ones are forgotten.
	manyHosts = 1 << 10
)

// A Gate gives turns. It is safe for concurrent use.
type Gate struct {
	patient bool
	answers chan struct{} // one for each answer on its way
	readers chan struct{} // one for each answer being read

	mu    sync.Mutex
	hosts map[string]*host
	sweep int // at how many hosts the idle ones are looked for
}

// host is what is known of one. Its turn is held by whoever asks it.
type host struct {
	turn    chan struct{}
	waiting int       // how many hold the turn or wait for it
	next    time.Time // when the next request would be on time; it may come burst-1 spacings earlier
	paused  time.Time // until when the host wants to be left alone
}

// A PausedError means that a host wants to be left alone.
type PausedError struct{ Until time.Time }

func (e *PausedError) Error() string { return "not asked: the host was met at its limit" }

// New returns a gate at which nobody has passed. At a patient one, whoever
// wants to ask a host that pauses waits until it is back; at another they get a
// PausedError.
func New(patient bool) *Gate {
	return &Gate{
		patient: patient,
		answers: make(chan struct{}, together),
		readers: make(chan struct{}, runtime.GOMAXPROCS(0)),
		hosts:   make(map[string]*host),
		sweep:   manyHosts,
	}
}

// Pause keeps everybody from a host for a while, also those who wait for their
// turn.
func (g *Gate) Pause(address string, until time.Time) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if h := g.hosts[address]; h != nil && until.After(h.paused) {
		h.paused = until
	}
}

// Ask waits for a turn at a host, with its port. A host that wants more time
// between two requests than is usual gets it by apart; 0 is the usual. Call leave
// when the answer is there, and read. The error is that of the context, or a
// [PausedError].
func (g *Gate) Ask(ctx context.Context, address string, apart time.Duration) (leave func(), err error) {
	if g == nil || ctx.Value(heldKey{}) != nil {
		return func() {}, nil
	}
	h := g.host(address)
	if err := take(ctx, h.turn); err != nil {
		g.done(h, false)
		return nil, err
	}
	if err = g.waitOut(ctx, h); err == nil && !own(address) {
		err = rest(ctx, g.delay(h, apart))
	}
	if err == nil {
		err = take(ctx, g.answers)
	}
	if err != nil {
		g.done(h, true)
		return nil, err
	}
	return sync.OnceFunc(func() {
		<-g.answers
		g.done(h, true)
	}), nil
}

// Pace is for whoever holds a turn and asks for more: it waits as long as the
// host wants between two requests.
func (g *Gate) Pace(ctx context.Context, address string, apart time.Duration) error {
	if g == nil || own(address) {
		return nil
	}
	h := g.host(address)
	defer g.done(h, false)
	return rest(ctx, g.delay(h, apart))
}

// waitOut lets the pause of a host pass.
func (g *Gate) waitOut(ctx context.Context, h *host) error {
	g.mu.Lock()
	until := h.paused
	g.mu.Unlock()
	left := time.Until(until)
	if left > 0 && !g.patient {
		return &PausedError{until}
	}
	return rest(ctx, left)
}

// Read waits until there is a processor for reading an answer.
func (g *Gate) Read(ctx context.Context) (leave func(), err error) {
	if g == nil {
		return func() {}, nil
	}
	if err := take(ctx, g.readers); err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() { <-g.readers }), nil
}

func take(ctx context.Context, slots chan struct{}) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func rest(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// own tells this machine by its usual names: whoever reads files through a
// server of their own bothers nobody.
func own(address string) bool {
	name := address
	if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, ']') {
		name = name[:i]
	}
	return name == "localhost" || name == "127.0.0.1" || name == "[::1]"
}

// host returns what is known of a host, and counts one more who waits for it.
func (g *Gate) host(address string) *host {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.hosts[address]
	if h == nil {
		g.forgetIdle()
		h = &host{turn: make(chan struct{}, 1)}
		g.hosts[address] = h
	}
	h.waiting++
	return h
}

// forgetIdle forgets hosts of which nobody wants anything, and which would be
// treated the same if they were unknown.
func (g *Gate) forgetIdle() {
	if len(g.hosts) < g.sweep {
		return
	}
	now := time.Now()
	maps.DeleteFunc(g.hosts, func(_ string, h *host) bool { return h.waiting == 0 && !h.next.After(now) && !h.paused.After(now) })
	g.sweep = max(manyHosts, 2*len(g.hosts)) // so that looking costs little each time
}

func (g *Gate) done(h *host, held bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	h.waiting--
	if held {
		<-h.turn
	}
}

// delay counts a request, and returns how long it has to wait (a token bucket,
// as the generic cell rate algorithm).
func (g *Gate) delay(h *host, apart time.Duration) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if h.next.Before(now) {
		h.next = now
	}
	early := time.Duration(0)
	if apart <= 0 {
		apart, early = spacing, (burst-1)*spacing
	}
	wait := h.next.Sub(now) - early
	h.next = h.next.Add(apart)
	return max(wait, 0)
}
