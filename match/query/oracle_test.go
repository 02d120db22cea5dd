package query

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// The oracle answers a query the slow and obvious way: it tries every run of
// words for every term and every pair of places for every NEAR, and keeps all.
type oracle struct {
	d     *Document
	words [2][]word
	buf   [2][]byte
}

func newOracle(d *Document) *oracle {
	o := &oracle{d: d}
	for p, text := range []string{d.Title, d.Text} {
		r := reader{table: fold.Default()}
		r.read(text)
		o.words[p], o.buf[p] = r.words, r.buf
	}
	return o
}

// A place is a run of words of one part; without words, last is first-1.
type place struct{ part, first, last int }

func (o *oracle) truth(n *node) Truth {
	switch n.op {
	case opAnd:
		t := True
		for _, k := range n.kids {
			t = min(t, o.truth(k))
		}
		return t
	case opOr:
		t := False
		for _, k := range n.kids {
			t = max(t, o.truth(k))
		}
		return t
	case opNot:
		return -o.truth(n.kids[0])
	case opField:
		if n.clause.field.name == "followers" && o.d.Followers.known {
			return truthOf(n.clause.span.has(o.d.Followers.value))
		}
		if n.clause.field.name == "kind" && o.d.Kind != "" {
			return truthOf(n.clause.pattern == o.d.Kind)
		}
		if n.clause.field.name == "links" {
			return truthOf(o.links(n.clause))
		}
		if n.clause.field.name == "inurl" && o.d.URL != "" {
			return truthOf(slices.Contains(strings.FieldsFunc(o.d.URL, func(r rune) bool { return !wordRune(r) }), n.clause.pattern))
		}
		return Unknown
	}
	return truthOf(len(o.places(n)) > 0)
}

// links takes the documents of the maker apart at their spaces.
func (o *oracle) links(c *clause) bool {
	for _, address := range strings.Fields(o.d.Title + " " + o.d.Text) {
		address, link := strings.CutPrefix(address, "https://")
		host, path, _ := strings.Cut(address, "/")
		value, below, _ := strings.Cut(c.pattern, "/")
		if link && (host == value || strings.HasSuffix(host, "."+value)) && (below == "" || path == below || strings.HasPrefix(path, below+"/")) {
			return true
		}
	}
	return false
}

func (o *oracle) places(n *node) map[place]bool {
	out := make(map[place]bool)
	switch n.op {
	case opTerm:
		o.termPlaces(n.term, out)
	case opOr:
		for _, k := range n.kids {
			for p := range o.places(k) {
				out[p] = true
			}
		}
	case opNear:
		o.nearPlaces(n, out)
	case opChain:
		out = o.places(n.kids[0])
		for i, k := range n.kids[1:] {
			longer := make(map[place]bool)
			for x := range out {
				for y := range o.places(k) {
					if x.part == y.part && y.first > x.last && y.first-x.last-1 <= n.gaps[i] {
						longer[place{x.part, x.first, y.last}] = true
					}
				}
			}
			out = longer
		}
	}
	return out
}

func (o *oracle) nearPlaces(n *node, out map[place]bool) {
	plain := n.kids[0].plain() && n.kids[1].plain()
	for x := range o.places(n.kids[0]) {
		for y := range o.places(n.kids[1]) {
			if x.part != y.part {
				continue
			}
			between := max(y.first-x.last, x.first-y.last) - 1
			overlap := y.first <= x.last && x.first <= y.last
			if between <= n.gaps[0] && !(plain && overlap) {
				out[place{x.part, min(x.first, y.first), max(x.last, y.last)}] = true
			}
		}
	}
}

func (o *oracle) termPlaces(t *term, out map[place]bool) {
	for p := range 2 {
		if p == 0 && t.scope == onlyText || p == 1 && t.scope == onlyTitle {
			continue
		}
		if t.literal != "" {
			o.literalPlaces(t.literal, p, out)
			continue
		}
		for first := range o.words[p] {
			o.extend(t, 0, p, first, first, out)
		}
	}
}

