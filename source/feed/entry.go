package feed

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
)

const (
	maxTitle = 1 << 10
	maxName  = 200
	maxTags  = 32
	maxID    = 1 << 10
)

// entry is one item of a feed, its text still as marked up as it came.
type entry struct {
	id, link, title, body string
	author                source.Author
	published, updated    time.Time
	tags                  []string
	parent, language      string
	replies               source.Count
}

func toEntry(item *gofeed.Item) entry {
	e := entry{
		id: strings.TrimSpace(item.GUID), link: strings.TrimSpace(item.Link),
		title: item.Title, body: item.Content, tags: item.Categories,
	}
	if e.body == "" {
		e.body = item.Description
	}
	if e.body == "" {
		e.body = mediaDescription(item.Extensions)
	}
	e.published = firstTime(item.PublishedParsed, item.Published)
	e.updated = firstTime(item.UpdatedParsed, item.Updated)
	if len(item.Authors) > 0 && item.Authors[0] != nil {
		e.author.Name = item.Authors[0].Name
	}
	if e.link == "" && len(item.Enclosures) > 0 && item.Enclosures[0] != nil {
		e.link = item.Enclosures[0].URL
	}
	e.replies, e.parent = thread(item.Extensions)
	return e
}

func firstTime(parsed *time.Time, raw string) time.Time {
	if parsed != nil {
		return parsed.UTC()
	}
	return parseDate(raw)
}

// mediaDescription returns the text of a video, which Media RSS keeps apart.
func mediaDescription(all ext.Extensions) string {
	for _, group := range append(all["media"]["group"], ext.Extension{Children: all["media"]}) {
		for _, description := range group.Children["description"] {
			if description.Value != "" {
				return description.Value
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

// post makes a post of an entry. A relative address is resolved against the
// address that was fetched. The id is filled in later, as it depends on the
// other entries.
func (e entry) post(a answer, language string) source.Post {
	p := source.Post{
		URL:      resolve(a.base, e.link),
		Title:    plaintext.HTMLLine(e.title, maxTitle),
		Text:     plaintext.HTML(e.body, source.MaxText),
		Language: canonicalLanguage(firstOf(e.language, language, " ")),
		Author:   source.Author{Name: plaintext.HTMLLine(e.author.Name, maxName), URL: resolve(a.base, e.author.URL)},
		Parent:   plaintext.Line(e.parent, maxID),
		Replies:  e.replies,
		Kind:     source.KindPost,
	}
	if p.Parent != "" {
		p.Kind = source.KindReply
	}
	for _, tag := range e.tags {
		if tag = plaintext.HTMLLine(tag, maxName); tag != "" && len(p.Tags) < maxTags {
			p.Tags = append(p.Tags, tag)
		}
	}
	p.Time, p.TimeEstimated = believe(e.published, e.updated, a.at)
	if e.updated.After(p.Time) && (a.at.IsZero() || !e.updated.After(a.at)) {
		p.Edited = e.updated
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
	u.User = nil
	return plaintext.Line(u.String(), 4000)
}
