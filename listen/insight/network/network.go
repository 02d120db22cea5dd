// Package network finds who is central among people who answer and repeat each
// other, and which circles they form:
//
//	ties, err := insight.TiesOf(mentions, nil)
//	...
//	report, err := network.Of(ties, nil)
//	for _, p := range report.People {
//		fmt.Println(p.ID, p.Rank, p.Circle)
//	}
//
// A figure is told beside the others and never added to them: being answered by
// many, standing between circles, and answering many are different things.
//
// The graph algorithms are those of gonum.org/v1/gonum/graph, which is why this
// is a module of its own.
//
// # Who should not read on
//
// Whoever wants the whole network: only mentions of the brands were heard, and
// most answers do not name a brand.
package network

import (
	"cmp"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"

	"github.com/earshot-go/earshot/listen/insight"
)

// Options tune [Of]. The zero Options are fine.
type Options struct {
	// Limit is how many people are told; zero is 20.
	Limit int
	// Ties is how many of the strongest ties are looked at; zero is 5,000.
	// Betweenness takes time with the square of it.
	Ties int
}

// A Report tells who is central.
type Report struct {
	Basis   insight.Basis `json:"basis"`
	Known   int           `json:"known"` // people with a tie
	Ties    int           `json:"ties"`  // pairs that were looked at
	People  []Person      `json:"people"`
	Circles []Circle      `json:"circles"`
}

// A Person is one node of the network. Figures are rounded to six digits.
type Person struct {
	Source string `json:"source"`
	ID     string `json:"id"`
	// Rank is PageRank with damping 0.85 on ties from who answers to who is
	// answered, weighed by their number (Brin and Page 1998). All ranks add up
	// to 1.
	Rank float64 `json:"rank"`
	// Between is the share, in [0, 1], of the shortest ways between two others
	// that lead over this person, by ties in either direction (Freeman 1977).
	Between float64 `json:"between"`
	// By is how many different people answered or repeated this person, and To
	// how many this person answered or repeated.
	By     int `json:"by"`
	To     int `json:"to"`
	Circle int `json:"circle"` // index into Report.Circles
}

// A Circle is a group with more ties inside than chance would give (Louvain
// method, Blondel et al. 2008).
type Circle struct {
	People int    `json:"people"`
	Head   string `json:"head"` // the ID with the highest rank
	Source string `json:"source"`
}

type person struct{ source, id string }

// Of finds the central people among ties, those of the highest rank first. Nil
// options are fine.
func Of(ties *insight.TieReport, o *Options) (*Report, error) {
	if o == nil {
		o = new(Options)
	}
	var errs []error
	if o.Limit < 0 {
		errs = append(errs, &insight.OptionError{Field: "network.Options.Limit", Value: o.Limit, Reason: "is negative"})
	}
	if o.Ties < 0 {
		errs = append(errs, &insight.OptionError{Field: "network.Options.Ties", Value: o.Ties, Reason: "is negative"})
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	n := newNet(ties.Ties[:min(len(ties.Ties), cmp.Or(o.Ties, 5000))])
	r := &Report{Basis: ties.Basis, Known: len(n.people), Ties: n.ties}
	if len(n.people) == 0 {
		return r, nil
	}
	people := n.figures()
	slices.SortFunc(people, func(a, b Person) int {
		return cmp.Or(cmp.Compare(b.Rank, a.Rank), strings.Compare(a.Source, b.Source), strings.Compare(a.ID, b.ID))
	})
	r.Circles = renumber(people)
	r.People = people[:min(len(people), cmp.Or(o.Limit, 20))]
	return r, nil
}

// A net is the ties as graphs; a node's ID is its place among the people.
type net struct {
	people   []person
	index    map[person]int64
	directed *simple.WeightedDirectedGraph
	either   *simple.WeightedUndirectedGraph
	ties     int
}

func newNet(ties []insight.Tie) *net {
	n := &net{
		index:    make(map[person]int64),
		directed: simple.NewWeightedDirectedGraph(0, 0),
		either:   simple.NewWeightedUndirectedGraph(0, 0),
	}
	for i := range ties {
		t := &ties[i]
		from, to := n.node(t.Source, t.From), n.node(t.Source, t.To)
		if from == to || t.Weight() <= 0 {
			continue
		}
		n.ties++
		weight := float64(t.Weight())
		n.directed.SetWeightedEdge(simple.WeightedEdge{F: simple.Node(from), T: simple.Node(to), W: weight})
		if before := n.either.WeightedEdge(from, to); before != nil {
			weight += before.Weight()
		}
		n.either.SetWeightedEdge(simple.WeightedEdge{F: simple.Node(from), T: simple.Node(to), W: weight})
	}
	return n
}

func (n *net) node(source, id string) int64 {
	p := person{source, id}
	at, known := n.index[p]
	if !known {
		at = int64(len(n.people))
		n.people = append(n.people, p)
		n.index[p] = at
		n.directed.AddNode(simple.Node(at))
		n.either.AddNode(simple.Node(at))
	}
	return at
}

// figures computes everything of everybody.
func (n *net) figures() []Person {
	ranks := network.PageRankSparse(n.directed, 0.85, 1e-12)
	between := network.Betweenness(n.either)
	circle := n.circles()
	pairs := max(1, float64(len(n.people)-1)*float64(len(n.people)-2))
	out := make([]Person, len(n.people))
	for i, p := range n.people {
		id := int64(i)
		out[i] = Person{
			Source: p.source, ID: p.id, Rank: rounded(ranks[id]), Between: rounded(between[id] / pairs), Circle: circle[id],
			By: n.directed.To(id).Len(), To: n.directed.From(id).Len(),
		}
	}
	return out
}

// rounded cuts off what depends on the order of additions.
func rounded(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// circles parts the people; the chance in the method is the same every time.
func (n *net) circles() map[int64]int {
	out := make(map[int64]int)
	groups := community.Modularize(n.either, 1, rand.NewPCG(1, 1)).Communities()
	for i, group := range groups {
		for _, node := range group {
			out[node.ID()] = i
		}
	}
	return out
}

// renumber orders the circles by their size, then by the rank of their heads.
// The people are in the order of their ranks.
func renumber(people []Person) []Circle {
	size := make(map[int]int)
	var order []int
	heads := make(map[int]*Person)
	for i := range people {
		p := &people[i]
		if size[p.Circle]++; heads[p.Circle] == nil {
			heads[p.Circle] = p
			order = append(order, p.Circle)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	place := make(map[int]int)
	var out []Circle
	for i, c := range order {
		place[c] = i
		out = append(out, Circle{People: size[c], Head: heads[c].ID, Source: heads[c].Source})
	}
	for i := range people {
		people[i].Circle = place[people[i].Circle]
	}
	return out
}
