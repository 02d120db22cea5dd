package insight

import (
	"cmp"
	"errors"
	"iter"
	"reflect"
	"strings"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// TieOptions tune [Ties]. The zero TieOptions are fine.
type TieOptions struct {
	Selection Selection `json:"selection,omitzero"`
	// Limit is how many pairs of people are kept, about 300 bytes each, those
	// with the most ties; zero is 20,000.
	Limit int `json:"limit,omitzero"`
}

const defaultTies = 20_000

// Ties notes who answers and repeats whom, over a stream and in bounded memory.
// Package network, a module of its own, finds who is central among them. It is
// not safe for concurrent use.
type Ties struct {
	options TieOptions
	filter  filter
	exact   bool
	basis   Basis
	pairs   top[Tie]
	posts   memory
}

// A Tie is what one author has to do with another.
type Tie struct {
	Source   string `json:"source"`
	From     string `json:"from"` // who answers or repeats
	To       string `json:"to"`   // whom
	Answers  int64  `json:"answers"`
	Repeats  int64  `json:"repeats"`
	Negative int64  `json:"negative"` // of the answers
	// Missed bounds how many may have been while there was no room.
	Missed int64 `json:"missed,omitzero"`
}

// Weight is answers and repeats together.
func (t *Tie) Weight() int64 { return t.Answers + t.Repeats }

type tieState struct {
	Basis Basis         `json:"basis"`
	Pairs topState[Tie] `json:"pairs"`
	Posts memory        `json:"posts"`
}

// NewTies makes Ties. Nil options are fine.
func NewTies(o *TieOptions) (*Ties, error) {
	if o == nil {
		o = new(TieOptions)
	}
	t := &Ties{options: *o}
	t.options.Limit = cmp.Or(o.Limit, defaultTies)
	t.pairs.limit = t.options.Limit
	var errs []error
	if o.Limit < 0 {
		errs = append(errs, &OptionError{"TieOptions.Limit", o.Limit, "is negative"})
	}
	var err error
	t.filter, err = o.Selection.compile()
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	return t, nil
}

// TiesOf reads a whole recording and forgets nothing.
func TiesOf(mentions iter.Seq[*listen.Mention], o *TieOptions) (*TieReport, error) {
	t, err := NewTies(o)
	if err != nil {
		return nil, err
	}
	t.exact, t.pairs.limit = true, 0
	for m := range mentions {
		t.Add(m)
	}
	return t.Report(), nil
}

// Add takes the next mention. An answer to a post that was not heard, or is
// older than the last 32,768, ties nobody.
func (t *Ties) Add(m *listen.Mention) {
	if !t.basis.take(&t.filter, m) {
		return
	}
	by := authorKey(m)
	if by == "" {
		return
	}
	if m.Post.Parent != "" {
		if to, heard := t.posts.author(hashOf(m.Source, m.Post.Parent)); heard && to != by {
			t.tie(m, by, to)
		}
	}
	t.posts.put(postHash(m), by, m.Post.Time, t.exact)
}

func (t *Ties) tie(m *listen.Mention, from, to string) {
	v := &t.pairs.add(from+"\x01"+to, 1).Value
	v.Source, v.From, v.To = m.Source, authorID(from), authorID(to)
	if m.Post.Kind == source.KindRepost {
		v.Repeats++
		return
	}
	v.Answers++
	if toneOf(m) == "negative" {
		v.Negative++
	}
}

// authorID is the part of a key after the source.
func authorID(key string) string {
	_, id, _ := strings.Cut(key, "\x00")
	return id
}

// Merge adds what other Ties with the same options have heard. It is
// commutative, and associative as long as no pair had to be put out; answers
// from one shard to the other are not seen.
func (t *Ties) Merge(o *Ties) error {
	if !reflect.DeepEqual(t.options, o.options) {
		return &OptionError{"TieOptions", o.options, "differ, and cannot be merged"}
	}
	t.basis.merge(&o.basis)
	t.pairs.merge(&o.pairs, func(to, from *Tie) {
		to.Source, to.From, to.To = from.Source, from.From, from.To
		to.Answers += from.Answers
		to.Repeats += from.Repeats
		to.Negative += from.Negative
	})
	t.posts.merge(&o.posts, t.exact)
	return nil
}

// AppendBinary appends the state to dst. It belongs to the options.
func (t *Ties) AppendBinary(dst []byte) ([]byte, error) {
	return appendState(dst, "ties", t.options, tieState{t.basis, t.pairs.state(), t.posts})
}

// UnmarshalBinary takes up a state that Ties with the same options left.
func (t *Ties) UnmarshalBinary(data []byte) error {
	s, err := readState[tieState](data, "ties", t.options)
	if err != nil {
		return err
	}
	t.basis, t.posts = s.Basis, s.Posts
	t.pairs.restore(s.Pairs)
	return nil
}

// A TieReport lists who answers and repeats whom, the strongest ties first.
type TieReport struct {
	Basis Basis `json:"basis"`
	Ties  []Tie `json:"ties"`
}

// remembersAll tells that no post can have been forgotten.
func (t *Ties) remembersAll() bool { return t.exact || t.basis.Mentions <= 2*rememberedPosts }

// Report lists the ties so far.
func (t *Ties) Report() *TieReport {
	rule := "A tie is a mention that answers or repeats a mention heard before, by somebody else."
	r := &TieReport{Basis: t.basis.stated(t.options.Selection, rule, t.pairs.floor == 0 && t.remembersAll())}
	for _, e := range t.pairs.sorted() {
		tie := e.Value
		tie.Missed = e.Missed
		r.Ties = append(r.Ties, tie)
	}
	return r
}
