package insight

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match/query"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// A Selection says which mentions are looked at. The zero Selection takes all
// mentions by the public, each once.
type Selection struct {
	// From and To bound the time of the posts: From is in, To is out. Zero
	// leaves that end open.
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
	// Brands are the names to look at; none means all.
	Brands []string `json:"brands,omitempty"`
	// Query is a Boolean query, as package query reads them, that the post
	// must answer.
	Query string `json:"query,omitzero"`
	// Without leaves out mentions with any of these intents, for instance
	// sentiment.Spam|sentiment.News.
	Without sentiment.Intent `json:"without,omitempty"`
}

// An OptionError tells which option is wrong and why.
type OptionError struct {
	Field  string
	Value  any
	Reason string
}

func (e *OptionError) Error() string {
	return fmt.Sprintf("insight: %s %v: %s", e.Field, e.Value, e.Reason)
}

// A Reason tells why a mention was not counted.
type Reason string

// The reasons. A mention that is withdrawn later stays counted: it was said.
const (
	Own       Reason = "own"       // the brand's own account wrote it
	Seen      Reason = "seen"      // an edit or a withdrawal of a mention that was told before
	Repeat    Reason = "repeat"    // the listener's own rule for duplicates leaves it out
	OffTime   Reason = "time"      // outside Selection.From and To, or without a time
	OffBrand  Reason = "brand"     // of a brand that was not asked for
	Unmatched Reason = "unmatched" // does not answer Selection.Query
	Unwanted  Reason = "unwanted"  // has an intent that Selection.Without names
)

// A filter is a Selection that can be asked.
type filter struct {
	Selection
	query *query.Query
}

func (s Selection) compile() (filter, error) {
	f := filter{Selection: s}
	var errs []error
	if !s.From.IsZero() && !s.To.IsZero() && !s.From.Before(s.To) {
		errs = append(errs, &OptionError{"Selection.To", s.To, "not after From"})
	}
	if s.Query != "" {
		q, err := query.Compile(s.Query)
		if err != nil {
			errs = append(errs, fmt.Errorf("insight: Selection.Query: %w", err))
		}
		f.query = q
	}
	return f, errors.Join(errs...)
}

// refuses returns why a mention does not count, or "".
func (f *filter) refuses(m *listen.Mention) Reason {
	switch {
	case m.Own:
		return Own
	case m.Change != listen.Added && m.Change != "":
		return Seen
	case m.Repeat:
		return Repeat
	}
	return f.outside(m)
}

// outside returns why a mention, whoever wrote it, was not asked for, or "".
func (f *filter) outside(m *listen.Mention) Reason {
	t := m.Post.Time
	switch {
	case t.IsZero() || t.Year() < 1 || t.Year() > 9999 || t.Before(f.From) || !f.To.IsZero() && !t.Before(f.To):
		return OffTime
	case len(f.Brands) > 0 && !slices.Contains(f.Brands, m.Brand):
		return OffBrand
	case m.Intent&f.Without != 0:
		return Unwanted
	case f.query != nil && !f.query.Match(documentOf(m)):
		return Unmatched
	}
	return ""
}

// documentOf is a mention as a query sees it. A rating is scaled to five.
func documentOf(m *listen.Mention) *query.Document {
	p := &m.Post
	d := &query.Document{
		Title: p.Title, Text: p.Text,
		Author: p.Author.Name, Handle: p.Author.Handle,
		URL: p.URL, Source: m.Source, Language: p.Language, Country: p.Country, Kind: string(p.Kind),
		Followers: number(p.Author.Followers),
	}
	if p.Rating.Best > 0 {
		d.Rating = query.Known(5 * p.Rating.Value / p.Rating.Best)
	}
	return d
}

func number(c source.Count) query.Number {
	if n, known := c.Value(); known {
		return query.Known(float64(n))
	}
	return query.Number{}
}
