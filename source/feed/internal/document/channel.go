package document

import (
	"slices"
	"strings"
)

// startChannel opens the outermost element of RSS 1.1 and of CDF, which have
// nothing around the channel, as that of an RSS 2.0 feed.
func (m *mender) startChannel(attrs []attr) {
	m.root, m.lone = "rss", true
	m.out.WriteString(`<rss version="2.0">`)
	m.open = append(m.open, "rss")
	// Without the namespace, in which gofeed would not look for items.
	attrs = slices.DeleteFunc(slices.Clone(attrs), func(a attr) bool { return a.name == "xmlns" })
	m.writeStart("channel", attrs, false)
	m.open = append(m.open, "channel")
}

// lonely reports whether a tag is one that RSS 2.0 does not have: the items of
// RSS 1.1, around all of them.
func (m *mender) lonely(name string) bool { return m.lone && local(name) == "items" }

// renamed returns what RSS 2.0 calls an element.
func (m *mender) renamed(name string) string {
	if m.lone && strings.EqualFold(name, "abstract") {
		return "description"
	}
	return name
}

// fromAttributes writes out what gofeed looks for between tags: RSS 1.0 keeps
// the id of an item in an attribute, CDF its address and time.
func (m *mender) fromAttributes(attrs []attr) {
	if about := valueOf(attrs, "about"); about != "" {
		m.element("guid", about)
	}
	if !m.lone {
		return
	}
	if href := valueOf(attrs, "href"); href != "" {
		m.element("link", href)
	}
	if changed := valueOf(attrs, "lastmod"); changed != "" {
		m.element("pubDate", changed)
	}
}

func (m *mender) element(name, text string) {
	m.out.WriteByte('<')
	m.out.WriteString(name)
	if name == "guid" {
		m.out.WriteString(` isPermaLink="false"`)
	}
	m.out.WriteByte('>')
	m.open = append(m.open, name)
	m.text([]byte(text))
	m.closeTo(len(m.open) - 1)
}
