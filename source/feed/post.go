package feed

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed/internal/document"
)

const (
	maxTitle = 1 << 10
	maxName  = 200
	maxTags  = 32
	maxID    = 1 << 10
)

// post makes a post of an entry. A relative address is resolved against the
// address that was fetched. The id is filled in later, as it depends on the
// other entries.
func toPost(e document.Entry, a answer, language string) source.Post {
	p := source.Post{
		URL:      resolve(a.base, e.Link),
		Title:    plaintext.HTMLLine(e.Title, maxTitle),
		Text:     plaintext.HTML(e.Body, source.MaxText),
		Language: canonicalLanguage(cmp.Or(e.Language, language)),
		Author:   source.Author{Name: plaintext.HTMLLine(e.Author.Name, maxName), URL: resolve(a.base, e.Author.URL)},
		Parent:   plaintext.Line(e.Parent, maxID),
		Replies:  e.Replies,
		Rating:   e.Rating,
		Kind:     source.KindPost,
	}
	switch {
	case p.Rating != source.Rating{}:
		p.Kind = source.KindReview
	case p.Parent != "":
		p.Kind = source.KindReply
	}
	for _, tag := range e.Tags {
		if tag = plaintext.HTMLLine(tag, maxName); tag != "" && len(p.Tags) < maxTags {
			p.Tags = append(p.Tags, tag)
		}
	}
	p.Time, p.TimeEstimated = believe(e.Published, e.Updated, a.at)
	if e.Updated.After(p.Time) && (a.at.IsZero() || !e.Updated.After(a.at)) {
		p.Edited = e.Updated
	}
	p.Version = p.Fingerprint()
	return p
}

// resolve returns an absolute address, "" where link is none.
func resolve(base *url.URL, link string) string {
	link = strings.TrimSpace(link)
	if link == "" {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil || len(link) > 4000 {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	u = unwrap(u)
	u.User = nil
	return plaintext.Line(u.String(), 4000)
}

// oldest is before the first feed: an earlier date is a default of some
// software, not a date.
var oldest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)

// believe returns when an item was written: its publication if that can be,
// else its change, else when the feed came, as an estimate. at is zero where
// nobody knows when the feed came.
func believe(published, updated, at time.Time) (t time.Time, estimated bool) {
	for _, t := range []time.Time{published, updated} {
		if t.After(oldest) && (at.IsZero() || !t.After(at)) {
			return t.UTC(), false
		}
	}
	return at, !at.IsZero()
}
