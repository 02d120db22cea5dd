package dashboard

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
)

// A row is a mention as it is shown, or the news that one was withdrawn. What
// viewers see of it is drawn once for each way of writing numbers, when the
// first of them asks.
type row struct {
	number  uint64 // its place on the tape
	key     string // of the mention: the same for its edits
	gone    bool   // it tells that the mention was withdrawn
	removed bool   // from the shelf; guarded by the board
	cut     bool   // the text is an excerpt of what was scored
	mention listen.Mention

	mu    sync.Mutex // held while it is drawn
	drawn atomic.Pointer[drawing]
}

// A drawing is a row as it is sent, by locale. It is never changed.
type drawing map[string][]byte

// rowOf copies what is shown of m, so that no long post is kept for an
// excerpt of it.
func rowOf(m *listen.Mention) *row {
	r := &row{key: keyOf(m), gone: m.Change == listen.Withdrawn}
	if r.gone {
		r.mention = listen.Mention{Brand: m.Brand, Source: m.Source, Change: m.Change}
		r.mention.Post.ID = m.Post.ID
		return r
	}
	r.mention = *m
	r.mention.Text, r.mention.Hits = cut(m.Text, m.Hits, m.Hit)
	if r.cut = len(r.mention.Text) != len(m.Text); r.cut {
		r.mention.Post.Text, r.mention.Post.Title = r.mention.Text, ""
	}
	r.mention.Post.Tags = nil
	if m.AlsoSeen != nil {
		seen := *m.AlsoSeen
		seen.Origins = nil // which are many, and not shown
		r.mention.AlsoSeen = &seen
	}
	return r
}

// keyOf names a mention in pages and addresses.
func keyOf(m *listen.Mention) string {
	h := sha256.New()
	for _, part := range []string{m.Source, m.Post.ID, m.Brand} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return "m" + hex.EncodeToString(h.Sum(nil)[:9])
}

// What templates ask of a row.

func (r *row) Key() string              { return r.key }
func (r *row) Mention() *listen.Mention { return &r.mention }
func (r *row) Time() time.Time          { return r.mention.Post.Time }
func (r *row) Pieces() []piece          { return pieces(r.mention.Text, r.mention.Hits) }
func (r *row) Address() string          { return webAddress(r.mention.Post.URL) }
func (r *row) Tone() string             { return r.mention.Sentiment.Label().String() }
func (r *row) Intents() []string        { return intentNames(r.mention.Intent) }
func (r *row) Network() string          { return network(r.mention.Source) }
func (r *row) Edited() bool             { return r.mention.Change == listen.Edited }

// Author is the name to show, and Handle the account where it says more.
func (r *row) Author() string {
	a := r.mention.Post.Author
	return clip(cmp.Or(a.Name, a.Handle, a.ID, "unknown author"), 60)
}

func (r *row) Handle() string {
	a := r.mention.Post.Author
	if a.Handle == "" || a.Handle == a.Name || a.Name == "" {
		return ""
	}
	return "@" + clip(strings.TrimPrefix(a.Handle, "@"), 60)
}

// Languages for the lang attribute: what the source states, or what was found.
func (r *row) Lang() string {
	return cmp.Or(r.mention.Post.Language, r.mention.Sentiment.Language)
}

// Hits are the places that name the brand, as they were written.
func (r *row) Hits() []written {
	var out []written
	for _, h := range r.mention.Hits[:min(len(r.mention.Hits), 5)] {
		if h.Start >= 0 && h.End <= len(r.mention.Text) && h.Start < h.End {
			out = append(out, written{clip(r.mention.Text[h.Start:h.End], 60), h})
		}
	}
	return out
}

type written struct {
	As string
	match.Hit
}

// Copies is how many posts said the same so far, 0 where there is no other.
func (r *row) Copies() int {
	if r.mention.AlsoSeen == nil {
		return 0
	}
	return r.mention.AlsoSeen.Count
}
