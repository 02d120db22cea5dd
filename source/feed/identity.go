package feed

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed/internal/document"
)

// How a feed's items are told apart. It starts with the first way and goes to
// the next, for good, once the items of one document share an id: publishers
// are known that give all items one guid.
const (
	byGUID = iota
	byGUIDAndLink
	byContent
	ways
)

var errEmpty = errors.New("it has neither title nor text nor address")

// item is a post with its id by each way.
type item struct {
	post source.Post
	ids  [ways]string
}

// read returns the items of a document, oldest first and each once, and what
// had to be left out.
func read(doc *document.Document, a answer, s *state) ([]item, []error) {
	var found []item
	var skipped []error
	for i, e := range doc.Entries {
		post := toPost(e, a, doc.Language)
		it, err := identify(e, post)
		if err != nil {
			skipped = append(skipped, &source.SkipError{Item: fmt.Sprintf("entry %d", i+1), Err: err})
			continue
		}
		found = append(found, it)
	}
	for s.Way < byContent && collide(found, s.Way) {
		s.Way++
	}
	// Feeds begin with the newest; items without a time keep that order.
	slices.Reverse(found)
	found = unique(found, s.Way)
	if doc.Full {
		skipped = append(skipped, &source.SkipError{
			Item: fmt.Sprintf("what follows entry %d", document.MaxItems),
			Err:  errors.New("a feed is read that far"),
		})
	}
	return found, skipped
}

func identify(e document.Entry, post source.Post) (item, error) {
	if post.Title == "" && post.Text == "" && post.URL == "" {
		return item{}, errEmpty
	}
	guid := canonicalID(e.ID)
	link := canonicalID(post.URL)
	content := (&source.Post{Title: post.Title, Text: post.Text, URL: post.URL}).Identify()
	found := item{post: post, ids: [ways]string{
		cmp.Or(guid, link, content),
		guidAndLink(guid, link, content),
		guidAndLink(guid, link, "") + " " + content,
	}}
	found.post.ID = found.ids[byGUID]
	return found, found.post.Check()
}

// guidAndLink returns both, or what there is of them.
func guidAndLink(guid, link, content string) string {
	switch {
	case guid == "" && link == "":
		return content
	case guid == "" || guid == link:
		return link
	case link == "":
		return guid
	}
	return guid + " " + link
}

// canonicalID returns an id that survives a publisher's move from http to
// https, and bounds it.
func canonicalID(id string) string {
	id = plaintext.Line(strings.TrimSpace(id), 4*maxID)
	if rest, ok := strings.CutPrefix(id, "http://"); ok {
		id = "https://" + rest
	}
	if len(id) > maxID {
		return plaintext.Cut(id, maxID-40) + " " + digest([]byte(id))
	}
	return id
}

// collide reports whether two different items have one id. Items that agree in
// their title too are revisions of one.
func collide(items []item, way int) bool {
	titles := map[string]string{}
	for _, it := range items {
		title := cmp.Or(it.post.Title, it.ids[byContent])
		if other, ok := titles[it.ids[way]]; ok && other != title {
			return true
		}
		titles[it.ids[way]] = title
	}
	return false
}

// unique gives the items their ids, drops what stands twice in a document and
// puts the oldest first.
func unique(items []item, way int) []item {
	seen := map[string]bool{}
	kept := items[:0]
	for _, it := range items {
		if it.post.ID = it.ids[way]; !seen[it.post.ID] {
			seen[it.post.ID] = true
			kept = append(kept, it)
		}
	}
	slices.SortStableFunc(kept, func(a, b item) int { return a.post.Time.Compare(b.post.Time) })
	return kept
}
