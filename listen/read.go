package listen

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/source"
)

// read finds the mentions in a post, one for each brand in the order of the
// brands, and after them the withdrawals of the brands it named before.
// dropped tells why there are none.
func (l *Listener) read(src string, p *source.Post, before []int32) (mentions []*Mention, dropped Reason) {
	dropped = NoBrand
	if !p.Deleted {
		text := textOf(p)
		l.hits = l.matcher.Append(l.hits[:0], text)
		if l.options.Hooks.Matched != nil {
			l.news.matched, l.news.hits = true, slices.Clone(l.hits)
		}
		if len(l.hits) > 0 {
			mentions, dropped = l.mentions(src, p, text, before)
		}
	}
	for _, b := range before {
		if !slices.ContainsFunc(mentions, func(m *Mention) bool { return l.index[m.Brand] == int(b) }) {
			mentions = append(mentions, l.bare(src, p, int(b), Withdrawn))
		}
	}
	return mentions, dropped
}

// mentions are those that the hits make.
func (l *Listener) mentions(src string, p *source.Post, text string, before []int32) (made []*Mention, dropped Reason) {
	for brand, hits := range l.byBrand(l.hits) {
		if l.passes(brand, src, p) {
			made = append(made, l.mention(src, p, text, brand, hits, before))
		}
	}
	if len(made) == 0 {
		return nil, Filtered
	}
	seen, out := l.recognize(src, p)
	for _, m := range made {
		m.AlsoSeen, m.Repeat = seen, out
	}
	return made, ""
}

// byBrand groups hits in the order of the brands.
func (l *Listener) byBrand(hits []match.Hit) func(yield func(int, []match.Hit) bool) {
	if len(hits) > 1 {
		slices.SortStableFunc(hits, func(a, b match.Hit) int { return l.index[a.Brand] - l.index[b.Brand] })
	}
	return func(yield func(int, []match.Hit) bool) {
		for len(hits) > 0 {
			n := 1
			for n < len(hits) && hits[n].Brand == hits[0].Brand {
				n++
			}
			if !yield(l.index[hits[0].Brand], hits[:n]) {
				return
			}
			hits = hits[n:]
		}
	}
}

func (l *Listener) mention(src string, p *source.Post, text string, brand int, hits []match.Hit, before []int32) *Mention {
	change := Added
	if slices.Contains(before, int32(brand)) {
		change = Edited
	}
	m := l.bare(src, p, brand, change)
	m.Text, m.Hits = text, slices.Clone(hits)
	m.Hit = surest(m.Hits)
	l.score(m)
	return m
}

// surest returns the first of the hits with the highest confidence.
func surest(hits []match.Hit) match.Hit {
	best := 0
	for i := range hits {
		if hits[i].Confidence > hits[best].Confidence {
			best = i
		}
	}
	return hits[best]
}

// bare is a mention without what was read in the text.
func (l *Listener) bare(src string, p *source.Post, brand int, change Change) *Mention {
	own, isOwn := l.handles[handle(p.Author.Handle)]
	return &Mention{
		Source: src, Brand: l.brands[brand].Name, Competitor: l.brands[brand].Competitor,
		Change: change, Post: *p, Own: isOwn && own == brand, Late: !p.Deleted && l.windows.late(p.Time),
		Config: l.config,
	}
}

// textOf joins a post's title and text, unless the text repeats the title, as
// networks without titles do in their feeds. It has at most source.MaxText
// bytes.
func textOf(p *source.Post) string {
	var text string
	switch {
	case p.Title == "":
		text = p.Text
	case p.Text == "", strings.HasPrefix(p.Text, strings.TrimRight(p.Title, ".… ")):
		text = longer(p.Title, p.Text)
	default:
		text = p.Title + "\n" + p.Text
	}
	if len(text) <= source.MaxText {
		return text
	}
	end := source.MaxText
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

func longer(a, b string) string {
	if len(b) >= len(a) {
		return b
	}
	return a
}

// versionOf is a hash of the post's own version, or of its content where it
// has none. FNV-1a is enough: whoever makes two versions of a post collide
// hides an edit of their own.
func versionOf(p *source.Post) uint64 {
	h := fnvOffset
	if p.Deleted {
		h = fnvAdd(h, "\x01")
	}
	if p.Version != "" {
		return fnvAdd(h, p.Version)
	}
	return fnvAdd(fnvAdd(fnvAdd(h, p.Title), "\x00"), p.Text)
}

const (
	fnvOffset uint64 = 14695981039346656037
	fnvPrime  uint64 = 1099511628211
)

func fnvAdd(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// named tells the brands that mentions name now.
func (l *Listener) named(mentions []*Mention) []int32 {
	var out []int32
	for _, m := range mentions {
		if m.Change != Withdrawn {
			out = append(out, int32(l.index[m.Brand]))
		}
	}
	return out
}

func handle(h string) string { return strings.ToLower(strings.TrimPrefix(h, "@")) }

func ownHandles(brands []Brand) map[string]int {
	out := make(map[string]int)
	for i, b := range brands {
		for _, h := range b.Handles {
			out[handle(h)] = i
		}
	}
	return out
}

func indexOf(brands []Brand) map[string]int {
	out := make(map[string]int, len(brands))
	for i, b := range brands {
		out[b.Name] = i
	}
	return out
}

func cloneBrands(brands []Brand) []Brand {
	out := slices.Clone(brands)
	for i := range out {
		b := &out[i]
		b.Terms, b.Handles = slices.Clone(b.Terms), slices.Clone(b.Handles)
		b.Near, b.Not = slices.Clone(b.Near), slices.Clone(b.Not)
		b.Hours.Shifts, b.Hours.Holidays = slices.Clone(b.Hours.Shifts), slices.Clone(b.Hours.Holidays)
	}
	return out
}
