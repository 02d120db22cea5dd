package plaintext

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// HTML returns the text that a reader of the fragment s would see, in the form
// that [Clean] gives it. Blocks end lines; scripts, styles and other unseen
// content are left out. Only names that HTML knows are taken for tags, so
// that "List<String>" and "I <3 it" survive. What is still marked up after
// that was escaped twice, as many feeds do, and is read once more.
func HTML(s string, limit int) string {
	text := strip(s, limit)
	if HasMarkup(text) {
		text = strip(text, limit)
	}
	return Clean(text, limit)
}

// HTMLLine is HTML for what has one line: a title, a name.
func HTMLLine(s string, limit int) string {
	return oneLine(HTML(s, limit))
}

// HasMarkup reports whether s holds a tag of HTML.
func HasMarkup(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return false
		}
		s = s[i+1:]
		name := strings.TrimPrefix(s[:min(len(s), 24)], "/")
		end := strings.IndexFunc(name, func(r rune) bool {
			return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
		})
		if end <= 0 || !isElement(name[:end]) {
			continue
		}
		// Without an end here there is none further on either.
		return strings.IndexByte(s, '>') >= 0
	}
}

// isElement tells the names of elements. A few that are also common words in
// angle brackets of plain text count only as what they are in feeds.
func isElement(name string) bool {
	return elements[atom.Lookup([]byte(strings.ToLower(name)))]
}

// stripper gathers the visible text of a token stream.
type stripper struct {
	out    strings.Builder
	breaks int       // line ends at the end of out
	markup bool      // there are tags, so that a line end in the source is a blank
	pre    int       // open <pre> elements, in which it is one after all
	hidden atom.Atom // the unseen element that is open, and how often
	depth  int
}

func strip(s string, limit int) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	z := html.NewTokenizer(strings.NewReader(s))
	st := stripper{markup: HasMarkup(s)}
	// What is cleaned away later may be as much as what stays; the factor
	// bounds the work and is wide enough for any honest text.
	for st.out.Len() < 4*limit {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		st.take(z, kind)
	}
	return st.out.String()
}

func (st *stripper) take(z *html.Tokenizer, kind html.TokenType) {
	switch kind {
	case html.TextToken:
		if st.depth == 0 {
			st.text(html.UnescapeString(string(z.Text())))
		}
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		raw := z.Raw()
		name, hasAttr := z.TagName()
		tag := atom.Lookup(name)
		switch {
		case !elements[tag]:
			if st.depth == 0 && tag == 0 && !bytes.ContainsAny(raw, ":") {
				st.text(string(raw))
			}
		case kind == html.EndTagToken:
			st.close(tag)
		default:
			st.open(z, tag, hasAttr, kind == html.SelfClosingTagToken)
		}
	}
}

func (st *stripper) open(z *html.Tokenizer, tag atom.Atom, hasAttr, selfClosing bool) {
	if st.depth > 0 {
		if tag == st.hidden && !selfClosing {
			st.depth++
		}
		return
	}
	if tag == atom.Pre && !selfClosing {
		st.pre++
	}
	switch {
	case unseen[tag]:
		if !selfClosing {
			st.hidden, st.depth = tag, 1
		}
	case tag == atom.Img && hasAttr:
		st.text(emoji(z))
	case tag == atom.Br:
		st.lineEnds(st.breaks + 1)
	case blocks[tag] > 0:
		st.lineEnds(blocks[tag])
	case tag == atom.Td || tag == atom.Th:
		st.out.WriteByte(' ')
	}
}

func (st *stripper) close(tag atom.Atom) {
	switch {
	case st.depth > 0:
		if tag == st.hidden {
			st.depth--
		}
	case blocks[tag] > 0:
		st.lineEnds(blocks[tag])
	}
	if tag == atom.Pre && st.pre > 0 {
		st.pre--
	}
}

