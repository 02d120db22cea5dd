package listen

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// Bounds of what a tally keeps per brand and window. Counts are exact; who and
// what drove them is told from a sample.
const (
	maxSample  = 128
	maxExcerpt = 280 // bytes of text around a hit
)

// A tally counts the mentions of one brand in a span of time and samples them.
type tally struct {
	Mentions   int `json:"mentions,omitzero"`
	Scored     int `json:"scored,omitzero"` // mentions whose tone is known
	Positive   int `json:"positive,omitzero"`
	Negative   int `json:"negative,omitzero"`
	Complaints int `json:"complaints,omitzero"`
	Repeats    int `json:"repeats,omitzero"` // posts left out because they were counted before

	Sources map[string]int `json:"sources,omitempty"`
	Sample  []excerpt      `json:"sample,omitempty"` // the maxSample mentions with the smallest keys
}

// An excerpt is what is kept of a mention to explain an alert.
type excerpt struct {
	Key      postKey      `json:"key"` // orders the sample: as good as random, yet the same in every run
	ID       string       `json:"id"`
	Source   string       `json:"source"`
	Author   string       `json:"author,omitzero"`
	URL      string       `json:"url,omitzero"`
	Text     string       `json:"text"`
	Language string       `json:"language,omitzero"`
	Reach    source.Count `json:"reach,omitzero"` // the author's followers
}

func (t *tally) add(m *Mention, key postKey) {
	t.Mentions++
	label := m.Sentiment.Label()
	if label != sentiment.Unknown {
		t.Scored++
	}
	switch label {
	case sentiment.Positive:
		t.Positive++
	case sentiment.Negative:
		t.Negative++
	}
	if m.Intent.Has(sentiment.Complaint) {
		t.Complaints++
	}
	if t.Sources == nil {
		t.Sources = make(map[string]int)
	}
	t.Sources[m.Source]++
	t.keep(key, func() excerpt { return excerptOf(m, key) })
}

// merge adds what other counted.
func (t *tally) merge(other *tally) {
	t.Mentions += other.Mentions
	t.Scored += other.Scored
	t.Positive += other.Positive
	t.Negative += other.Negative
	t.Complaints += other.Complaints
	t.Repeats += other.Repeats
	if t.Sources == nil {
		t.Sources = make(map[string]int, len(other.Sources))
	}
	for src, n := range other.Sources {
		t.Sources[src] += n
	}
	for _, e := range other.Sample {
		t.keep(e.Key, func() excerpt { return e })
	}
}

// keep holds the sample sorted by key and at most maxSample long, which makes
// it the same whatever the order of arrival.
func (t *tally) keep(key postKey, make func() excerpt) {
	at, known := slices.BinarySearchFunc(t.Sample, key, func(e excerpt, k postKey) int {
		return slices.Compare(e.Key[:], k[:])
	})
	if known || at == maxSample {
		return
	}
	if len(t.Sample) == maxSample {
		t.Sample = t.Sample[:maxSample-1]
	}
	t.Sample = slices.Insert(t.Sample, at, make())
}

func excerptOf(m *Mention, key postKey) excerpt {
	return excerpt{
		Key: key, ID: m.Post.ID, Source: m.Source, URL: m.Post.URL,
		Author: cmp.Or(m.Post.Author.Handle, m.Post.Author.Name, m.Post.Author.ID),
		Text:   excerptText(m.Text, m.Hit.Start, m.Hit.End), Language: m.Sentiment.Language,
		Reach: m.Post.Author.Followers,
	}
}

// excerptText cuts text to at most maxExcerpt bytes around [start, end),
// copied so that the excerpt does not keep the whole post alive.
func excerptText(text string, start, end int) string {
	if len(text) <= maxExcerpt {
		return strings.Clone(text)
	}
	from := max(0, (start+end)/2-maxExcerpt/2)
	to := min(len(text), from+maxExcerpt)
	from = max(0, to-maxExcerpt)
	for from < to && !utf8.RuneStart(text[from]) {
		from++
	}
	for to < len(text) && to > from && !utf8.RuneStart(text[to]) {
		to--
	}
	return strings.Clone(text[from:to])
}
