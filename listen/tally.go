package listen

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/earshot-go/earshot/sentiment"
)

// Bounds of what a tally keeps per brand and window. Counts are exact; who and
// what drove them is told from a sample.
const (
	maxSample  = 128
	maxExcerpt = 280 // bytes of text around a hit
)

// A tally counts the mentions of one brand in a span of time and samples them.
type tally struct {
	mentions int
	scored   int // mentions whose tone is known
	negative int
	repeats  int // posts left out because they were counted before

	sources map[string]int
	sample  []excerpt // the maxSample mentions with the smallest keys
}

// An excerpt is what is kept of a mention to explain an alert.
type excerpt struct {
	key      postKey // orders the sample: as good as random, yet the same in every run
	id       string
	source   string
	author   string
	url      string
	text     string
	language string
	reach    int64 // -1 is unknown
	tone     sentiment.Label
}

func (t *tally) add(m *Mention, key postKey) {
	t.mentions++
	label := m.Sentiment.Label()
	if label != sentiment.Unknown {
		t.scored++
	}
	if label == sentiment.Negative {
		t.negative++
	}
	if t.sources == nil {
		t.sources = make(map[string]int)
	}
	t.sources[m.Source]++
	t.keep(key, func() excerpt { return excerptOf(m, key, label) })
}

// merge adds what other counted.
func (t *tally) merge(other *tally) {
	t.mentions += other.mentions
	t.scored += other.scored
	t.negative += other.negative
	t.repeats += other.repeats
	if t.sources == nil {
		t.sources = make(map[string]int, len(other.sources))
	}
	for src, n := range other.sources {
		t.sources[src] += n
	}
	for _, e := range other.sample {
		t.keep(e.key, func() excerpt { return e })
	}
}

// keep holds the sample sorted by key and at most maxSample long, which makes
// it the same whatever the order of arrival.
func (t *tally) keep(key postKey, make func() excerpt) {
	at, known := slices.BinarySearchFunc(t.sample, key, func(e excerpt, k postKey) int {
		return slices.Compare(e.key[:], k[:])
	})
	if known || at == maxSample {
		return
	}
	if len(t.sample) == maxSample {
		t.sample = t.sample[:maxSample-1]
	}
	t.sample = slices.Insert(t.sample, at, make())
}

func excerptOf(m *Mention, key postKey, tone sentiment.Label) excerpt {
	reach := int64(-1)
	if n, known := m.Post.Author.Followers.Value(); known {
		reach = n
	}
	return excerpt{
		key: key, id: m.Post.ID, source: m.Source, url: m.Post.URL,
		author: cmp.Or(m.Post.Author.Handle, m.Post.Author.Name, m.Post.Author.ID),
		text:   excerptText(m.Text, m.Hit.Start, m.Hit.End), language: m.Sentiment.Language,
		reach: reach, tone: tone,
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
