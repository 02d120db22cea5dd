package document

import (
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"

	"github.com/earshot-go/earshot/source"
)

// An Entry is one item of a feed. Its strings are marked up as HTML, also where
// the feed held plain text; only ID and Link are as they came.
type Entry struct {
	ID, Link, Title, Body string
	Author                source.Author
	Published, Updated    time.Time // zero where nobody can read them
	Tags                  []string
	// Parent is the id of what the item answers.
	Parent string
	// Language is that of the item where it differs from the feed's.
	Language string
	Replies  source.Count
	Rating   source.Rating
}

func toEntry(item *gofeed.Item) Entry {
	e := Entry{
		ID: strings.TrimSpace(item.GUID), Link: strings.TrimSpace(item.Link),
		Title: item.Title, Body: item.Content, Tags: item.Categories,
	}
	if e.Body == "" {
		e.Body = item.Description
	}
	if e.Body == "" {
		e.Body = mediaText(item.Extensions, "description")
	}
	if e.Title == "" {
		e.Title = mediaText(item.Extensions, "title")
	}
	e.Published = moment(item.Published, item.PublishedParsed)
	if e.Published.IsZero() {
		e.Published = termsTime(item.Extensions, "issued", "created")
	}
	e.Updated = moment(item.Updated, item.UpdatedParsed)
	if e.Updated.IsZero() {
		e.Updated = termsTime(item.Extensions, "modified")
	}
	if len(item.Authors) > 0 && item.Authors[0] != nil {
		e.Author.Name = item.Authors[0].Name
	}
	if e.Link == "" && isWebAddress(e.ID) {
		e.Link = e.ID // a permanent address, as guid and atom:id often are
	}
	if e.Link == "" && len(item.Enclosures) > 0 && item.Enclosures[0] != nil {
		e.Link = item.Enclosures[0].URL
	}
	e.Replies, e.Parent = thread(item.Extensions)
	e.Rating = rating(item.Extensions)
	return e
}

// moment reads a date. gofeed's own reading, which takes zones that it does
// not know for UTC, is for forms that are not known here.
func moment(raw string, parsed *time.Time) time.Time {
	if t := parseDate(raw); !t.IsZero() || parsed == nil {
		return t
	}
	return parsed.UTC()
}

// termsTime returns the first readable date of the given Dublin Core terms.
func termsTime(all ext.Extensions, names ...string) time.Time {
	for _, name := range names {
		for _, found := range all["dcterms"][name] {
			if t := parseDate(found.Value); !t.IsZero() {
				return t
			}
		}
	}
	return time.Time{}
}

// mediaText returns the title or description of a video, which Media RSS keeps
// apart.
func mediaText(all ext.Extensions, name string) string {
	for _, group := range append(all["media"]["group"], ext.Extension{Children: all["media"]}) {
		for _, found := range group.Children[name] {
			if found.Value != "" {
				return found.Value
			}
		}
	}
	return ""
}

// thread returns how many answers an item has, and what it answers itself
// (slash module of RSS 1.0; RFC 4685).
func thread(all ext.Extensions) (replies source.Count, parent string) {
	for _, found := range append(all["slash"]["comments"], all["thr"]["total"]...) {
		if n, err := strconv.ParseInt(strings.TrimSpace(found.Value), 10, 64); err == nil {
			replies = source.Known(n)
		}
	}
	for _, found := range all["thr"]["in-reply-to"] {
		parent = found.Attrs["ref"]
	}
	return replies, parent
}

// rating returns the stars of a review in a feed of the App Store, one to five.
func rating(all ext.Extensions) source.Rating {
	for _, found := range all["im"]["rating"] {
		if n, err := strconv.ParseFloat(strings.TrimSpace(found.Value), 64); err == nil && n >= 0 && n <= 5 {
			return source.Rating{Value: n, Best: 5}
		}
	}
	return source.Rating{}
}

func isWebAddress(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}
