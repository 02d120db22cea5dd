package listen

import (
	"time"

	"github.com/earshot-go/earshot/match"
)

// A Brand is a name to listen for. Only Name is needed.
type Brand struct {
	// Name is the brand as it is officially written. It names the brand in
	// every result, so it is unique among the brands of a Listener.
	Name string
	// Terms are its other names: products, abbreviations, nicknames, the name
	// in another script.
	Terms []string
	// Handles are its accounts, with or without "@". A post by one of them is
	// the brand's own voice and does not count as a mention by the public.
	Handles []string
	// Near are words that speak for the brand when they stand in the same
	// post.
	Near []string
	// Not are words and phrases that speak against it.
	Not []string
	// Ambiguous tells that the name is also an everyday word, so that the
	// name alone is not enough evidence.
	Ambiguous bool

	// Filter is a Boolean query, as package query reads them, that a post must
	// answer to count as a mention: `-author:acmejobs AND (lang:nl OR
	// lang:en)`. Ratings are scaled to five. Empty takes every post that names
	// the brand. A post of which the query cannot tell, because a field is
	// unknown, does not count.
	Filter string

	// Competitor marks a brand that is listened to for comparison.
	Competitor bool
	// Location is the time zone of the brand's days; nil is UTC.
	Location *time.Location
	// Hours are when somebody is at work; they decide when an alert is due.
	Hours Hours
}

func (b Brand) pattern() match.Brand {
	return match.Brand{
		Name: b.Name, Terms: b.Terms, Handles: b.Handles,
		Near: b.Near, Not: b.Not, Ambiguous: b.Ambiguous,
	}
}

func (b Brand) location() *time.Location {
	if b.Location == nil {
		return time.UTC
	}
	return b.Location
}

func patterns(brands []Brand) []match.Brand {
	out := make([]match.Brand, len(brands))
	for i, b := range brands {
		out[i] = b.pattern()
	}
	return out
}

// Brands returns the brands in the order in which they were given to [New]. The
// caller may change what it gets.
func (l *Listener) Brands() []Brand { return cloneBrands(l.brands) }

// Interval returns the length of the windows, Options.Interval or its default.
func (l *Listener) Interval() time.Duration { return l.options.Interval }

// Lateness returns how long after its end a window still takes posts,
// Options.Lateness or its default.
func (l *Listener) Lateness() time.Duration { return l.options.Lateness }
