package feed

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"
)

// document is a feed as it was understood.
type document struct {
	language string
	entries  []entry
	// period is how often the publisher says that the feed changes.
	period time.Duration
	full   bool // there were more items than are read
}

// parse understands a feed of any kind.
func parse(ctx context.Context, a answer) (*document, error) {
	text := decode(a.body, a.contentType)
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
	doc.full = m.full
	return doc, nil
}

func read(ctx context.Context, text []byte) (*gofeed.Feed, error) {
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	parsed, err := parser.Parse(&cancelReader{ctx, bytes.NewReader(text)})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	return parsed, nil
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

func translate(parsed *gofeed.Feed) *document {
	doc := &document{language: parsed.Language, period: period(parsed)}
	for _, item := range parsed.Items {
		doc.entries = append(doc.entries, toEntry(item))
	}
	if len(doc.entries) > maxItems {
		doc.entries, doc.full = doc.entries[:maxItems], true
	}
	return doc
}

// timeToLive returns what an RSS feed states in minutes.
func timeToLive(parsed *gofeed.Feed) string {
	if original, ok := parsed.OriginalFeed().(*rss.Feed); ok {
		return original.TTL
	}
	return ""
}
