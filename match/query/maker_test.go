package query

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A maker writes random queries and documents out of few words, so that they
// often match.
type maker struct{ *rand.Rand }

func (m maker) pick(from ...string) string { return from[m.IntN(len(from))] }

func (m maker) word() string {
	return m.pick("ab", "a", "b", "abc", "a_b", "a'b", "ab-c", "a*", "?b", "*c", "ab~1", "abc~2", "ab~", "#ab", "@a_b", "#a", "{Ab}", "{a}",
		`"a b"`, `"b a b"`, `"a* b"`, `"#a b"`, `raw:"b-"`, `raw:a`, `raw:"-"`, "a&b", "苹果", "苹", "é", "title:a", `text:"a b"`,
		"hashtags:ab", "hashtag:#a", "mention:a_b", "at_mentions:@ab", "exactMessage:a", `exactMessage:"b-"`, "intitle:ab")
}

func (m maker) group(depth int) string {
	switch k := m.IntN(8); {
	case depth == 0 || k < 3:
		return m.word()
	case k < 5:
		return "(" + m.group(depth-1) + " OR " + m.group(depth-1) + ")"
	case k < 7:
		return fmt.Sprintf("(%s NEAR/%d %s)", m.group(depth-1), m.IntN(4), m.group(depth-1))
	}
	return fmt.Sprintf("(%s ONEAR/%d %s ONEAR/%d %s)", m.word(), m.IntN(4), m.word(), m.IntN(4), m.word())
}

func (m maker) query(depth int) string {
	switch k := m.IntN(10); {
	case depth == 0 || k < 4:
		return m.group(2)
	case k < 6:
		return "(" + m.query(depth-1) + " AND " + m.query(depth-1) + ")"
	case k < 8:
		return "(" + m.query(depth-1) + m.pick(" OR ", " | ", " || ") + m.query(depth-1) + ")"
	case k < 9:
		return m.pick("NOT ", "!", "-") + "(" + m.query(depth-1) + ")"
	}
	return m.pick("followers:>5", "kind:post", "followers:3..8", "-kind:reply", "engagementType:comment", "sourcetype:(post OR reply)",
		"links:a.example", "links:b.a.example/c", "-links:a.example/c", "inurl:shop", "!inurl:news", "links:a.example links:b.example")
}

func (m maker) text() string {
	var b strings.Builder
	for range m.IntN(12) {
		b.WriteString(m.pick("a", "b", "ab", "abc", "A", "Ab", "É", "c", "苹果", "bb", "acb"))
		if m.IntN(20) == 0 {
			b.WriteString(m.pick(" https://a.example ", " https://b.a.example/c ", " https://a.example/c/d ", " https://b.example/cd "))
		}
		b.WriteString(m.pick(" ", " ", " ", ", ", "-", "_", "'", " #", " @", "\u200c", "&", ". ", ""))
	}
	return b.String()
}

func (m maker) document() *Document {
	d := &Document{Title: m.pick("", "", m.text()), Text: m.text(), Kind: m.pick("", "post", "reply")}
	d.URL = m.pick("", "https://x.example/shop", "https://x.example/news/shop-2", "https://x.example/shops")
	if m.IntN(2) == 0 {
		d.Followers = Known(float64(m.IntN(10)))
	}
	return d
}
