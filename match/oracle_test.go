package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// The oracle reads a text the slow and plain way: rune by rune into words, and
// every run of words against every name. It knows names written as they are,
// folded, joined and at other seams, and single words of six and seven letters
// one edit away, where no rule about cheap slips comes in; the
// engine must find the same places, before it weighs them.

type place struct {
	start, end int
	brand      string
	misspelled bool
}

// plainWords cuts text at everything that is no letter and no digit.
func plainWords(text string) (words []string, spans [][2]int) {
	var word strings.Builder
	start, end := -1, 0
	flush := func() {
		if start >= 0 {
			words, spans = append(words, word.String()), append(spans, [2]int{start, end})
		}
		word.Reset()
		start = -1
	}
	for i, r := range text {
		n := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(text[i:])
		}
		letters := fold.Default().String(string(r))
		switch code := fold.Default().Code(r); {
		case code == fold.Drop && start >= 0:
			end = i + n
		case code == fold.Drop:
		case letters == "" || r == utf8.RuneError:
			flush()
		default:
			if start < 0 {
				start = i
			}
			word.WriteString(letters)
			end = i + n
		}
	}
	flush()
	return words, spans
}

// oracle returns every place that reads like one of the names, which are plain
// words parted by single spaces.
func oracle(m *Matcher, names []string, text string) map[place]bool {
	out := make(map[place]bool)
	words, spans := plainWords(text)
	for i := range words {
		for j := i; j < len(words) && j < i+maxWindow && !crosses(text, spans, i, j); j++ {
			joined := strings.Join(words[i:j+1], "")
			for _, name := range names {
				own, _ := plainWords(name)
				at := place{spans[i][0], spans[j][1], name, false}
				if joined == strings.Join(own, "") && seamsFit(m, own, words[i:j+1]) {
					out[at] = true
				}
			}
		}
		for _, name := range names {
			if own, _ := plainWords(name); len(own) == 1 && plainSlip(m, own[0], words[i]) {
				out[place{spans[i][0], spans[i][1], name, true}] = true
			}
		}
	}
	return out
}

// crosses tells whether anything but spaces stands between the words.
func crosses(text string, spans [][2]int, i, j int) bool {
	for k := i; k < j; k++ {
		for _, r := range text[spans[k][1]:spans[k+1][0]] {
			if r != ' ' && fold.Default().Code(r) != fold.Drop {
				return true
			}
		}
	}
	return false
}

// seamsFit tells whether words, the pieces of a name written in own words, are
// cut where the name is, or at one other place of a name of five letters.
func seamsFit(m *Matcher, own, words []string) bool {
	natural := make(map[int]bool)
	for i, at := 0, 0; i < len(own); i++ {
		at += len(own[i])
		natural[at] = true
	}
	other, cut := 0, 0
	for i, at := 0, 0; i < len(words)-1; i++ {
		at += len(words[i])
		if !natural[at] {
			other++
			cut = at
		}
	}
	name := strings.Join(own, "")
	if other == 0 {
		return true
	}
	left, right := []byte(name[:cut]), []byte(name[cut:])
	everyday := m.guard.Common(left) && m.guard.Common(right)
	return other == 1 && utf8.RuneCountInString(name) >= 5 && len(name) >= prefixBytes &&
		(!everyday || utf8.RuneCountInString(name) >= 8 && len(left) > 2 && len(right) > 2)
}

// plainSlip tells whether word is one edit from name and may be a slip of it.
func plainSlip(m *Matcher, name, word string) bool {
	a, b := []rune(name), []rune(word)
	if len(a) <= oneEdit || len(a) >= twoSlips || len(b) < oneEdit || plainOSA(a, b) != 1 || m.guard.Known([]byte(word)) || knownForm(m.guard, []byte(word)) {
		return false
	}
	return a[0] == b[0] || len(a) >= firstLetter
}

