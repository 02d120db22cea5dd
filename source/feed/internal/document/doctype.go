package document

import (
	"html"
	"regexp"
)

var entityDeclaration = regexp.MustCompile(`<!ENTITY\s+([\w.\-]{1,40})\s+(?:"([^"]*)"|'([^']*)')\s*>`)

// doctype passes over a document type and keeps the entities that it declares.
// Their values are taken as text: an entity within an entity stays as it is
// written, so that a few lines cannot grow into gigabytes.
func (m *mender) doctype() {
	rest := m.in[m.pos:]
	end, depth := len(rest), 0
	var quote byte
scan:
	for i, c := range rest {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && depth > 1:
			quote = c
		case c == '<' || c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>':
			if depth--; depth <= 0 {
				end = i + 1
				break scan
			}
		}
	}
	m.pos += end
	for _, found := range entityDeclaration.FindAllSubmatch(rest[:end], maxEntities) {
		if m.entities == nil {
			m.entities = map[string]string{}
		}
		if value := html.UnescapeString(string(found[2]) + string(found[3])); len(value) <= maxEntity {
			m.entities[string(found[1])] = value
		}
	}
}
