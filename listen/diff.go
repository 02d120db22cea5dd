package listen

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// A Difference is what changes when one configuration takes the place of
// another over the same recording.
type Difference struct {
	// Posts is how many posts both took.
	Posts int `json:"posts"`
	// Gained and Lost are mentions that only the new, or only the old
	// configuration makes, in the order of the recording. Each list has at
	// most 1,000 entries; the counts are exact.
	Gained      []MentionChange `json:"gained,omitempty"`
	Lost        []MentionChange `json:"lost,omitempty"`
	GainedCount int             `json:"gainedCount"`
	LostCount   int             `json:"lostCount"`
	// Added and Removed are alerts that fire with only the new, or only the
	// old configuration.
	Added   []AlertChange `json:"added,omitempty"`
	Removed []AlertChange `json:"removed,omitempty"`
}

// A MentionChange is a mention that came or went, and why.
type MentionChange struct {
	Mention *Mention `json:"mention"`
	Reason  string   `json:"reason"`
}

// An AlertChange is an alert that came or went, and why.
type AlertChange struct {
	Alert  *Alert `json:"alert"`
	Reason string `json:"reason"`
}

// maxChanges bounds the lists of a Difference.
const maxChanges = 1000

// Diff replays a recording with two listeners, which must be new and differ in
// their configuration alone, and tells what after does otherwise than before.
// An error of the recording ends it, unless it concerns a single line.
func Diff(ctx context.Context, before, after *Listener, recording iter.Seq2[Record, error]) (*Difference, error) {
	c := &comparison{before: newSide(before), after: newSide(after)}
	for rec, err := range recording {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			if skipped(err) {
				continue
			}
			return nil, err
		}
		if err := c.step(rec); err != nil {
			return nil, err
		}
	}
	c.compareAlerts()
	return &c.Difference, nil
}

type comparison struct {
	Difference
	before, after *side
}

// A side is one of the two listeners and what it told.
type side struct {
	*Listener
	mentions []*Mention // of the current post
	fired    []*Alert
	counts   map[string][]time.Time // when each brand was mentioned
}

func newSide(l *Listener) *side { return &side{Listener: l, counts: make(map[string][]time.Time)} }

func (c *comparison) step(rec Record) error {
	for _, s := range []*side{c.before, c.after} {
		if err := s.take(rec); err != nil {
			return err
		}
	}
	if rec.Post == nil {
		return nil
	}
	c.Posts++
	c.GainedCount += changed(&c.Gained, c.after, c.before)
	c.LostCount += changed(&c.Lost, c.before, c.after)
	return nil
}

func (s *side) take(rec Record) error {
	events, err := s.step(rec)
	if err != nil && !passing(err) { // a post that neither can use is no difference
		return err
	}
	s.mentions = s.mentions[:0]
	for _, e := range events {
		switch e := e.(type) {
		case *Mention:
			s.mentions = append(s.mentions, e)
			if e.Change == Added {
				s.counts[e.Brand] = append(s.counts[e.Brand], e.Post.Time)
			}
		case *Alert:
			if e.State == Firing {
				s.fired = append(s.fired, e)
			}
		}
	}
	return nil
}

// changed appends the mentions of has that lacks does not make, and counts
// them.
func changed(list *[]MentionChange, has, lacks *side) (n int) {
	for _, m := range has.mentions {
		if m.Change == Withdrawn || slices.ContainsFunc(lacks.mentions, func(o *Mention) bool { return o.Brand == m.Brand && o.Change != Withdrawn }) {
			continue
		}
		n++
		if len(*list) < maxChanges {
			*list = append(*list, MentionChange{m, lacks.whyNot(m)})
		}
	}
	return n
}

// whyNot tells why this side does not make the mention.
func (s *side) whyNot(m *Mention) string {
	brand, listened := s.index[m.Brand]
	if !listened {
		return fmt.Sprintf("there %s is not listened to", m.Brand)
	}
	if !s.passes(brand, m.Source, &m.Post) {
		return "there the filter says no: " + s.filters[brand].Explain(documentOf(m.Source, &m.Post)).String()
	}
	return "there " + strings.Join(s.matcher.Explain(m.Text, m.Brand).Why, "; ")
}

func (c *comparison) compareAlerts() {
	c.Added = unmatched(c.after, c.before)
	c.Removed = unmatched(c.before, c.after)
}

// unmatched lists the alerts of has for which lacks has none of the same brand
// and kind within a day.
func unmatched(has, lacks *side) []AlertChange {
	const near = 24 * time.Hour
	var out []AlertChange
	for _, a := range has.fired {
		same := func(o *Alert) bool {
			return o.Brand == a.Brand && o.Kind == a.Kind && o.Start.Sub(a.Start).Abs() < near
		}
		if !slices.ContainsFunc(lacks.fired, same) {
			out = append(out, AlertChange{a, alertReason(a, has, lacks)})
		}
	}
	return out
}

func alertReason(a *Alert, has, lacks *side) string {
	if _, listened := lacks.index[a.Brand]; !listened {
		return fmt.Sprintf("there %s is not listened to", a.Brand)
	}
	here, there := has.counted(a), lacks.counted(a)
	if here != there {
		return fmt.Sprintf("there %d mentions were counted in that time instead of %d", there, here)
	}
	return fmt.Sprintf("with the same %d mentions in that time, what is normal or how calm alerts are differs", here)
}

// counted is how many mentions this side has between the bounds of an alert's
// evidence.
func (s *side) counted(a *Alert) (n int) {
	for _, t := range s.counts[a.Brand] {
		if !t.Before(a.Why.From) && t.Before(a.Why.To) {
			n++
		}
	}
	return n
}
