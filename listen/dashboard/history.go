package dashboard

import (
	"math"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// A measure is one of the three figures of a window.
type measure int

const (
	volume measure = iota
	tone
	complaints
	measures
)

var measureNames = [measures]string{"Mentions", "Negative", "Complaints"}

// measureOf is the measure that an alert's Why names; of some alerts there is
// no series.
func measureOf(why string) (m measure, drawn bool) {
	switch why {
	case listen.Mentions:
		return volume, true
	case listen.NegativeShare:
		return tone, true
	case listen.ComplaintShare:
		return complaints, true
	}
	return 0, false
}

func isShare(why string) bool { return why != listen.Mentions && why != listen.Followers }

// A level is a measure of one window beside what is normal, in few bytes.
type level struct {
	value, expected, low, high float32
	of                         int32 // what a share is a share of
	known, ready, odd          bool
}

func levelOf(l *listen.Level, of int) level {
	if l == nil {
		return level{}
	}
	return level{float32(l.Value), float32(l.Expected), float32(l.Low), float32(l.High), int32(min(of, math.MaxInt32)), true, l.Ready, l.Odd}
}

// A window is what is kept of a judged window.
type window struct {
	start  int64 // Unix seconds
	levels [measures]level
}

// A history holds the last windows of one brand, oldest first, in a ring.
type history struct {
	windows []window
	first   int // where the oldest is, once the ring is full
}

func (h *history) add(w window, most int) {
	if len(h.windows) < most {
		h.windows = append(h.windows, w)
		return
	}
	h.windows[h.first] = w
	h.first = (h.first + 1) % len(h.windows)
}

// since copies the windows that start at or after from.
func (h *history) since(from time.Time) []window {
	out := make([]window, 0, len(h.windows))
	for i := range h.windows {
		if w := h.windows[(h.first+i)%len(h.windows)]; w.start >= from.Unix() {
			out = append(out, w)
		}
	}
	return out
}

// Judge shows a judged window on the page Normal?. It is meant for
// [listen.Hooks]:
//
//	var board *dashboard.Board
//	l, err := listen.New(brands, sources, &listen.Options{
//		Hooks: listen.Hooks{Judged: func(w *listen.Window) { board.Judge(w) }},
//	})
//	board = dashboard.New(l, nil)
func (b *Board) Judge(w *listen.Window) {
	kept := window{
		start:  w.Start.Unix(),
		levels: [measures]level{levelOf(w.Volume, 0), levelOf(w.Tone, w.Scored), levelOf(w.Complaint, w.Mentions)},
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pass(w.End)
	h := b.histories[w.Brand]
	if h == nil {
		h = new(history)
		b.histories[w.Brand] = h
	}
	h.add(kept, b.options.History)
}

// windows returns the judged windows of a brand since a time.
func (b *Board) windows(brand string, from time.Time) []window {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if h := b.histories[brand]; h != nil {
		return h.since(from)
	}
	return nil
}
