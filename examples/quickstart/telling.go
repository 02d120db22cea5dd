package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
)

// tellingShown is how many mentions are printed where not all are.
const tellingShown = 14

// telling keeps the mentions that show most in few lines: the latest clear one
// for every way of writing a brand, in every language, and for and against
// every brand.
type telling struct {
	kinds     map[match.Kind]*listen.Mention
	languages map[string]*listen.Mention
	tones     map[tone]*listen.Mention
}

type tone struct {
	brand string
	label sentiment.Label
}

func newTelling() telling {
	return telling{map[match.Kind]*listen.Mention{}, map[string]*listen.Mention{}, map[tone]*listen.Mention{}}
}

func (t telling) add(m *listen.Mention) {
	keep(t.kinds, m.Hit.Kind, m)
	if label := m.Sentiment.Label(); label == sentiment.Negative || label == sentiment.Positive {
		keep(t.languages, m.Sentiment.Language, m)
		keep(t.tones, tone{m.Brand, label}, m)
	}
}

// keep replaces the mention under the key by a later one that is as clear, or
// by one that is clearer.
func keep[K comparable](kept map[K]*listen.Mention, key K, m *listen.Mention) {
	if old := kept[key]; old == nil || min(strength(m), obvious) >= min(strength(old), obvious) {
		kept[key] = m
	}
}

// obvious is the strength from which a mention needs no closer look.
const obvious = .35

func strength(m *listen.Mention) float64 {
	return math.Abs(m.Sentiment.Valence) * m.Sentiment.Confidence * m.Hit.Confidence
}

// best returns at most n of the mentions in the order of their times.
func (t telling) best(n int) []*listen.Mention {
	var chosen []*listen.Mention
	choose := func(group []*listen.Mention) {
		slices.SortFunc(group, stronger)
		for _, m := range group {
			if len(chosen) < n && !slices.ContainsFunc(chosen, func(c *listen.Mention) bool { return c.Text == m.Text }) {
				chosen = append(chosen, m)
			}
		}
	}
	choose(values(t.kinds))
	choose(values(t.languages))
	choose(values(t.tones))
	slices.SortStableFunc(chosen, func(a, b *listen.Mention) int { return a.Post.Time.Compare(b.Post.Time) })
	return chosen
}

func values[K comparable](kept map[K]*listen.Mention) []*listen.Mention {
	all := make([]*listen.Mention, 0, len(kept))
	for _, m := range kept {
		all = append(all, m)
	}
	return all
}

// stronger orders by strength, and equals by time and identity, so that the
// order of a map shows nowhere.
func stronger(a, b *listen.Mention) int {
	return cmp.Or(cmp.Compare(strength(b), strength(a)), a.Post.Time.Compare(b.Post.Time), cmp.Compare(a.Post.ID, b.Post.ID), cmp.Compare(a.Brand, b.Brand))
}
