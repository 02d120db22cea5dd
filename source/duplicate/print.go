package duplicate

import (
	"slices"
	"strings"

	"github.com/earshot-go/earshot/source"
)

// What a key is made of.
const (
	byID = iota
	byAddress
	byWords
	byHeadline
	byLead
	keys
)

// leadWords is how many words a text must share with another one of the same
// headline.
const leadWords = 8

// print is what is compared of a post. A key is 0 where there is none.
type print struct {
	keys   [keys]uint64
	bare   bool    // a headline is all there is
	long   bool    // it has words enough to be near to another
	sketch *sketch // nil of a short text
}

// reader makes prints; it keeps memory from one to the next.
type reader struct{ title, text, headline, whole []uint64 }

func (r *reader) read(p *source.Post) print {
	var found print
	if worldwide(p.ID) {
		found.keys[byID] = hashString(byID, p.ID)
	}
	if address := Canonical(p.URL); address != "" {
		found.keys[byAddress] = hashString(byAddress, address)
	}
	r.title = appendWords(r.title[:0], p.Title)
	r.text = appendWords(r.text[:0], p.Text)
	r.headline = appendWords(r.headline[:0], withoutPublisher(p.Title))
	found.bare = startsWith(r.title, r.text)
	body := r.text
	if startsWith(r.text, r.title) {
		body = r.text[len(r.title):]
	}
	if found.bare {
		body = nil
	}
	r.whole = append(append(r.whole[:0], r.title...), body...)
	found.compare(r.whole, r.headline, body)
	return found
}

func (f *print) compare(whole, headline, body []uint64) {
	if len(whole) >= sameFrom {
		f.keys[byWords] = hashWords(byWords, whole)
	}
	if len(headline) >= sameFrom {
		f.keys[byHeadline] = hashWords(byHeadline, headline)
		if len(body) >= leadWords {
			f.keys[byLead] = mix(hashWords(byLead, headline)^hashWords(byLead, body[:leadWords])) | 1
		}
	}
	f.long = len(whole) >= nearFrom
	if len(whole) >= drawFrom {
		f.sketch = draw(whole)
	}
}

func startsWith(words, beginning []uint64) bool {
	return len(words) >= len(beginning) && slices.Equal(words[:len(beginning)], beginning)
}

// withoutPublisher cuts the name of a paper off a headline: "Acme opens a shop
// - The Daily Bugle".
func withoutPublisher(title string) string {
	for _, mark := range []string{" - ", " | ", " – ", " — "} {
		if i := strings.LastIndex(title, mark); i > 0 && len(strings.Fields(title[i+len(mark):])) <= 5 {
			return title[:i]
		}
	}
	return title
}
