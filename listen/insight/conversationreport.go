package insight

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"
)

// A ConversationReport tells who waits, how long answers take, and which
// targets were missed, up to a moment.
type ConversationReport struct {
	Basis  Basis                     `json:"basis"`
	Now    time.Time                 `json:"now"`
	Hours  *Hours                    `json:"hours,omitempty"`
	Target time.Duration             `json:"target,omitzero"`
	States map[ConversationState]int `json:"states"`
	// Forgotten conversations had to go for want of room; their waits are in
	// the figures.
	Forgotten int64 `json:"forgotten,omitzero"`
	// First sums up the waits for the first answer, in staffed time, over all
	// and by brand and source. Again sums up the waits after reopenings.
	First    Waiting            `json:"first"`
	Again    Waiting            `json:"again"`
	ByBrand  map[string]Waiting `json:"byBrand,omitempty"`
	BySource map[string]Waiting `json:"bySource,omitempty"`
	// Met and Breached count first answers against the target; an open one
	// that has waited too long is breached, one that still has time is neither.
	Met      int `json:"met"`
	Breached int `json:"breached"`
	// Waiting are those that want an answer now, the one whose target is
	// missed or due first at the head; without a target the longest wait.
	Waiting []Pending `json:"waiting"`
	// NoAnswers are the brands of which nothing was ever heard, in order: no
	// post of their own accounts, no answer, and nobody has taken a
	// conversation on. That their conversations wait only means that answers
	// are not heard: tell listen the brand's Handles, or call Answer.
	NoAnswers []string `json:"noAnswers,omitempty"`
}

// A Pending is a conversation that waits for the brand.
type Pending struct {
	Conversation
	Wait     time.Duration `json:"wait"`         // so far, in staffed time, since it was opened or reopened
	Due      time.Time     `json:"due,omitzero"` // by the target
	Breached bool          `json:"breached,omitzero"`
}

// Report tells how things stand at now.
func (c *Conversations) Report(now time.Time) *ConversationReport {
	r := &ConversationReport{
		Now: now, Hours: c.options.Hours, Target: c.options.Target,
		Basis:  c.basis.stated(c.options.Selection, "A thread is one conversation for each brand; waits count in staffed time, and one that goes on counts as longer than it is.", len(c.old) == 0),
		States: make(map[ConversationState]int), NoAnswers: c.noAnswers(),
	}
	waits := c.waits(r, now)
	for _, v := range c.sorted() {
		r.States[v.State]++
		if v.waits() {
			r.Waiting = append(r.Waiting, c.pending(v, now))
		}
	}
	r.First, r.Again = waited(waits.first), waited(waits.again)
	r.ByBrand, r.BySource = summed(waits.byBrand), summed(waits.bySource)
	slices.SortStableFunc(r.Waiting, func(a, b Pending) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(b.Wait, a.Wait))
	})
	return r
}

// allWaits are the waits by what they are told of.
type allWaits struct {
	first, again      []equalWaits
	byBrand, bySource map[string][]equalWaits
}

func (c *Conversations) waits(r *ConversationReport, now time.Time) allWaits {
	w := allWaits{byBrand: make(map[string][]equalWaits), bySource: make(map[string][]equalWaits)}
	for _, v := range c.sorted() {
		end := now
		if v.State == Closed { // without an answer, it was waited for until then
			end = v.Last
		}
		first := v.first(c.desk, end)
		one := equalWaits{first, 1}
		w.first = append(w.first, one)
		w.byBrand[v.Ref.Brand] = append(w.byBrand[v.Ref.Brand], one)
		w.bySource[v.Ref.Source] = append(w.bySource[v.Ref.Source], one)
		for _, round := range v.Rounds[1:] {
			w.again = append(w.again, equalWaits{round.wait(c.desk, end), 1})
		}
		c.judge(r, first, v.State)
	}
	for _, brand := range slices.Sorted(maps.Keys(c.old)) {
		old := c.old[brand].waits()
		r.Forgotten += c.old[brand].Answered.n() + c.old[brand].Open.n()
		w.first = append(w.first, old...)
		w.byBrand[brand] = append(w.byBrand[brand], old...)
	}
	return w
}

func (c *Conversations) judge(r *ConversationReport, first Wait, state ConversationState) {
	switch {
	case c.options.Target == 0:
	case first.Long > c.options.Target:
		r.Breached++
	case first.Over:
		r.Met++
	}
}

func (w *oldWaits) waits() (out []equalWaits) {
	for _, kind := range []struct {
		of   quantiles
		over bool
	}{{w.Answered, true}, {w.Open, false}} {
		for _, bucket := range slices.Sorted(maps.Keys(kind.of)) {
			long := time.Duration(math.Expm1(float64(bucket)*bucketWidth)) * time.Second
			out = append(out, equalWaits{Wait{long, kind.over}, int(kind.of[bucket])})
		}
	}
	return out
}

func summed(of map[string][]equalWaits) map[string]Waiting {
	out := make(map[string]Waiting, len(of))
	for key, waits := range of {
		out[key] = waited(waits)
	}
	return out
}

func (c *Conversations) pending(v *Conversation, now time.Time) Pending {
	since := v.Rounds[len(v.Rounds)-1].From
	p := Pending{Conversation: *v, Wait: c.desk.between(since, now)}
	if c.options.Target > 0 {
		p.Due = c.desk.after(since, c.options.Target)
		p.Breached = p.Wait > c.options.Target
	}
	return p
}
