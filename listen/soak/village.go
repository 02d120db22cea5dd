package main

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A village is a web of many hosts with many feeds, each with manners of its
// own, that writes down who breaks them.
type village struct {
	feeds int
	begun time.Time

	mu     sync.Mutex
	houses map[string]*house
	asked  int
	rude   []string // the first of those who broke the manners
	broken int      // how often they were broken
}

// house is a host and what it was asked.
type house struct {
	asking int
	last   [20]time.Time // of the last requests, a ring
	asked  int
	paused time.Time
	next   map[int]time.Time // when each feed may be asked again
}

func newVillage(feeds int) *village {
	return &village{feeds: feeds, begun: time.Now(), houses: map[string]*house{}}
}

// manner is how a feed behaves.
type manner int

const (
	plain manner = iota
	ttl
	maxAge
	limiting
	busy
	missing
	page
	slow
	hanging
	cutOff
	large
)

// mannerOf gives most feeds good manners, and some each of the others.
func mannerOf(n int) manner {
	switch n % 100 {
	case 99:
		return hanging
	case 59:
		return large
	}
	return [20]manner{10: ttl, 11: maxAge, 12: limiting, 13: busy, 14: missing, 15: page, 16: slow, 18: cutOff}[n%20]
}

func (v *village) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/feed/"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	limited := v.enter(r.Host, n)
	wait := shortest
	switch mannerOf(n) {
	case ttl:
		wait = 30 * time.Minute
	case maxAge:
		wait = 15 * time.Minute
	case missing, page, cutOff, hanging:
		wait = 0 // it gave no feed, and the first retry may come soon
	}
	if limited {
		wait = 0
	}
	defer v.leave(r.Host, n, wait)
	if limited {
		w.Header().Set("Retry-After", strconv.Itoa(int(pause.Seconds())))
		http.Error(w, "slow down", map[manner]int{limiting: 429, busy: 503}[mannerOf(n)])
		return
	}
	v.answer(w, r, n)
}

const (
	shortest = 5 * time.Minute
	pause    = 100 * time.Second
)

// enter notes a request, and tells whether it is answered with a limit.
func (v *village) enter(host string, n int) (limited bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := time.Now()
	h := v.houses[host]
	if h == nil {
		h = &house{next: map[int]time.Time{}}
		v.houses[host] = h
	}
	v.asked++
	h.asked++
	h.asking++
	v.complain(h.asking > 1, "%s: %d requests at a time", host, h.asking)
	v.complain(now.Before(h.paused), "%s: asked %v before its pause ends", host, h.paused.Sub(now))
	v.complain(now.Before(h.next[n]), "%s: feed %d asked %v too early", host, n, h.next[n].Sub(now))
	oldest := &h.last[h.asked%len(h.last)]
	v.complain(!oldest.IsZero() && now.Sub(*oldest) < 9*time.Second, "%s: 20 requests in %v", host, now.Sub(*oldest))
	*oldest = now
	if m := mannerOf(n); (m == limiting || m == busy) && h.asked%3 == 0 {
		h.paused = now.Add(pause - time.Second)
		return true
	}
	return false
}

func (v *village) leave(host string, n int, wait time.Duration) {
	v.mu.Lock()
	defer v.mu.Unlock()
	h := v.houses[host]
	h.asking--
	// A tenth of jitter is allowed.
	h.next[n] = time.Now().Add(wait * 9 / 10).Add(-time.Second)
}

func (v *village) complain(broken bool, format string, args ...any) {
	if !broken {
		return
	}
	if v.broken++; len(v.rude) < 20 {
		v.rude = append(v.rude, fmt.Sprintf(format, args...))
	}
}

// report tells how often the village was asked and by whom its manners were
// broken.
func (v *village) report() (asked, broken int, rude []string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.asked, v.broken, v.rude
}

// forget begins anew.
func (v *village) forget() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.houses, v.asked, v.broken, v.rude = map[string]*house{}, 0, 0, nil
}
