package feed

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/source/feed/internal/document"
)

func TestFindHub(t *testing.T) {
	base, _ := url.Parse("https://press.example/feed")
	for name, tc := range map[string]struct {
		header []string
		doc    document.Document
		want   hub
	}{
		"none":                {doc: document.Document{Self: "/feed"}},
		"in the feed":         {doc: document.Document{Hub: "https://hub.example/", Self: "/feed.xml"}, want: hub{"https://hub.example/", "https://press.example/feed.xml"}},
		"no self":             {doc: document.Document{Hub: "https://hub.example/"}, want: hub{"https://hub.example/", "https://press.example/feed"}},
		"headers":             {header: []string{`<https://hub.example/>; rel="hub", </me>; rel=self`}, want: hub{"https://hub.example/", "https://press.example/me"}},
		"headers apart":       {header: []string{`<https://hub.example/>;rel='HUB'`, `<https://press.example/x>; title="a; b"; rel="alternate self"`}, want: hub{"https://hub.example/", "https://press.example/x"}},
		"headers count first": {header: []string{`<https://one.example/>; rel=hub`}, doc: document.Document{Hub: "https://two.example/"}, want: hub{"https://one.example/", "https://press.example/feed"}},
		"the first hub":       {header: []string{`<https://one.example/>; rel=hub, <https://two.example/>; rel=hub`}, want: hub{"https://one.example/", "https://press.example/feed"}},
		"a secret":            {header: []string{`<https://hub.example/?token=abc>; rel=hub`}},
		"broken":              {header: []string{`<<<; rel=hub`, `>`, `<a>;;;`, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.want, findHub(http.Header{"Link": tc.header}, &tc.doc, base))
		})
	}
}

func FuzzLinkHeader(f *testing.F) {
	f.Add(`<https://hub.example/>; rel="hub", </me>; rel=self`)
	f.Fuzz(func(t *testing.T, line string) {
		for rel, address := range linkHeader(http.Header{"Link": {line}}) {
			if rel == "" || len(address) > len(line) {
				t.Fatalf("%q: %q for %q", line, address, rel)
			}
		}
	})
}
