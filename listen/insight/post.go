package insight

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// A Post is evidence: a post that stands for others.
type Post struct {
	Source string    `json:"source"`
	ID     string    `json:"id"`
	URL    string    `json:"url,omitzero"`
	Brand  string    `json:"brand"`
	Author string    `json:"author,omitzero"` // as shown: the handle, or else the name
	Time   time.Time `json:"time"`
	// Text is at most 280 bytes around the brand; Start and End are where it
	// is named there.
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	// Valence is the tone toward the brand in [-1, 1]; Tone is its label,
	// empty where the tone cannot be said.
	Valence float64      `json:"valence"`
	Tone    string       `json:"tone,omitzero"`
	Reach   source.Count `json:"reach,omitzero"` // the author's followers
	// Engagement is likes, shares and replies together, as far as known.
	Engagement source.Count `json:"engagement,omitzero"`
}

const excerptBytes = 280

func evidence(m *listen.Mention) Post {
	text, from := excerpt(m.Text, m.Hit.Start, excerptBytes)
	p := Post{
		Source: m.Source, ID: clip(m.Post.ID, maxField), URL: clip(m.Post.URL, maxField), Brand: m.Brand,
		Author: clip(shownAuthor(&m.Post.Author), maxField), Time: m.Post.Time,
		Text: text, Valence: m.Sentiment.Valence, Tone: toneOf(m),
		Reach: m.Post.Author.Followers, Engagement: engagement(&m.Post),
	}
	if math.IsNaN(p.Valence) || math.IsInf(p.Valence, 0) {
		p.Valence = 0
	}
	if start, end := m.Hit.Start-from, m.Hit.End-from; start >= 0 && start < end && end <= len(text) {
		p.Start, p.End = start, end
	}
	return p
}

// excerpt cuts at most size bytes out of text around a byte, between runes, and
// tells where they begin.
func excerpt(text string, around, size int) (string, int) {
	if len(text) <= size {
		return strings.ToValidUTF8(text, "\uFFFD"), 0
	}
	from := max(0, min(around-size/3, len(text)-size))
	to := from + size
	for from < to && !utf8.RuneStart(text[from]) {
		from++
	}
	for to > from && to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	return strings.ToValidUTF8(strings.Clone(text[from:to]), "\uFFFD"), from
}

func shownAuthor(a *source.Author) string { return cmp.Or(a.Handle, a.Name, a.ID) }

// authorKey identifies an author within all sources; "" is nobody known.
func authorKey(m *listen.Mention) string {
	a := &m.Post.Author
	id := cmp.Or(a.ID, a.Handle, a.URL, a.Name)
	if id == "" {
		return ""
	}
	if len(id) > maxKey { // a table of many keys is bounded only if each of them is
		id = clip(id, maxKey/2) + fmt.Sprintf("~%016x", hashOf(id))
	}
	return m.Source + "\x00" + id
}

// maxKey and maxField bound what is kept of texts from outside, in bytes.
const (
	maxKey   = 256
	maxField = 512
)

// clip cuts a text between runes.
func clip(s string, size int) string {
	if len(s) <= size {
		return s
	}
	for size > 0 && !utf8.RuneStart(s[size]) {
		size--
	}
	return strings.Clone(s[:size])
}

// engagement is likes, shares and replies together; unknown if none is known.
func engagement(p *source.Post) source.Count {
	sum, known := int64(0), false
	for _, c := range []source.Count{p.Likes, p.Shares, p.Replies} {
		if n, ok := c.Value(); ok {
			sum, known = saturated(sum, bounded(n)), true
		}
	}
	if !known {
		return source.Count{}
	}
	return source.Known(sum)
}

// most is more than there are people: a larger number is a fault of its source.
const most = 10_000_000_000

func bounded(n int64) int64 { return min(n, most) }

// saturated adds numbers that are not negative, and stays at the largest.
func saturated(a, b int64) int64 {
	if sum := a + b; sum >= 0 {
		return sum
	}
	return 1<<63 - 1
}

// toneOf names the tone toward the brand, "" where it cannot be said.
func toneOf(m *listen.Mention) string {
	if label := m.Sentiment.Label(); label != sentiment.Unknown {
		return label.String()
	}
	return ""
}

// Tone counts mentions by their tone toward the brand.
type Tone struct {
	Negative int64 `json:"negative"`
	Neutral  int64 `json:"neutral"`
	Positive int64 `json:"positive"`
	Unknown  int64 `json:"unknown"` // it cannot be said
}

func (t *Tone) add(m *listen.Mention) {
	switch m.Sentiment.Label() {
	case sentiment.Negative:
		t.Negative++
	case sentiment.Positive:
		t.Positive++
	case sentiment.Neutral:
		t.Neutral++
	default:
		t.Unknown++
	}
}

func (t *Tone) merge(o Tone) {
	t.Negative += o.Negative
	t.Neutral += o.Neutral
	t.Positive += o.Positive
	t.Unknown += o.Unknown
}

// Judged is how many mentions have a tone.
func (t Tone) Judged() int64 { return t.Negative + t.Neutral + t.Positive }

// NegativeShare is the share of negative ones among those with a tone, with
// its interval.
func (t Tone) NegativeShare() Interval { return proportion(t.Negative, t.Judged()) }

// PositiveShare is the share of positive ones among those with a tone.
func (t Tone) PositiveShare() Interval { return proportion(t.Positive, t.Judged()) }
