package feed

import (
	"cmp"
	"context"
	"net/url"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/manners"
	"github.com/earshot-go/earshot/source/feed/internal/document"
)

// answer is a feed as it came, before it is parsed.
type answer struct {
	body        []byte
	sum         string // digest of the body
	contentType string
	base        *url.URL  // what relative addresses are relative to
	at          time.Time // when it came; zero is unknown
	response    *fetch.Response
}

func toAnswer(resp *fetch.Response) answer {
	return answer{
		body: resp.Body, contentType: resp.Header.Get("Content-Type"),
		base: resp.URL, at: resp.Received, response: resp,
	}
}

// forget lets go of what was parsed.
func (a *answer) forget() {
	a.body = nil
	if a.response != nil {
		a.response.Body = nil
	}
}

func parse(ctx context.Context, a answer) (*document.Document, error) {
	leave, err := manners.From(ctx).Read(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	doc, err := document.Parse(ctx, a.body, a.contentType)
	if err == nil && a.response != nil {
		doc.Next = cmp.Or(doc.Next, linkHeader(a.response.Header)["next"])
	}
	return doc, err
}
