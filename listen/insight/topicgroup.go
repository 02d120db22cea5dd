package insight

import (
	"cmp"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/match"
)

const (
	maxRising  = 300 // terms that are grouped
	together   = 0.5 // of the posts of the rarer of two terms hold the other as well
	namedTerms = 3
)

// A theme is a group of terms that stand in the same posts.
type theme struct {
	terms []Term
	posts []Post
}

// themes puts terms that stand in the same posts into one. The strongest term
// that is left begins a theme; those join it that share at least half of their
// posts, or of its posts, with it.
func themes(scored []Term, posts []Post) []theme {
	scored = scored[:min(len(scored), maxRising)]
	holds := holding(scored, posts)
	var out []theme
	used := make([]bool, len(scored))
	for i := range scored {
		if used[i] {
			continue
		}
		t := theme{terms: []Term{scored[i]}}
		members := []int{i}
		for j := i + 1; j < len(scored); j++ {
			if !used[j] && (overlap(holds[i], holds[j]) || includes(scored[i].Text, scored[j].Text)) {
				used[j] = true
				t.terms = append(t.terms, scored[j])
				members = append(members, j)
			}
		}
		t.posts = representative(posts, holds, scored, members)
		out = append(out, t)
	}
	return out
}

// holding lists for each term in which of the posts it stands.
func holding(scored []Term, posts []Post) [][]int {
	index := make(map[string]int, len(scored))
	for i := range scored {
		index[scored[i].Text] = i
	}
	holds := make([][]int, len(scored))
	for n := range posts {
		p := &posts[n]
		for _, term := range termsOf(p.Text, []match.Hit{{Start: p.Start, End: p.End}}) {
			if i, rises := index[term]; rises {
				holds[i] = append(holds[i], n)
			}
		}
	}
	return holds
}

// overlap tells that at least two posts, and half of those of the rarer term, hold
// both. The lists are in order.
func overlap(a, b []int) bool {
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			both++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return both >= 2 && float64(both) >= together*float64(min(len(a), len(b)))
}

// includes tells that one term is a pair that holds the other.
func includes(a, b string) bool {
	return slices.Contains(strings.Fields(a), b) || slices.Contains(strings.Fields(b), a)
}

// nameOf lists the strongest terms that say something new.
func nameOf(terms []Term) string {
	var names []string
	for _, t := range terms {
		if !slices.ContainsFunc(names, func(name string) bool { return includes(name, t.Text) || sharesWord(name, t.Text) }) {
			names = append(names, t.Text)
		}
		if len(names) == namedTerms {
			break
		}
	}
	return strings.Join(names, ", ")
}

func sharesWord(a, b string) bool {
	for w := range strings.FieldsSeq(a) {
		if slices.Contains(strings.Fields(b), w) {
			return true
		}
	}
	return false
}

// representative picks the posts in which the members' scores add up to the
// most, of different authors and with different texts.
func representative(posts []Post, holds [][]int, scored []Term, members []int) []Post {
	scores := make(map[int]float64)
	for _, i := range members {
		for _, p := range holds[i] {
			scores[p] += scored[i].Score
		}
	}
	order := make([]int, 0, len(scores))
	for p := range scores {
		order = append(order, p)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b)) })
	var out []Post
	for _, p := range order {
		twin := slices.ContainsFunc(out, func(o Post) bool {
			return o.Author != "" && o.Author == posts[p].Author || o.Text == posts[p].Text
		})
		if !twin {
			out = append(out, posts[p])
		}
		if len(out) == kept {
			break
		}
	}
	return out
}
