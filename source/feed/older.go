package feed

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source/feed/internal/document"
)

// maxPages is how many older pages are asked for to close a gap.
const maxPages = 10

// pageBack follows a feed into its past until something known comes, and
// returns all items, oldest first, and whether a hole is left. It is for the
// case that a publisher was faster than the reader; trouble on the way leaves
// the hole, and is none of the feed's own.
func (p *pass) pageBack(ctx context.Context, a answer, doc *document.Document, items []item) (all []item, hole bool) {
	all = items
	for page := 2; page <= maxPages; page++ {
		address := older(doc, a.base, page)
		if address == "" {
			return all, true
		}
		var err error
		if a, doc, err = p.page(ctx, address); err != nil {
			return all, true
		}
		found, _ := read(doc, a, p.state)
		known := !p.state.missed(found)
		all = unique(append(found, all...), p.state.Way)
		if len(found) == 0 || known {
			return all, len(found) == 0
		}
	}
	return all, true
}

func (p *pass) page(ctx context.Context, address string) (answer, *document.Document, error) {
	if err := fetch.Pace(ctx, address, p.source.config.Apart); err != nil {
		return answer{}, nil, err
	}
	request := p.source.request(address)
	resp, err := p.client.Do(ctx, request)
	if err != nil {
		return answer{}, nil, err
	}
	if err := request.Check(resp); err != nil {
		return answer{}, nil, err
	}
	a := toAnswer(resp)
	doc, err := parse(ctx, a)
	return a, doc, err
}

// older returns the address of a feed's next older page: what it says itself
// (RFC 5005), or what its software is known for.
func older(doc *document.Document, base *url.URL, page int) string {
	if doc.Next != "" {
		return resolve(base, doc.Next)
	}
	if !strings.Contains(strings.ToLower(doc.Generator), "wordpress") {
		return ""
	}
	u := *base
	query := u.Query()
	query.Set("paged", strconv.Itoa(page))
	u.RawQuery = query.Encode()
	return u.String()
}
