package insight

import (
	"cmp"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// An openPost gathers the mentions of one post until the next post begins.
type openPost struct {
	Key        uint64       `json:"key,string"`
	Author     uint64       `json:"author,string"` // 0 is nobody known
	Unit       uint64       `json:"unit,string"`
	Cluster    uint64       `json:"cluster,string"`
	Reach      source.Count `json:"reach,omitzero"`
	Engagement source.Count `json:"engagement,omitzero"`
	Named      []namedBrand `json:"named"`
}

type namedBrand struct {
	Brand      string `json:"brand"`
	Competitor bool   `json:"competitor,omitzero"`
	At         int    `json:"at"` // the first byte that names it
	Tone       Tone   `json:"tone"`
	Post       Post   `json:"post"`
}

func openPostOf(m *listen.Mention) *openPost {
	p := &openPost{
		Key: postHash(m), Unit: unitHash(m), Cluster: clusterHash(m),
		Reach: m.Post.Author.Followers, Engagement: engagement(&m.Post),
	}
	if authorKey(m) != "" {
		p.Author = p.Unit
	}
	return p
}

func (p *openPost) name(m *listen.Mention) {
	n := namedBrand{Brand: m.Brand, Competitor: m.Competitor, At: m.Hit.Start, Post: evidence(m)}
	for _, hit := range m.Hits {
		n.At = min(n.At, hit.Start)
	}
	n.Tone.add(m)
	p.Named = append(p.Named, n)
}

func firstNamed(a, b namedBrand) int {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Brand, b.Brand))
}