// plainOSA is the textbook table of optimal string alignment.
func plainOSA(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// engine returns the places that a matcher finds before it weighs them.
func engine(m *Matcher, text string) map[place]bool {
	s := newScratch(m)
	s.collect(text)
	out := make(map[place]bool)
	for _, f := range s.found {
		if m.entries[f.entry].flags&initials != 0 {
			continue
		}
		name := m.brands[m.entries[f.entry].brand].Name
		if f.kind <= Split && f.kind != Possessive || f.kind == Misspelled && f.first == f.last && !strings.Contains(name, " ") && f.distance == 1 && m.entries[f.entry].runes > oneEdit && m.entries[f.entry].runes < twoSlips {
			out[place{int(f.start), int(f.end), name, f.kind == Misspelled}] = true
		}
	}
	return out
}

// Letters that no suffix, digit or tag can come of, from scripts that fold in
// different ways.
var (
	oracleLetters = []string{"k", "q", "x", "b", "é", "Ä", "ß", "ب", "پ", "ك", "ж", "λ", "e\u0301", "ﬁ", "İ"}
	oracleBetween = []string{" ", " ", " ", "  ", "! ", "\n", "\xff", " 😀 ", "", ""}
)

func randomWord(r *rand.Rand, alphabet []string, most int) string {
	var b strings.Builder
	for range 1 + r.IntN(most) {
		b.WriteString(alphabet[r.IntN(len(alphabet))])
	}
	return b.String()
}

// randomCase makes names, and a text of the names, of slips of them and of
// pieces of them.
func randomCase(r *rand.Rand) (names []string, text string) {
	alphabet := oracleLetters[:2+r.IntN(len(oracleLetters)-1)]
	for range 1 + r.IntN(4) {
		name := randomWord(r, alphabet, 7)
		for range r.IntN(3) {
			name += " " + randomWord(r, alphabet, 5)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var b strings.Builder
	for range r.IntN(12) {
		word := []rune(names[r.IntN(len(names))])
		for range r.IntN(3) {
			mutate(r, &word, alphabet)
		}
		b.WriteString(string(word))
		b.WriteString(oracleBetween[r.IntN(len(oracleBetween))])
	}
	return names, b.String()
}

func mutate(r *rand.Rand, word *[]rune, alphabet []string) {
	w := *word
	if len(w) < 2 {
		return
	}
	switch i := 1 + r.IntN(len(w)-1); r.IntN(5) {
	case 0:
		w = slices.Delete(w, i, i+1)
	case 1:
		w = slices.Insert(w, i, []rune(alphabet[r.IntN(len(alphabet))])...)
	case 2:
		w[i], w[i-1] = w[i-1], w[i]
	case 3:
		w = slices.Insert(w, i, ' ')
	}
	*word = w
}

func agree(t *testing.T, names []string, text string) {
	t.Helper()
	var brands []Brand
	for _, n := range names {
		brands = append(brands, Brand{Name: n})
	}
	m, err := Compile(brands...)
	if err != nil {
		return
	}
	want := oracle(m, names, text)
	got := engine(m, text)
	for p := range want {
		if taken(want, p) {
			continue // what is written right is not taken for a slip
		}
		assert.True(t, got[p], "missing %+v in %q of %q", p, text, names)
	}
	for p := range got {
		assert.True(t, want[p], "surplus %+v in %q of %q", p, text, names)
	}
}

func taken(want map[place]bool, p place) bool {
	if !p.misspelled {
		return false
	}
	for q := range want {
		if !q.misspelled && q.start < p.end && p.start < q.end {
			return true
		}
	}
	return false
}

func TestEngineEqualsOracle(t *testing.T) {
	for seed := range uint64(giantSize() >> 9) {
		names, text := randomCase(rand.New(rand.NewPCG(seed, 7)))
		agree(t, names, text)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func FuzzEngineEqualsOracle(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		names, text := randomCase(rand.New(rand.NewPCG(seed, 11)))
		agree(t, names, text)
	})
}

// giantSize is the size of a hostile text: a megabyte, or less where all is slow.
func giantSize() int {
	if raceDetector {
		return 1 << 16
	}
	return 1 << 20
}

func TestGiantAndHostileTexts(t *testing.T) {
	m := compile(t, append(shelf, Brand{Name: "a a a a"}, Brand{Name: "b b"}, Brand{Name: "کککک"})...)
	for name, unit := range map[string]string{
		"words": "nike starbcuks #thanksjetblue ", "one word": "a", "spaced": "a ", "combining": "\u0301", "hashtag": "#nike", "handles": "@nike",
		"hyphens": "a-", "underscores": "_a", "ampersands": "&", "invalid": "\xff", "dots": "a.", "links": "a.co/", "digits": "7a", "tagged": "#a_",
		"persian": "ک", "apple": "apple ", "astral": "𝐍", "dollars": "$", "quotes": "'a",
	} {
		text := strings.Repeat(unit, giantSize()/len(unit))
		hits := m.Append(nil, text)
		require.LessOrEqual(t, len(hits), len(text), name)
		long := strings.Repeat(unit, 1<<14/len(unit))
		if allocs := testing.AllocsPerRun(1, func() { m.Append(hits[:0], long) }); !raceDetector {
			assert.LessOrEqual(t, allocs, 3.0, name)
		}
	}
}
