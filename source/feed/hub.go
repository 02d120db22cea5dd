package feed

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source/feed/internal/document"
)

// hub is where a feed announces its changes, and what it is called there.
type hub struct {
	URL   string `json:"url,omitzero"`
	Topic string `json:"topic,omitzero"`
}

// maxHub bounds the addresses that are kept of a hub.
const maxHub = 1 << 10

// findHub returns the hub that an answer names: in its headers, which count
// first, or in the feed.
func findHub(header http.Header, doc *document.Document, base *url.URL) hub {
	links := linkHeader(header)
	at, topic := links["hub"], links["self"]
	if at == "" {
		at = doc.Hub
	}
	if topic == "" {
		topic = doc.Self
	}
	if topic == "" && base != nil {
		topic = base.String()
	}
	h := hub{resolve(base, at), resolve(base, topic)}
	if !tellable(h.URL) || !tellable(h.Topic) {
		return hub{}
	}
	return h
}

// tellable reports whether an address may be kept in a cursor: one that holds a
// secret may not.
func tellable(address string) bool {
	return address != "" && len(address) <= maxHub && fetch.Hide(address) == address
}

// linkHeader reads Link headers (RFC 8288): <address>; rel="hub self".
func linkHeader(header http.Header) map[string]string {
	found := map[string]string{}
	for _, line := range header["Link"] {
		for range 20 {
			_, rest, ok := strings.Cut(line, "<")
			address, params, closed := strings.Cut(rest, ">")
			if !ok || !closed {
				break
			}
			params, line, _ = strings.Cut(params, "<")
			for rel := range strings.FieldsSeq(relation(params)) {
				if found[rel] == "" {
					found[rel] = strings.TrimSpace(address)
				}
			}
			line = "<" + line
		}
	}
	return found
}

// relation returns the value of the parameter rel.
func relation(params string) string {
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
		if strings.EqualFold(strings.TrimSpace(name), "rel") {
			return strings.ToLower(strings.Trim(strings.TrimRight(strings.TrimSpace(value), ", "), `"'`))
		}
	}
	return ""
}
