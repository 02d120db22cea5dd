package report

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// Heard tells how well a source was heard in the period.
type Heard struct {
	Source   string  `json:"source"`
	Share    float64 `json:"share"` // of the time, in [0, 1]
	Windows  int     `json:"windows"`
	Partial  int     `json:"partial,omitzero"`
	Absent   int     `json:"absent,omitzero"`
	Silent   int     `json:"silent,omitzero"` // answered, and said nothing where it usually does
	Posts    int64   `json:"posts"`
	Mentions int64   `json:"mentions"` // posts that named a brand
	// Dropped counts the posts that made no mention, by reason.
	Dropped map[listen.Reason]int64 `json:"dropped,omitempty"`
}

// hearing sums up the coverage of each source, the worst heard first.
func hearing(coverage []listen.Coverage, from, to time.Time) []Heard {
	bySource := make(map[string]*Heard)
	for _, c := range coverage {
		if !c.Start.Before(to) || !c.End.After(from) {
			continue
		}
		h := bySource[c.Source]
		if h == nil {
			h = &Heard{Source: c.Source, Dropped: make(map[listen.Reason]int64)}
			bySource[c.Source] = h
		}
		h.add(c)
	}
	out := make([]Heard, 0, len(bySource))
	for _, src := range slices.Sorted(maps.Keys(bySource)) {
		h := bySource[src]
		h.Share /= float64(h.Windows)
		out = append(out, *h)
	}
	slices.SortStableFunc(out, func(a, b Heard) int { return cmp.Compare(a.Share, b.Share) })
	return out
}

func (h *Heard) add(c listen.Coverage) {
	h.Windows++
	h.Share += c.Heard
	h.Posts += c.Posts
	h.Mentions += c.Mentioned
	switch {
	case c.State == listen.Absent:
		h.Absent++
	case c.State == listen.Partial:
		h.Partial++
	}
	if c.Silent {
		h.Silent++
	}
	for why, n := range c.Dropped {
		h.Dropped[why] += n
	}
}
