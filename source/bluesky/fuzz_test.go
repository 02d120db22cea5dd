package bluesky

import (
	"encoding/json"
	"testing"

	"github.com/earshot-go/earshot/source"
)

// FuzzEvent tries the reader of a stream with whatever a server may say.
func FuzzEvent(f *testing.F) {
	f.Add([]byte(`{"did":"did:plc:ann","time_us":1772442000000000,"kind":"commit","commit":{"rev":"a","operation":"create","collection":"app.bsky.feed.post","rkey":"b","cid":"c","record":{"text":"Acme","createdAt":"2026-03-02T09:00:00Z","langs":["en"],"facets":[{"features":[{"$type":"app.bsky.richtext.facet#tag","tag":"x"}]}]}}}`))
	f.Add([]byte(`{"did":"did:plc:ann","time_us":-1,"cursor":7,"kind":"account","account":{"active":false}}`))
	f.Fuzz(func(t *testing.T, message []byte) {
		r := reader{yield: func(b source.Batch, _ error) bool {
			for _, p := range b.Posts {
				if err := p.Check(); err != nil {
					t.Fatal(err)
				}
			}
			return true
		}}
		for range 2 { // the second time it is known, or wrong again
			if err := r.take(t.Context(), message); err != nil {
				t.Fatal(err)
			}
		}
		if len(r.batch.Posts) > 1 {
			t.Fatal("one event became two posts")
		}
		if err := r.flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		var e event
		if json.Unmarshal(message, &e) == nil && e.Exact > 0 && r.Exact > e.Exact {
			t.Fatal("the place ran ahead of the events")
		}
	})
}
