package insight_test

import (
	"testing"

	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/sentiment"
)

// A state from a damaged disk, or from somebody else, is refused or taken up; it
// never brings the service down.
func FuzzUnmarshalBinary(f *testing.F) {
	for i, k := range kinds {
		n, err := k.fresh()
		if err != nil {
			f.Fatal(err)
		}
		for j, m := range weeks()[:3] {
			m := *m
			m.Intent |= sentiment.Complaint | sentiment.Question
			if j == 2 {
				m.Post.Parent, m.Own = weeks()[0].Post.ID, true
			}
			n.Add(&m)
		}
		state, err := n.AppendBinary(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(i, state)
	}
	f.Fuzz(func(t *testing.T, i int, state []byte) {
		k := kinds[(i%len(kinds)+len(kinds))%len(kinds)]
		n, err := k.fresh()
		if err != nil {
			t.Fatal(err)
		}
		if n.UnmarshalBinary(state) != nil {
			return
		}
		other, err := k.fresh()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range weeks()[:5] {
			n.Add(m)
			other.Add(m)
		}
		if err := k.merge(other, n); err != nil {
			t.Fatal(err)
		}
		if _, err := k.report(other); err != nil {
			t.Fatal(err)
		}
		if _, err := n.AppendBinary(nil); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzJudge(f *testing.F) {
	triage, err := insight.NewTriage(nil)
	if err != nil {
		f.Fatal(err)
	}
	router, err := insight.NewRouter(departments, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("Acme broke, why?", 0, 4, uint16(3))
	f.Add("\xff\xfeAcme قطع شد", 2, 6, uint16(0xffff))
	f.Add("", 5, -1, uint16(0))
	f.Fuzz(func(t *testing.T, text string, start, end int, intent uint16) {
		m := said("ann", 1, text, wanting(sentiment.Intent(intent)))
		m.Hit.Start, m.Hit.End = start, end
		c := triage.Judge(m)
		if c.Urgency < 0 || c.Urgency > 100 {
			t.Fatalf("urgency %d", c.Urgency)
		}
		for _, l := range c.Labels {
			if l.Cue != text[l.Start:l.End] {
				t.Fatalf("%q is not at %d to %d", l.Cue, l.Start, l.End)
			}
		}
		router.Route(m)
	})
}
