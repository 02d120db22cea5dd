package insight

import (
	"maps"
	"slices"

	"github.com/earshot-go/earshot/listen"
)

// ownVoices are the brands of whose own accounts a post was heard, ever: not
// only in the period.
type ownVoices map[string]bool

func (o *ownVoices) hear(m *listen.Mention) {
	if m.Own {
		o.add(m.Brand)
	}
}

func (o *ownVoices) add(brands ...string) {
	if *o == nil && len(brands) > 0 {
		*o = make(ownVoices)
	}
	for _, brand := range brands {
		(*o)[brand] = true
	}
}

func (o ownVoices) sorted() []string { return slices.Sorted(maps.Keys(o)) }

// noAnswers lists the brands with conversations, in order, of which nothing was
// heard: no own post, no answer, and nobody has taken a conversation on.
func (c *Conversations) noAnswers() (out []string) {
	heard := maps.Clone(c.own)
	brands := make(map[string]bool)
	for ref, v := range c.all {
		brands[ref.Brand] = true
		if v.Replies > 0 || !v.AcknowledgedAt.IsZero() || v.State != Open {
			heard.add(ref.Brand)
		}
	}
	for brand, old := range c.old {
		brands[brand] = true
		if old.Answered.n() > 0 {
			heard.add(brand)
		}
	}
	for _, brand := range slices.Sorted(maps.Keys(brands)) {
		if !heard[brand] {
			out = append(out, brand)
		}
	}
	return out
}
