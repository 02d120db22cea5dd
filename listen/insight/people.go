package insight

import (
	"errors"
	"iter"
	"reflect"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// PeopleOptions tune [People]. The zero PeopleOptions are fine.
type PeopleOptions struct {
	Selection Selection `json:"selection,omitzero"`
	// Limit is how many authors are kept, about 2 KB each; zero is 10,000.
	// When there is no room, the one who weighs least goes: each mention
	// weighs 1 and the binary digits of its author's followers and the post's
	// engagement together.
	Limit int `json:"limit,omitzero"`
}

const defaultPeople = 10_000

// People keeps a profile of everybody who speaks of the brands, over a stream
// and in bounded memory. It is not safe for concurrent use.
type People struct {
	options PeopleOptions
	filter  filter
	basis   Basis
	table   top[Profile]
	noticed map[string]*quantiles // engagement of posts, by source
	posts   memory
	exact   bool
}

type peopleState struct {
	Basis   Basis                 `json:"basis"`
	Table   topState[Profile]     `json:"table"`
	Noticed map[string]*quantiles `json:"noticed,omitempty"`
	Posts   memory                `json:"posts"`
}

// NewPeople makes People. Nil options are fine.
func NewPeople(o *PeopleOptions) (*People, error) {
	if o == nil {
		o = new(PeopleOptions)
	}
	p := &People{options: *o}
	var errs []error
	if o.Limit < 0 {
		errs = append(errs, &OptionError{"PeopleOptions.Limit", o.Limit, "is negative"})
	}
	if p.options.Limit == 0 {
		p.options.Limit = defaultPeople
	}
	p.table.limit = p.options.Limit
	var err error
	p.filter, err = o.Selection.compile()
	if err = errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	return p, nil
}

// PeopleOf reads a whole recording, and forgets nobody.
func PeopleOf(mentions iter.Seq[*listen.Mention], o *PeopleOptions, r *PeopleRequest) (*PeopleReport, error) {
	p, err := NewPeople(o)
	if err != nil {
		return nil, err
	}
	p.exact, p.table.limit = true, 0
	for m := range mentions {
		p.Add(m)
	}
	return p.Report(r)
}

// Add takes the next mention.
func (p *People) Add(m *listen.Mention) {
	if !p.basis.take(&p.filter, m) {
		return
	}
	p.notice(m)
	key := authorKey(m)
	p.answer(m, key)
	if key == "" {
		return
	}
	p.table.add(key, standing(m)).Value.add(m)
	p.posts.put(postHash(m), key, m.Post.Time, p.exact)
}

func (p *People) notice(m *listen.Mention) {
	n, known := engagement(&m.Post).Value()
	if !known {
		return
	}
	if p.noticed == nil {
		p.noticed = make(map[string]*quantiles)
	}
	if p.noticed[m.Source] == nil {
		p.noticed[m.Source] = new(quantiles)
	}
	p.noticed[m.Source].add(float64(n))
}

// answer credits whoever wrote what the mention answers or repeats.
func (p *People) answer(m *listen.Mention, by string) {
	if m.Post.Parent == "" {
		return
	}
	author, heard := p.posts.author(hashOf(m.Source, m.Post.Parent))
	if !heard || author == by {
		return
	}
	if e := p.table.find(author); e != nil {
		if m.Post.Kind == source.KindRepost {
			e.Value.Repeated++
		} else {
			e.Value.Answered++
		}
	}
}

// Merge adds what other People with the same options have heard. It is
// commutative, and associative as long as nobody had to be forgotten; answers
// from one shard to the other are not seen.
func (p *People) Merge(o *People) error {
	if !reflect.DeepEqual(p.options, o.options) {
		return &OptionError{"PeopleOptions", o.options, "differ, and cannot be merged"}
	}
	p.basis.merge(&o.basis)
	p.table.merge(&o.table, func(to, from *Profile) { to.merge(from) })
	for src, q := range o.noticed {
		if p.noticed == nil {
			p.noticed = make(map[string]*quantiles)
		}
		if p.noticed[src] == nil {
			p.noticed[src] = new(quantiles)
		}
		p.noticed[src].merge(*q)
	}
	p.posts.merge(&o.posts, p.exact)
	return nil
}

// AppendBinary appends the state to dst. It belongs to the options.
func (p *People) AppendBinary(dst []byte) ([]byte, error) {
	return appendState(dst, "people", p.options, peopleState{p.basis, p.table.state(), p.noticed, p.posts})
}

// UnmarshalBinary takes up a state that People with the same options left.
func (p *People) UnmarshalBinary(data []byte) error {
	s, err := readState[peopleState](data, "people", p.options)
	if err != nil {
		return err
	}
	for src, q := range s.Noticed {
		if q == nil {
			delete(s.Noticed, src)
		}
	}
	p.basis, p.noticed, p.posts = s.Basis, s.Noticed, s.Posts
	p.table.restore(s.Table)
	return nil
}