// unwrap takes the line ends out of text that was wrapped in its source.
var unwrap = strings.NewReplacer("\n", " ", "\r", " ")

func (st *stripper) text(s string) {
	if st.markup && st.pre == 0 {
		s = unwrap.Replace(s)
	}
	st.out.WriteString(s)
	if strings.TrimSpace(s) != "" {
		st.breaks = 0
	}
}

// lineEnds makes sure that n line ends stand at the end, two at most.
func (st *stripper) lineEnds(n int) {
	for n = min(n, 2); st.breaks < n; st.breaks++ {
		st.out.WriteByte('\n')
	}
}

// emoji returns the character that an image stands for: blogs and networks
// send many an emoji as a picture whose alternative text is the emoji.
func emoji(z *html.Tokenizer) string {
	class, alt := "", ""
	for {
		key, value, more := z.TagAttr()
		switch string(key) {
		case "class":
			class = string(value)
		case "alt":
			alt = string(value)
		}
		if !more {
			break
		}
	}
	if len(alt) <= 32 && (strings.Contains(class, "emoji") || strings.Contains(class, "smiley")) {
		return alt
	}
	return ""
}

// blocks gives the line ends that begin and end an element.
var blocks = map[atom.Atom]int{
	atom.Li: 1, atom.Tr: 1, atom.Dt: 1, atom.Dd: 1, atom.Div: 1, atom.Hr: 1, atom.Option: 1,
	atom.Figcaption: 1, atom.Caption: 1, atom.Ul: 1, atom.Ol: 1, atom.Dl: 1, atom.Table: 1, atom.Section: 1,
	atom.Article: 1, atom.Header: 1, atom.Footer: 1, atom.Aside: 1, atom.Main: 1, atom.Nav: 1, atom.Figure: 1,
	atom.Address: 1, atom.Details: 1, atom.Summary: 1, atom.Form: 1, atom.Fieldset: 1, atom.Legend: 1,
	atom.P: 2, atom.Blockquote: 2, atom.Pre: 2, atom.H1: 2, atom.H2: 2, atom.H3: 2, atom.H4: 2, atom.H5: 2, atom.H6: 2,
}

// unseen are the elements whose content is not shown, or not text.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Iframe: true, atom.Object: true,
	atom.Noembed: true, atom.Svg: true, atom.Math: true, atom.Head: true, atom.Select: true, atom.Textarea: true,
}

// elements are all names that are taken for tags.
var elements = knownElements()

func knownElements() map[atom.Atom]bool {
	known := map[atom.Atom]bool{}
	for tag := range blocks {
		known[tag] = true
	}
	for tag := range unseen {
		known[tag] = true
	}
	for _, tag := range []atom.Atom{
		atom.Br, atom.A, atom.Abbr, atom.Acronym, atom.Area, atom.Audio, atom.B, atom.Base, atom.Bdi, atom.Bdo, atom.Big,
		atom.Body, atom.Button, atom.Canvas, atom.Center, atom.Cite, atom.Code, atom.Col, atom.Colgroup, atom.Data,
		atom.Datalist, atom.Del, atom.Dfn, atom.Dialog, atom.Em, atom.Embed, atom.Font, atom.Frame, atom.Frameset,
		atom.Hgroup, atom.Html, atom.I, atom.Image, atom.Img, atom.Input, atom.Ins, atom.Kbd, atom.Label, atom.Link,
		atom.Map, atom.Mark, atom.Marquee, atom.Menu, atom.Meta, atom.Meter, atom.Nobr, atom.Noscript, atom.Optgroup,
		atom.Output, atom.Param, atom.Picture, atom.Progress, atom.Q, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp,
		atom.Small, atom.Source, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Tbody, atom.Td,
		atom.Tfoot, atom.Th, atom.Thead, atom.Time, atom.Title, atom.Track, atom.Tt, atom.U, atom.Var, atom.Video, atom.Wbr,
	} {
		known[tag] = true
	}
	return known
}