// extend tries every run of words from next on for element k.
func (o *oracle) extend(t *term, k, p, first, next int, out map[place]bool) {
	if k == len(t.elements) {
		out[place{p, first, next - 1}] = true
		return
	}
	for last := next; last < len(o.words[p]) && last < next+longestRun; last++ {
		if len(t.elements) > 1 && last > next && t.elements[k].word.kind != exactWord {
			break
		}
		if o.is(&t.elements[k], p, next, last) {
			o.extend(t, k+1, p, first, last+1, out)
		}
	}
}

func (o *oracle) is(e *element, p, i, j int) bool {
	words := o.words[p]
	text := []string{o.d.Title, o.d.Text}[p][words[i].start:words[j].end]
	folded := string(o.buf[p][words[i].from:words[j].to])
	for k := i + 1; k <= j; k++ {
		glued := words[k].gap <= gapApos
		seam := e.word.kind == exactWord && words[k].gap <= gapSoft && e.word.bears(int(words[k].from-words[i].from))
		if !glued && !seam {
			return false
		}
	}
	if e.sign != 0 && (words[i].sign != e.sign || j+1 < len(words) && words[j+1].inside) {
		return false
	}
	if e.cased != "" && e.cased != text || e.handle != "" && !strings.EqualFold(e.handle, text) {
		return false
	}
	switch e.word.kind {
	case wildcardWord:
		return len(folded) <= longestPatterned && slowGlob([]rune(e.word.text), []rune(folded))
	case misspeltWord:
		return len(folded) <= longestPatterned && utf8.RuneCountInString(folded) <= len(e.word.fuzzy.letters)+2 && slowDistance(e.word.fuzzy.letters, []rune(folded)) <= e.word.fuzzy.edits
	}
	return folded == e.word.text
}

func (o *oracle) literalPlaces(literal string, p int, out map[place]bool) {
	text := []string{o.d.Title, o.d.Text}[p]
	for at := range len(text) {
		end := at + len(literal)
		if !strings.HasPrefix(text[at:], literal) || !seam(text, at) || !seam(text, end) {
			continue
		}
		first, last := 0, -1
		for i, w := range o.words[p] {
			if int(w.end) <= at {
				first = i + 1
			}
			if int(w.start) < end {
				last = i
			}
		}
		out[place{p, first, max(last, first-1)}] = true
	}
}

func slowGlob(pattern, s []rune) bool {
	if len(pattern) == 0 {
		return len(s) == 0
	}
	switch pattern[0] {
	case '*':
		return slowGlob(pattern[1:], s) || len(s) > 0 && slowGlob(pattern, s[1:])
	case '?':
		return len(s) > 0 && slowGlob(pattern[1:], s[1:])
	}
	return len(s) > 0 && s[0] == pattern[0] && slowGlob(pattern[1:], s[1:])
}

// slowDistance is the recursion that defines optimal string alignment.
func slowDistance(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	x, y := len(a)-1, len(b)-1
	d := slowDistance(a[:x], b[:y])
	if a[x] != b[y] {
		d = 1 + min(d, slowDistance(a[:x], b), slowDistance(a, b[:y]))
	}
	if x > 0 && y > 0 && a[x] == b[y-1] && a[x-1] == b[y] {
		d = min(d, 1+slowDistance(a[:x-1], b[:y-1]))
	}
	return d
}

func TestTruthIsWhatTheOracleSays(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(1, 2))}
	answers := map[Truth]int{}
	for range rounds(20_000) {
		expression := m.query(3)
		q, err := Compile(expression)
		if err != nil {
			require.Contains(t, err.Error(), "ONEAR") // the only thing that the maker may get wrong
			continue
		}
		d := m.document()
		answers[check(t, q, d)]++
	}
	require.Greater(t, answers[True], rounds(2000))
	require.Greater(t, answers[False], rounds(2000))
	require.Greater(t, answers[Unknown], rounds(200))
}

