package mastodon

import (
	"cmp"
	"time"

	"github.com/earshot-go/earshot/source"
)

const (
	kind = "mastodon/1"
	// overlap is how long before the newest post is read again. Servers
	// number the posts of others by the time at which they were written, so
	// that one that arrives late stands behind newer ones.
	overlap = 15 * time.Minute
	// maxRecent bounds what is remembered of the overlap.
	maxRecent = 400
	// zero is before all ids, both of numbers and of ULIDs.
	zero = "00000000000000000000000000"
)

// place is what a cursor holds.
type place struct {
	// Anchor is an id after which everything is in Recent or still to come.
	Anchor string `json:"anchor"`
	// Recent are the posts of the overlap, the oldest first.
	Recent []mark `json:"recent,omitempty"`
	// Account is the id of the account whose timeline is read.
	Account string `json:"account,omitzero"`
}

type mark struct {
	ID      string    `json:"id"`
	Version string    `json:"v"`
	Time    time.Time `json:"t"`
	// Found is how often it was looked up since it is not listed any more.
	Found int `json:"f,omitzero"`
}

// fresh reports whether a post is new or edited, and remembers it.
func (p *place) fresh(post source.Post) bool {
	for i := range p.Recent {
		if m := &p.Recent[i]; m.ID == post.ID {
			same := m.Version == post.Version
			m.Version = post.Version
			return !same
		}
	}
	p.Recent = append(p.Recent, mark{ID: post.ID, Version: post.Version, Time: post.Time})
	return true
}

// trim moves the anchor to the beginning of the overlap.
func (p *place) trim() {
	var newest time.Time
	for _, m := range p.Recent {
		if m.Time.After(newest) {
			newest = m.Time
		}
	}
	edge := newest.Add(-overlap)
	for len(p.Recent) > maxRecent || len(p.Recent) > 0 && p.Recent[0].Time.Before(edge) {
		if id := p.Recent[0].ID; compareIDs(id, p.Anchor) > 0 {
			p.Anchor = id
		}
		p.Recent = p.Recent[1:]
	}
}

// compareIDs orders ids as servers do: numbers by their value and ULIDs, which
// are all of one length, by their letters.
func compareIDs(a, b string) int {
	if b == zero || a == zero {
		return cmp.Compare(btoi(a != zero), btoi(b != zero))
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
