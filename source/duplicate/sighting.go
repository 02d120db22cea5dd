package duplicate

import "github.com/earshot-go/earshot/source"

// A Tier is how a repeat was recognized.
type Tier uint8

// The tiers, the surest first. The zero Tier is a post that repeats nothing
// that is remembered.
const (
	New Tier = iota
	SameID
	SameAddress
	SameWords
	NearWords
	tiers
)

// String returns "new", "same id", "same address", "same words" or "near
// words".
func (t Tier) String() string {
	if t >= tiers {
		return "unknown"
	}
	return [tiers]string{"new", "same id", "same address", "same words", "near words"}[t]
}

// A Ref names a post.
type Ref struct {
	Source string `json:"source"`
	ID     string `json:"id"`
	URL    string `json:"url,omitzero"`
}

// An Origin is a place where a text appeared.
type Origin struct {
	Source string `json:"source"`
	// Site is the host of the posts' addresses without "www."; one source
	// such as a news search gives posts of many sites.
	Site  string `json:"site,omitzero"`
	Count int    `json:"count"`
}

// MaxOrigins is how many origins of a text are named. More are only counted.
const MaxOrigins = 16

// A Sighting is what is known of a post's text when the post comes.
type Sighting struct {
	// Tier is how the post was recognized as a repeat, New where it was not.
	Tier Tier
	// Similarity is in (0, 1]: the estimated share of common pairs of words
	// where Tier is NearWords, else 1; 0 of a new post.
	Similarity float64
	// First is the post that came first with this text, of those that are
	// remembered; the post itself where it is new.
	First Ref
	// Count is how many posts said it so far, this one among them.
	Count int
	// Origins are where it was said, in the order of appearance, at most
	// MaxOrigins; nil while Count is 1.
	Origins []Origin
	// Again tells that this very post came before, to be read once more or
	// with an edit. It is not counted twice, and keeps its Tier.
	Again bool
}

// Repeat reports whether another post said the same before.
func (s Sighting) Repeat() bool { return s.Tier != New }

// group is all that is known of posts that say the same.
type group struct {
	number  uint64 // of the post that began it
	first   Ref
	last    int64 // newest time of its posts, in seconds; 0 is unknown
	count   int
	origins []Origin
	newest  uint64 // number of the newest post that is remembered
}

func (g *group) add(src string, p *source.Post) {
	g.count++
	if !p.Time.IsZero() {
		g.last = max(g.last, p.Time.Unix())
	}
	site := siteOf(p.URL)
	for i := range g.origins {
		if o := &g.origins[i]; o.Source == src && o.Site == site {
			o.Count++
			return
		}
	}
	if len(g.origins) < MaxOrigins {
		g.origins = append(g.origins, Origin{src, keep(site), 1})
	}
}

// heardFrom reports whether a source had a part in the group.
func (g *group) heardFrom(src string) bool {
	for _, o := range g.origins {
		if o.Source == src {
			return true
		}
	}
	return false
}