// TestNestedNear goes deeper than the maker does, over texts that are long
// enough for stretches of all lengths.
func TestNestedNear(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(9, 10))}
	var near func(depth int) string
	near = func(depth int) string {
		switch k := m.IntN(6); {
		case depth == 0 || k == 0:
			return m.pick("a", "b", "c", "d", `"a b"`)
		case k == 1:
			return "(" + near(depth-1) + " OR " + near(depth-1) + ")"
		case k == 2:
			return fmt.Sprintf("(%s ONEAR/%d %s)", m.pick("a", "b"), m.IntN(4), m.pick("c", "d"))
		}
		return fmt.Sprintf("(%s NEAR/%d %s)", near(depth-1), m.IntN(3), near(depth-1))
	}
	answers := map[Truth]int{}
	for range rounds(4000) {
		q, err := Compile(near(4))
		require.NoError(t, err)
		var words []string
		for range 5 + m.IntN(20) {
			words = append(words, m.pick("a", "b", "c", "d", "x", "x", "x", "x", "x"))
		}
		answers[check(t, q, &Document{Text: strings.Join(words, " ")})]++
	}
	require.Greater(t, answers[True], rounds(400))
	require.Greater(t, answers[False], rounds(400))
}

// check holds a query against the oracle, and all that it promises against
// the document.
func check(t *testing.T, q *Query, d *Document) Truth {
	t.Helper()
	want := newOracle(d).truth(q.root)
	got := q.Truth(d)
	if want != got {
		t.Fatalf("%s\non %#v\nis %v, not %v", q, d, want, got)
	}
	spans := q.Append(nil, d)
	for i, v := range spans {
		part := []string{d.Title, d.Text}[v.Part]
		require.True(t, 0 <= v.Start && v.Start < v.End && v.End <= len(part), "%s on %#v: %v", q, d, v)
		require.Contains(t, q.String(), v.Term)
		if utf8.ValidString(part) {
			require.True(t, utf8.ValidString(part[v.Start:v.End]))
		}
		require.True(t, i == 0 || inReadingOrder(spans[i-1], v) < 0, "%v", spans)
	}
	require.True(t, got == True || len(spans) == 0)
	e := q.Explain(d)
	require.Equal(t, got, e.Truth)
	require.NotEmpty(t, e.Why)
	require.True(t, e.Offset >= 0 && e.Length > 0 && e.Offset+e.Length <= q.size, "%s: %+v", q, e)
	return got
}

func TestCanonicalFormIsTheSameQuery(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(3, 4))}
	for range rounds(5000) {
		q, err := Compile(m.query(3))
		if err != nil {
			continue
		}
		sameQuery(t, q)
	}
}

// sameQuery compiles the canonical form, under every reading of words.
func sameQuery(t *testing.T, q *Query) {
	t.Helper()
	for _, words := range []Words{AllWords, AnyWord, PhraseOfWords} {
		again, err := Options{Words: words}.Compile(q.String())
		require.NoError(t, err, q.String())
		require.Equal(t, q.String(), again.String())
		require.Equal(t, bareTree(q.root), bareTree(again.root))
	}
}

// bareTree is what a query means, without where it was written.
func bareTree(n *node) string {
	s := fmt.Sprint(n.op, n.gaps)
	if n.term != nil {
		for _, e := range n.term.elements {
			s += fmt.Sprintf("%q %q %q %q;", e.word.key(), e.sign, e.cased, e.handle)
		}
		s += fmt.Sprintf("%q %d", n.term.literal, n.term.scope)
	}
	if n.clause != nil {
		s += fmt.Sprint(n.clause.field.name, n.clause.any, n.clause.pattern, n.clause.span)
	}
	for _, k := range n.kids {
		s += "(" + bareTree(k) + ")"
	}
	return s
}

// rounds is n, or a tenth of it where races are looked for: they need no
// thousands.
func rounds(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}
