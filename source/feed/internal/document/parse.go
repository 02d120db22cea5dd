package document

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// ErrNotFeed means that a document is neither RSS, Atom nor JSON Feed.
var ErrNotFeed = errors.New("not a feed")

// A Document is a feed as it was understood.
type Document struct {
	Language string
	Entries  []Entry
	// Period is how long the publisher says that the feed stays unchanged.
	Period time.Duration
	// Next is the address of the older items (RFC 5005), as it came.
	Next string
	// Generator names the software that made the feed.
	Generator string
	// Hub and Self are where changes are announced (WebSub).
	Hub, Self string
	// Full tells that there are more than MaxItems items.
	Full bool
}

// Parse understands a feed of any kind in any encoding. contentType is the
// header that it came with, "" for none. The error is ErrNotFeed with a reason,
// or that of the context.
func Parse(ctx context.Context, body []byte, contentType string) (*Document, error) {
	text := decode(body, contentType)
	trimmed := bytes.TrimLeft(text, " \t\r\n\x00")
	if len(trimmed) == 0 {
		return nil, fmt.Errorf("%w: it is empty", ErrNotFeed)
	}
	if trimmed[0] == '{' || trimmed[0] == '[' {
		return parseJSON(ctx, trimmed)
	}
	m := mend(text)
	if err := m.check(text); err != nil {
		return nil, err
	}
	parsed, err := read(ctx, m.xml)
	if err != nil {
		return nil, err
	}
	doc := translate(parsed)
	doc.Full = m.full
	return doc, nil
}

func read(ctx context.Context, text []byte) (*gofeed.Feed, error) {
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	parser.RSSTranslator = withoutImages{}
	parsed, err := parser.Parse(&cancelReader{ctx, bytes.NewReader(text)})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	return parsed, nil
}

// withoutImages keeps gofeed from parsing the text of every item as HTML in
// search of an image, which takes longer than all else and knows no context.
type withoutImages struct{ gofeed.DefaultRSSTranslator }

func (t withoutImages) Translate(parsed any) (*gofeed.Feed, error) {
	original, ok := parsed.(*rss.Feed)
	if !ok {
		return t.DefaultRSSTranslator.Translate(parsed)
	}
	type text struct{ description, content string }
	texts := make([]text, len(original.Items))
	for i, item := range original.Items {
		texts[i] = text{item.Description, item.Content}
		item.Description, item.Content = "", ""
	}
	feed, err := t.DefaultRSSTranslator.Translate(original)
	if err != nil {
		return nil, err
	}
	for i, item := range feed.Items {
		// Where the item had none itself, gofeed has looked elsewhere.
		item.Description = cmp.Or(texts[i].description, item.Description)
		item.Content = cmp.Or(texts[i].content, item.Content)
	}
	return feed, nil
}

// cancelReader stops a parser that knows no context.
type cancelReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancelReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

func translate(parsed *gofeed.Feed) *Document {
	doc := &Document{Language: parsed.Language, Generator: parsed.Generator, Period: period(parsed)}
	for _, item := range parsed.Items {
		doc.Entries = append(doc.Entries, toEntry(item))
	}
	for rel, address := range links(parsed) {
		switch rel {
		case "next":
			doc.Next = address
		case "hub":
			doc.Hub = address
		case "self":
			doc.Self = address
		}
	}
	return doc
}

// links returns the addresses of a feed by their relation, the first of each.
func links(parsed *gofeed.Feed) map[string]string {
	found := map[string]string{}
	add := func(rel, address string) {
		if rel = strings.ToLower(rel); found[rel] == "" {
			found[rel] = strings.TrimSpace(address)
		}
	}
	switch original := parsed.OriginalFeed().(type) {
	case *atom.Feed:
		for _, link := range original.Links {
			add(link.Rel, link.Href)
		}
		eachExtension(original.Extensions, add)
	case *rss.Feed:
		eachExtension(original.Extensions, add)
	}
	return found
}

// eachExtension goes over the Atom links in a feed of another kind, which
// stand there under any prefix.
func eachExtension(all ext.Extensions, add func(rel, address string)) {
	for _, prefix := range []string{"atom", "atom10", "a10", "atom03"} {
		for _, link := range all[prefix]["link"] {
			add(link.Attrs["rel"], link.Attrs["href"])
		}
	}
}
