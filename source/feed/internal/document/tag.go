package document

import (
	"bytes"
	"strings"
)

// attr is an attribute as it was written, its value without quotation marks.
type attr struct {
	name  string
	value []byte
}

// tag deals with the tag at the current position, and reports whether one is
// there.
func (m *mender) tag() bool {
	rest := m.in[m.pos+1:]
	closing := len(rest) > 0 && rest[0] == '/'
	if closing {
		rest = rest[1:]
	}
	name := nameOf(rest)
	if name == "" {
		return false
	}
	if closing {
		m.pos += 2 + len(name)
		m.through(">")
		m.end(name)
		return true
	}
	attrs, size, selfClosing, ok := attributes(rest[len(name):])
	if !ok {
		return false
	}
	m.pos += 1 + len(name) + size
	m.start(name, attrs, selfClosing)
	return true
}

// nameOf returns the XML name at the beginning of b. Names of feeds are ASCII;
// to others strict parsers apply rules that are not worth repeating.
func nameOf(b []byte) string {
	n := 0
	for n < len(b) && n < 128 && isNameByte(b[n], n == 0) {
		n++
	}
	return string(b[:n])
}

func isNameByte(c byte, first bool) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_':
		return true
	case '0' <= c && c <= '9', c == '-', c == '.', c == ':':
		return !first
	}
	return false
}

// attributes reads up to the end of a start tag. It fails where none comes
// before the document ends or the next tag begins.
func attributes(b []byte) (attrs []attr, size int, selfClosing, ok bool) {
	i := 0
	for i < len(b) {
		switch c := b[i]; {
		case c == '>':
			return attrs, i + 1, selfClosing, true
		case c == '<':
			return attrs, i, selfClosing, len(attrs) > 0
		case c == '/':
			selfClosing = true
			i++
		case isNameByte(c, true):
			a, n := attribute(b[i:])
			if len(attrs) < maxAttrs {
				attrs = append(attrs, a)
			}
			selfClosing = false
			i += n
		default:
			i++
		}
	}
	return nil, 0, false, false
}

// attribute reads name="value", name='value', name=value or a lone name.
func attribute(b []byte) (a attr, size int) {
	a.name = nameOf(b)
	i := len(a.name)
	j := i + blanks(b[i:])
	if j >= len(b) || b[j] != '=' {
		return a, i
	}
	j++
	j += blanks(b[j:])
	if j < len(b) && (b[j] == '"' || b[j] == '\'') {
		if end := bytes.IndexByte(b[j+1:], b[j]); end >= 0 {
			a.value = b[j+1 : j+1+end]
			return a, j + end + 2
		}
		j++
	}
	end := bytes.IndexAny(b[j:], " \t\r\n>")
	if end < 0 {
		end = len(b) - j
	}
	a.value = b[j : j+end]
	return a, j + end
}

func blanks(b []byte) int {
	return len(b) - len(bytes.TrimLeft(b, " \t\r\n"))
}

// local returns the name without its prefix, in lower case.
func local(name string) string {
	return strings.ToLower(name[strings.LastIndexByte(name, ':')+1:])
}

// start opens an element.
func (m *mender) start(name string, attrs []attr, selfClosing bool) {
	if strings.Contains(name, ":") {
		m.foreign++
	}
	if m.skipped > 0 || len(m.open) >= maxDepth || m.foreign > maxForeign && !isItemName(name) && !isContainer(name) {
		if !selfClosing {
			m.skipped++
		}
		return
	}
	if len(m.open) == 0 {
		if m.root != "" {
			m.done = true // a second root: whatever it is, it is not the feed
			return
		}
		if m.root = local(name); m.root == "channel" && !selfClosing {
			m.startChannel(attrs)
			return
		}
	}
	if m.lonely(name) {
		return
	}
	name = m.renamed(name)
	item := m.isItem(name)
	if item {
		if !m.startItem() {
			return
		}
		if m.root == "feed" {
			name = strings.Replace(name, local(name), "entry", 1)
		}
	}
	m.writeStart(name, m.repair(name, attrs, selfClosing), selfClosing)
	if selfClosing {
		return
	}
	m.open = append(m.open, name)
	if item {
		m.fromAttributes(attrs)
	}
}

// repair puts the attributes of an Atom link into the form that gofeed reads:
// the address may stand between the tags, and the relation be written out as a
// registered address.
func (m *mender) repair(name string, attrs []attr, selfClosing bool) []attr {
	if m.root != "feed" || local(name) != "link" {
		return attrs
	}
	for i := range attrs {
		if local(attrs[i].name) == "rel" {
			attrs[i].value = bytes.TrimPrefix(attrs[i].value, []byte("http://www.iana.org/assignments/relation/"))
		}
	}
	if selfClosing || valueOf(attrs, "href") != "" {
		return attrs
	}
	text, _, _ := bytes.Cut(m.in[m.pos:], []byte("<"))
	if text = bytes.TrimSpace(text); len(text) > 0 && len(text) <= maxLink {
		attrs = append(attrs, attr{"href", text})
	}
	return attrs
}

func valueOf(attrs []attr, name string) string {
	for _, a := range attrs {
		if local(a.name) == name {
			return string(a.value)
		}
	}
	return ""
}

// isItem tells items and entries. With a prefix they are such only where they
// may stand, for other vocabularies have items too.
func (m *mender) isItem(name string) bool {
	return isItemName(name) && (!strings.Contains(name, ":") || len(m.open) > 0 && isContainer(m.open[len(m.open)-1]))
}

func isItemName(name string) bool {
	name = local(name)
	return name == "item" || name == "entry"
}

func isContainer(name string) bool {
	switch local(name) {
	case "channel", "feed", "rss", "rdf", "items":
		return true
	}
	return false
}

// startItem closes what was left open before an item, such as the item before
// it, and ends the document where it holds too many.
func (m *mender) startItem() bool {
	for i := len(m.open) - 1; i >= 0; i-- {
		if isContainer(m.open[i]) {
			m.closeTo(i + 1)
			break
		}
	}
	m.foreign = 0
	if m.items++; m.items > MaxItems {
		m.full, m.done = true, true
		return false
	}
	return true
}

func (m *mender) writeStart(name string, attrs []attr, selfClosing bool) {
	m.begun = m.out.Len()
	m.out.WriteByte('<')
	m.out.WriteString(name)
	m.open = append(m.open, name) // for text to be written
	seen := make(map[string]bool, len(attrs))
	for _, a := range attrs {
		if seen[a.name] {
			continue
		}
		seen[a.name] = true
		m.out.WriteString(" " + a.name + `="`)
		m.text(a.value)
		m.out.WriteByte('"')
	}
	m.open = m.open[:len(m.open)-1]
	if selfClosing {
		m.out.WriteByte('/')
	}
	m.out.WriteByte('>')
}

// end closes an element and all that was left open in it. An end tag that
// closes nothing is dropped.
func (m *mender) end(name string) {
	if m.skipped > 0 {
		m.skipped--
		return
	}
	name = m.renamed(name)
	for i := len(m.open) - 1; i >= 0; i-- {
		if strings.EqualFold(m.open[i], name) || i == 1 && m.lone && local(name) == "channel" {
			m.closeTo(i)
			return
		}
		// The end of a paragraph that nobody opened does not end an item.
		if isItemName(m.open[i]) && !isContainer(name) {
			return
		}
	}
}

// closeTo closes open elements until n are left.
func (m *mender) closeTo(n int) {
	for i := len(m.open) - 1; i >= n; i-- {
		m.out.WriteString("</" + m.open[i] + ">")
	}
	m.open = m.open[:n]
}
