package document

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
)

// parseJSON reads a JSON Feed (version 1 or 1.1) item by item, so that an odd
// field costs no more than itself, and a document that was cut off keeps the
// items before the cut.
func parseJSON(ctx context.Context, text []byte) (*Document, error) {
	dec := json.NewDecoder(&cancelReader{ctx, bytes.NewReader(text)})
	dec.UseNumber()
	j := jsonFeed{dec: dec, doc: &Document{}}
	err := j.read()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if !j.isFeed {
		if err == nil || err == io.EOF {
			return nil, fmt.Errorf("%w: JSON that has neither version nor items of a JSON Feed", ErrNotFeed)
		}
		return nil, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	return j.doc, nil
}

type jsonFeed struct {
	dec    *json.Decoder
	doc    *Document
	isFeed bool
}

func (j *jsonFeed) read() error {
	if token, err := j.dec.Token(); err != nil || token != json.Delim('{') {
		return err
	}
	for j.dec.More() {
		name, err := j.dec.Token()
		if err != nil {
			return err
		}
		if name == "items" {
			err = j.items()
		} else {
			err = j.member(name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (j *jsonFeed) member(name json.Token) error {
	var value any
	if err := j.dec.Decode(&value); err != nil {
		return err
	}
	switch name {
	case "version":
		j.isFeed = true
	case "language":
		j.doc.Language = word(value)
	case "next_url":
		j.doc.Next = word(value)
	case "feed_url":
		j.doc.Self = word(value)
	case "hubs":
		j.doc.Hub = jsonHub(value)
	}
	return nil
}

// jsonHub returns the address of the first hub that speaks WebSub.
func jsonHub(value any) string {
	hubs, _ := value.([]any)
	for _, hub := range hubs {
		hub, _ := hub.(map[string]any)
		if strings.EqualFold(word(hub["type"]), "websub") {
			return word(hub["url"])
		}
	}
	return ""
}

func (j *jsonFeed) items() error {
	token, err := j.dec.Token()
	if err != nil || token != json.Delim('[') {
		return err // items: null is a feed without items
	}
	j.isFeed = true
	for j.dec.More() {
		var item map[string]any
		var value any
		if err := j.dec.Decode(&value); err != nil {
			return err
		}
		if item, _ = value.(map[string]any); item == nil {
			continue
		}
		if len(j.doc.Entries) == MaxItems {
			j.doc.Full = true
			return io.EOF
		}
		j.doc.Entries = append(j.doc.Entries, jsonEntry(item))
	}
	_, err = j.dec.Token()
	return err
}

func jsonEntry(item map[string]any) Entry {
	e := Entry{
		ID: word(item["id"]), Title: asHTML(word(item["title"])),
		Link: firstWord(item["url"], item["external_url"]),
		Body: word(item["content_html"]), Language: word(item["language"]),
		Published: parseDate(word(item["date_published"])), Updated: parseDate(word(item["date_modified"])),
	}
	if e.Body == "" {
		e.Body = asHTML(firstWord(item["content_text"], item["summary"]))
	}
	if tags, ok := item["tags"].([]any); ok {
		for _, tag := range tags {
			e.Tags = append(e.Tags, asHTML(word(tag)))
		}
	}
	e.Author.Name, e.Author.URL = jsonAuthor(item)
	return e
}

// jsonAuthor reads the authors of version 1.1 and the author of version 1.
func jsonAuthor(item map[string]any) (name, address string) {
	author, _ := item["author"].(map[string]any)
	if authors, ok := item["authors"].([]any); ok && len(authors) > 0 {
		author, _ = authors[0].(map[string]any)
	}
	return asHTML(word(author["name"])), word(author["url"])
}

// word returns a string, or a number as it was written: ids come as either.
func word(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case json.Number:
		return value.String()
	case bool:
		return strconv.FormatBool(value)
	}
	return ""
}

func firstWord(values ...any) string {
	for _, value := range values {
		if s := word(value); s != "" {
			return s
		}
	}
	return ""
}

// asHTML escapes plain text, as all text of entries is marked up.
func asHTML(s string) string { return html.EscapeString(s) }
