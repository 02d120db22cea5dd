package feed

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

// nameOf returns the XML name at the beginning of b.
func nameOf(b []byte) string {
	n := 0
	for n < len(b) && n < 128 && isNameByte(b[n], n == 0) {
		n++
	}
	return string(b[:n])
}

func isNameByte(c byte, first bool) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c >= 0x80:
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
	if m.skipped > 0 || len(m.open) >= maxDepth {
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
		m.root = local(name)
	}
	if isItem(name) && !m.startItem(name) {
		return
	}
	m.writeStart(name, attrs, selfClosing)
	if !selfClosing {
		m.open = append(m.open, name)
	}
}

func isItem(name string) bool {
	return strings.EqualFold(name, "item") || strings.EqualFold(name, "entry")
}

// startItem closes an item that was left open before the next one, and ends
// the document where it holds too many.
func (m *mender) startItem(name string) bool {
	for i, open := range m.open {
		if strings.EqualFold(open, name) {
			m.closeTo(i)
			break
		}
	}
	if m.items++; m.items > maxItems {
		m.full, m.done = true, true
		return false
	}
	return true
}

func (m *mender) writeStart(name string, attrs []attr, selfClosing bool) {
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
	for i := len(m.open) - 1; i >= 0; i-- {
		if strings.EqualFold(m.open[i], name) {
			m.closeTo(i)
			return
		}
		// The end of a paragraph that nobody opened does not end an item.
		if isItem(m.open[i]) && !strings.EqualFold(name, "channel") && !strings.EqualFold(name, "feed") {
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
