package insight

import (
	"maps"
	"slices"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// A Basis says what a result was made of, so that it can be read, doubted and
// made again.
type Basis struct {
	Selection Selection `json:"selection,omitzero"`
	// First and Last are the times of the oldest and newest mention counted.
	First time.Time `json:"first,omitzero"`
	Last  time.Time `json:"last,omitzero"`
	// Mentions were counted; Left tells how many were not, and why.
	Mentions int64            `json:"mentions"`
	Left     map[Reason]int64 `json:"left,omitempty"`
	// Rule says in words how was counted.
	Rule string `json:"rule"`
	// Exact tells that nothing was estimated by a sketch or forgotten for want
	// of room.
	Exact bool `json:"exact,omitzero"`
	// Configs are the hashes of the configurations that made the mentions, at
	// most 16 of them.
	Configs []string `json:"configs,omitempty"`
}

const maxConfigs = 16

// take counts a mention, or why it is left out, and tells which.
func (b *Basis) take(f *filter, m *listen.Mention) bool {
	if reason := f.refuses(m); reason != "" {
		b.leave(reason)
		return false
	}
	b.count(m)
	return true
}

func (b *Basis) leave(reason Reason) {
	if b.Left == nil {
		b.Left = make(map[Reason]int64)
	}
	b.Left[reason]++
}

func (b *Basis) count(m *listen.Mention) {
	b.Mentions++
	b.span(m.Post.Time)
	b.configure(m.Config)
}

func (b *Basis) span(t time.Time) {
	if b.First.IsZero() || t.Before(b.First) {
		b.First = t
	}
	if t.After(b.Last) {
		b.Last = t
	}
}

func (b *Basis) configure(hash string) {
	at, found := slices.BinarySearch(b.Configs, hash)
	if hash == "" || found {
		return
	}
	b.Configs = slices.Insert(b.Configs, at, hash)
	b.Configs = b.Configs[:min(len(b.Configs), maxConfigs)]
}

func (b *Basis) merge(other *Basis) {
	b.Mentions += other.Mentions
	for reason, n := range other.Left {
		if b.Left == nil {
			b.Left = make(map[Reason]int64)
		}
		b.Left[reason] += n
	}
	if !other.First.IsZero() {
		b.span(other.First)
		b.span(other.Last)
	}
	for _, hash := range other.Configs {
		b.configure(hash)
	}
}

// stated is a copy for a result.
func (b *Basis) stated(s Selection, rule string, exact bool) Basis {
	out := *b
	out.Selection, out.Rule, out.Exact = s, rule, exact
	out.Left, out.Configs = maps.Clone(b.Left), slices.Clone(b.Configs)
	return out
}
