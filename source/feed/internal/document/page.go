package document

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// check tells a feed from what else stands at addresses.
func (m *mended) check(text []byte) error {
	switch m.root {
	case "rss", "rdf", "feed":
		return nil
	case "html", "head", "body", "":
		if link := alternate(text); link != "" {
			return fmt.Errorf("%w: it is a web page, whose feed is at %.200s", ErrNotFeed, link)
		}
		if m.root == "" {
			return fmt.Errorf("%w: it is neither XML nor JSON", ErrNotFeed)
		}
		return fmt.Errorf("%w: it is a web page", ErrNotFeed)
	}
	return fmt.Errorf("%w: it is XML whose first element is <%.40s>", ErrNotFeed, m.root)
}

// alternate returns the address of the feed that a web page points to.
func alternate(page []byte) string {
	z := html.NewTokenizer(bytes.NewReader(page[:min(len(page), 64<<10)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if token.Data != "link" {
				continue
			}
			attrs := map[string]string{}
			for _, a := range token.Attr {
				attrs[a.Key] = a.Val
			}
			kind := attrs["type"]
			if strings.EqualFold(attrs["rel"], "alternate") && (strings.Contains(kind, "rss") ||
				strings.Contains(kind, "atom") || strings.Contains(kind, "feed+json")) {
				return attrs["href"]
			}
		}
	}
}
