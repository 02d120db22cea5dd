package labelled

import (
	"testing"

	"github.com/earshot-go/earshot/match"
)

func TestScoreCountsEachMentionOnce(t *testing.T) {
	s := NewScore()
	p := Post{Group: "mention", Text: "nike nike t.co/nike", Mentions: []Mention{{0, 4, "b1", "case"}, {5, 9, "b1", "case"}, {10, 19, "-", "ignore"}}}
	hit := func(start, end int) match.Hit {
		return match.Hit{Brand: "Nike", Start: start, End: end, Kind: match.Misspelled}
	}
	s.Add(p, []match.Hit{hit(0, 4), hit(2, 4), hit(15, 19)}, map[string]string{"Nike": "b1"})
	if s.Right != 1 || s.Wrong != 0 || s.Missed != 1 || s.Recall("case") != .5 || s.FuzzyPrecision() != 1 {
		t.Errorf("got %+v", s)
	}
	s.Add(Post{Group: "near", Text: "bike"}, []match.Hit{hit(0, 4)}, nil)
	if s.Wrong != 1 || s.PerThousand("near") != 1000 {
		t.Errorf("got %+v", s)
	}
	if p, r, f := s.F1(); p != .5 || r != .5 || f != .5 {
		t.Errorf("F1 %v %v %v", p, r, f)
	}
}
