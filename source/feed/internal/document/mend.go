package document

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

// MaxItems is how many items of a document are read.
const MaxItems = 5000

// Bounds on a document. A feed of a real publisher is far within them.
const (
	maxDepth    = 64
	maxAttrs    = 64
	maxForeign  = 256 // elements with a prefix in one item, and before the first
	maxEntities = 256
	maxEntity   = 1 << 10
	maxExpanded = 1 << 20
	maxLink     = 1 << 10
)

// mended is a feed rewritten as well-formed XML, whatever it was before.
type mended struct {
	xml  []byte
	root string // local name of the first element, in lower case
	cut  bool   // the document ended before its root element did
	full bool   // there were more than MaxItems items
}

// mend rewrites markup so that a strict parser reads all of it: elements that
// were left open are closed, and end tags that close nothing dropped; a bare
// "<" or "&" is escaped, CDATA and named entities become text, characters that
// XML forbids go, and so do comments, processing instructions and the document
// type. A document that was cut off thus keeps the items that it has. The time
// is linear in the size.
func mend(text []byte) mended {
	m := mender{in: text}
	m.out.Grow(len(text) + len(text)/8)
	for m.pos < len(m.in) && !m.done {
		m.step()
	}
	if m.cut = len(m.open) > 0 && !m.done; m.cut {
		m.dropHalf()
	}
	m.closeTo(0)
	m.xml = m.out.Bytes()
	return m.mended
}

// dropHalf takes back the last element where its value was cut off and half a
// value would be a wrong one: the beginning of a text is a text, but that of an
// id is the id of something else.
func (m *mender) dropHalf() {
	switch last := len(m.open) - 1; local(m.open[last]) {
	case "guid", "id", "link", "pubdate", "published", "updated", "date":
		m.out.Truncate(m.begun)
		m.open = m.open[:last]
	}
}

type mender struct {
	mended
	in       []byte
	pos      int
	out      bytes.Buffer
	open     []string // names of the open elements, as they were written
	begun    int      // where in out the last start tag begins
	lone     bool     // the channel is the outermost element
	skipped  int      // how many elements beyond maxDepth are open
	items    int
	foreign  int // elements with a prefix since the last item began
	done     bool
	endless  bool // no CDATA section ends any more
	entities map[string]string
	expanded int
}

func (m *mender) step() {
	rest := m.in[m.pos:]
	if rest[0] != '<' {
		end := bytes.IndexByte(rest, '<')
		if end < 0 {
			end = len(rest)
		}
		m.pos += end
		m.text(rest[:end])
		return
	}
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		m.pos += 4
		m.through("-->")
	case hasPrefixFold(rest, "<![CDATA["):
		m.pos += len("<![CDATA[")
		m.cdata()
	case bytes.HasPrefix(rest, []byte("<!")):
		m.doctype()
	case bytes.HasPrefix(rest, []byte("<?")):
		m.pos += 2
		m.through(">")
	default:
		if !m.tag() {
			m.pos++
			m.write("&lt;")
		}
	}
}

func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}

// through moves behind the next end, or to the end of the document.
func (m *mender) through(end string) []byte {
	rest := m.in[m.pos:]
	i := bytes.Index(rest, []byte(end))
	if i < 0 {
		m.pos = len(m.in)
		return rest
	}
	m.pos += i + len(end)
	return rest[:i]
}

// cdata writes a CDATA section as text. One that nobody closes ends where the
// element around it does.
func (m *mender) cdata() {
	rest := m.in[m.pos:]
	// Where no end comes, none comes later either: it is looked for once.
	m.endless = m.endless || !bytes.Contains(rest, []byte("]]>"))
	if !m.endless || len(m.open) == 0 {
		m.escaped(m.through("]]>"))
		return
	}
	i := bytes.Index(rest, []byte("</"+m.open[len(m.open)-1]))
	if i < 0 {
		i = len(rest)
	}
	m.pos += i
	m.escaped(rest[:i])
}

// write adds what is well-formed already, if anybody will see it.
func (m *mender) write(s string) {
	if m.skipped == 0 && len(m.open) > 0 {
		m.out.WriteString(s)
	}
}

// escaped writes literal characters.
func (m *mender) escaped(text []byte) {
	if m.skipped > 0 || len(m.open) == 0 {
		return
	}
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		m.char(r)
		text = text[size:]
	}
}

func (m *mender) char(r rune) {
	switch {
	case r == '<':
		m.out.WriteString("&lt;")
	case r == '>':
		m.out.WriteString("&gt;")
	case r == '&':
		m.out.WriteString("&amp;")
	case r == '"':
		m.out.WriteString("&quot;")
	case legal(r):
		m.out.WriteRune(r)
	}
}

// legal tells the characters of XML 1.0, section 2.2.
func legal(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// text writes text that may hold references.
func (m *mender) text(text []byte) {
	for len(text) > 0 {
		amp := bytes.IndexByte(text, '&')
		if amp < 0 {
			m.escaped(text)
			return
		}
		m.escaped(text[:amp])
		text = text[amp:]
		value, size := m.reference(text)
		m.escaped([]byte(value))
		text = text[size:]
	}
}

// reference returns what the reference at the beginning of text stands for,
// and its length. An ampersand that begins none stands for itself.
func (m *mender) reference(text []byte) (value string, size int) {
	end := bytes.IndexByte(text[:min(len(text), 40)], ';')
	if end < 2 {
		return "&", 1
	}
	name := string(text[1:end])
	if value, ok := m.entities[name]; ok && m.expanded+len(value) <= maxExpanded {
		m.expanded += len(value)
		return value, end + 1
	}
	if whole := string(text[:end+1]); name[0] == '#' || !strings.ContainsAny(name, " \t\r\n=&/") {
		if value := html.UnescapeString(whole); value != whole {
			return value, end + 1
		}
	}
	return "&", 1
}
