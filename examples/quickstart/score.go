package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// scores sums up how the brands stand, in the order in which they were given.
type scores struct {
	brands    []listen.Brand
	of        map[string]*standing
	nameWidth int
}

// A standing is what was heard of one brand.
type standing struct {
	mentions int
	judged   int // mentions whose tone can be said
	negative int
	positive int
	valence  float64 // sum over the judged
	authors  map[string]bool
}

func newScores(brands []listen.Brand) scores {
	s := scores{brands: brands, of: map[string]*standing{}, nameWidth: len("negative")}
	for _, b := range brands {
		s.of[b.Name] = &standing{authors: map[string]bool{}}
		s.nameWidth = max(s.nameWidth, len([]rune(name(b.Name))))
	}
	return s
}

func (s scores) add(m *listen.Mention) {
	b := s.of[m.Brand]
	b.mentions++
	if name := identity(m.Post.Author); name != "" {
		b.authors[m.Source+" "+name] = true
	}
	if m.Sentiment.Label() == sentiment.Unknown {
		return
	}
	b.judged++
	b.valence += m.Sentiment.Valence
	switch m.Sentiment.Label() {
	case sentiment.Negative:
		b.negative++
	case sentiment.Positive:
		b.positive++
	}
}

// identity is whatever tells an author from others; posts of unknown authors
// have none.
func identity(a source.Author) string { return cmp.Or(a.ID, a.Handle, a.Name) }

// total is the number of mentions of all brands together.
func (s scores) total() int {
	n := 0
	for _, b := range s.of {
		n += b.mentions
	}
	return n
}

func (r *report) printScores() {
	total := r.scores.total()
	r.head("BRANDS", "")
	fmt.Fprintln(r, r.paint(dim, fmt.Sprintf("  %-*s  mentions  authors  share of voice   tone  negative  positive", r.scores.nameWidth, "brand")))
	silent := 0
	for _, b := range r.scores.brands {
		if s := r.scores.of[b.Name]; s.mentions > 0 || len(r.scores.brands) <= fewBrands {
			r.printStanding(b, s, total)
		} else {
			silent++
		}
	}
	if silent > 0 {
		fmt.Fprintf(r, "  and %d brands that nobody mentioned\n", silent)
	}
}

// fewBrands are as many as are all listed, mentioned or not.
const fewBrands = 12

// loudest returns the n brands with most mentions, in the order in which all
// brands were given.
func (s scores) loudest(n int) []listen.Brand {
	ranked := slices.Clone(s.brands)
	slices.SortStableFunc(ranked, func(a, b listen.Brand) int { return s.of[b.Name].mentions - s.of[a.Name].mentions })
	ranked = ranked[:min(n, len(ranked))]
	return slices.DeleteFunc(slices.Clone(s.brands), func(b listen.Brand) bool {
		return !slices.ContainsFunc(ranked, func(r listen.Brand) bool { return r.Name == b.Name })
	})
}

func (r *report) printStanding(b listen.Brand, s *standing, total int) {
	note := ""
	if b.Competitor {
		note = r.paint(dim, "  competitor")
	}
	mean := sentiment.Score{}
	if s.judged > 0 {
		mean = sentiment.Score{Valence: s.valence / float64(s.judged), Confidence: 1}
	}
	fmt.Fprintf(r, "  %-*s  %8s  %7s  %14s  %s  %8s  %8s%s\n", r.scores.nameWidth, name(b.Name), thousands(int64(s.mentions)),
		thousands(int64(len(s.authors))), percent(s.mentions, total), r.score(mean), percent(s.negative, s.judged), percent(s.positive, s.judged), note)
}

// percent writes a share of all, "-" where there are none.
func percent(part, all int) string {
	if all == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f %%", 100*float64(part)/float64(all))
}
