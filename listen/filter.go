package listen

import (
	"errors"
	"fmt"

	"github.com/earshot-go/earshot/match/query"
	"github.com/earshot-go/earshot/source"
)

// compileFilters returns the brands' filters, nil where there is none, or
// every bad one, joined.
func compileFilters(brands []Brand) ([]*query.Query, error) {
	filters := make([]*query.Query, len(brands))
	var errs []error
	for i, b := range brands {
		if b.Filter == "" {
			continue
		}
		q, err := query.Compile(b.Filter)
		if err != nil {
			errs = append(errs, fmt.Errorf("listen: brand %q: filter: %w", b.Name, err))
		}
		filters[i] = q
	}
	return filters, errors.Join(errs...)
}

// passes reports whether a post answers the filter of a brand.
func (l *Listener) passes(brand int, src string, p *source.Post) bool {
	q := l.filters[brand]
	return q == nil || q.Match(documentOf(src, p))
}

// documentOf is a post as a query sees it. A rating is scaled to five.
func documentOf(src string, p *source.Post) *query.Document {
	d := &query.Document{
		Title: p.Title, Text: p.Text,
		Author: p.Author.Name, Handle: p.Author.Handle,
		URL: p.URL, Source: src, Language: p.Language, Country: p.Country, Kind: string(p.Kind),
	}
	if n, known := p.Author.Followers.Value(); known {
		d.Followers = query.Known(float64(n))
	}
	if p.Rating.Best > 0 {
		d.Rating = query.Known(5 * p.Rating.Value / p.Rating.Best)
	}
	return d
}
