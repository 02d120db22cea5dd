package labelled

import "github.com/earshot-go/earshot/match"

// A Score counts what a matcher found in posts.
type Score struct {
	Posts, Right, Wrong, Missed int
	Gold, Found                 map[string]int // by kind of mention: how many there are, how many were found
	ByGroup, GroupPosts         map[string]int // wrong finds and posts by group
	Fuzzy, FuzzyRight           int            // finds of kind Misspelled, and those that are right
	Errors                      []Error
}

// An Error is a wrong or a missed find.
type Error struct {
	Missed            bool
	Brand, Text, Kind string
	Start, End        int
}

// NewScore returns an empty score.
func NewScore() *Score {
	return &Score{Gold: map[string]int{}, Found: map[string]int{}, ByGroup: map[string]int{}, GroupPosts: map[string]int{}}
}

// Add scores the hits in one post. A hit is right when a mention of its brand,
// not yet taken, overlaps it; a second hit on the same mention and a hit on an
// ignored place count neither way.
func (s *Score) Add(p Post, hits []match.Hit, ids map[string]string) {
	s.Posts++
	s.GroupPosts[p.Group]++
	used := make([]bool, len(p.Mentions))
	for _, h := range hits {
		switch k, verdict := judge(p, h, ids[h.Brand], used); verdict {
		case right:
			used[k] = true
			s.Right++
			s.fuzzy(h, 1)
		case wrong:
			s.Wrong++
			s.ByGroup[p.Group]++
			s.fuzzy(h, 0)
			s.Errors = append(s.Errors, Error{false, h.Brand, p.Text, h.Kind.String(), h.Start, h.End})
		}
	}
	for k, m := range p.Mentions {
		if m.Kind == "ignore" {
			continue
		}
		s.Gold[m.Kind]++
		if used[k] {
			s.Found[m.Kind]++
		} else {
			s.Missed++
			s.Errors = append(s.Errors, Error{true, m.Brand, p.Text, m.Kind, m.Start, m.End})
		}
	}
}

func (s *Score) fuzzy(h match.Hit, right int) {
	if h.Kind == match.Misspelled {
		s.Fuzzy++
		s.FuzzyRight += right
	}
}

type verdict int

const (
	neither verdict = iota
	right
	wrong
)

func judge(p Post, h match.Hit, id string, used []bool) (int, verdict) {
	result := wrong
	for k, m := range p.Mentions {
		if m.Start >= h.End || h.Start >= m.End {
			continue
		}
		if m.Brand == id && !used[k] && m.Kind != "ignore" {
			return k, right
		}
		if m.Brand == id || m.Kind == "ignore" {
			result = neither
		}
	}
	return -1, result
}

// F1 returns precision, recall and their harmonic mean.
func (s *Score) F1() (precision, recall, f1 float64) {
	precision = ratio(s.Right, s.Right+s.Wrong)
	recall = ratio(s.Right, s.Right+s.Missed)
	if precision+recall == 0 {
		return 0, 0, 0
	}
	return precision, recall, 2 * precision * recall / (precision + recall)
}

// Recall returns the share of a kind that was found.
func (s *Score) Recall(kinds ...string) float64 {
	found, gold := 0, 0
	for _, k := range kinds {
		found += s.Found[k]
		gold += s.Gold[k]
	}
	return ratio(found, gold)
}

// PerThousand returns wrong finds to a thousand posts of a group.
func (s *Score) PerThousand(group string) float64 {
	return 1000 * ratio(s.ByGroup[group], s.GroupPosts[group])
}

// FuzzyPrecision returns the share of misspelled finds that are right.
func (s *Score) FuzzyPrecision() float64 { return ratio(s.FuzzyRight, s.Fuzzy) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
