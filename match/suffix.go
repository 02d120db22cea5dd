package match

import (
	"unicode/utf8"
)

// maxNumber is the longest number, with letters behind it, that is cut off.
const maxNumber = 6

// maxSuffix is the longest suffix, in folded bytes, that is cut from a word.
const maxSuffix = 12

// Suffixes that join on to a name, after folding. English, Dutch, German,
// French, Spanish and Portuguese share the plural and genitive s; Dutch has
// its diminutives; Italian leaves names alone. Persian writes plural, article,
// "my, your, his" and "is" on to the word.
var persianSuffixes = []string{"هایی", "های", "ها", "هام", "هاش", "ایی", "ای", "یی", "ی", "م", "ت", "ش", "ه", "رو", "و", "مون", "تون", "شون", "اش", "ام", "ات", "ان"}

// suffixesByEnd has the suffixes by their last byte, so that most words are
// compared with one or none.
var suffixesByEnd = func() (t [256][]string) {
	for _, suffix := range persianSuffixes {
		last := suffix[len(suffix)-1]
		t[last] = append(t[last], suffix)
	}
	return t
}()

// suffixed looks up the run of tokens i to j, n bytes long, without what is
// glued to its end.
func (s *scratch) suffixed(i, j, n int) {
	t := &s.reader.tokens[j]
	word := s.reader.buf[t.from:t.to]
	last := word[len(word)-1]
	switch {
	case t.flags&hasDigit != 0:
		s.digits(i, j, n, word)
	case last >= utf8.RuneSelf:
		for _, suffix := range suffixesByEnd[last] {
			if left := len(word) - len(suffix); left > 0 && string(word[left:]) == suffix {
				s.cut(i, j, n, word, len(suffix))
			}
		}
	case last == 's':
		s.cut(i, j, n, word, 1)
		s.diminutive(i, j, n, word, 1)
		if before := len(s.candidates); len(word) > 2 && word[len(word)-2] == 'e' {
			if s.cut(i, j, n, word, 2); len(s.candidates) > before && i == j && s.m.guard.Known(word) {
				s.candidates = s.candidates[:before] // cities is not the plural of Citi
			}
		}
	case last == 'e':
		s.diminutive(i, j, n, word, 0)
	}
}

// diminutive cuts a Dutch je or tje, and plural bytes behind it.
func (s *scratch) diminutive(i, j, n int, word []byte, plural int) {
	at := len(word) - plural - 2
	if at < 1 || word[at] != 'j' || word[at+1] != 'e' {
		return
	}
	s.cut(i, j, n, word, plural+2)
	if word[at-1] == 't' {
		s.cut(i, j, n, word, plural+3)
	}
}

// cut looks the run up without the last size bytes of its last word, if that
// leaves two letters before an s, and four before anything longer or Persian.
func (s *scratch) cut(i, j, n int, word []byte, size int) {
	left := len(word) - size
	if left < 2 || i == j && size > 1 && utf8.RuneCount(word[:left]) < 4 {
		return
	}
	s.lookup(i, j, n-size, size)
}

// digits cuts a number, with a letter or two behind it, off a name: iPad2,
// iPhone4S.
func (s *scratch) digits(i, j, n int, word []byte) {
	cut := 0
	for cut < len(word) && !isNumber(word[cut]) {
		cut++
	}
	end := cut
	for end < len(word) && isNumber(word[end]) {
		end++
	}
	if cut < 3 || len(word)-end > 2 || end-cut > 4 {
		if m := len(word); word[m-1] == 's' && m > 2 {
			s.lookup(i, j, n-1, 1)
		}
		return
	}
	if end == len(word)-1 && word[end] == 's' {
		s.lookup(i, j, n-1, 1)
	}
	s.lookup(i, j, n-(len(word)-cut), len(word)-cut)
}

func (s *scratch) digitsBehind(j, cut int) bool {
	t := &s.reader.tokens[j]
	return int(t.to-t.from) > cut && isNumber(s.reader.buf[int(t.to)-cut])
}

// possessiveTail widens a hit over 's and over suffixes that a joiner or an
// apostrophe sets apart.
func (s *scratch) possessiveTail(f *found) {
	next := int(f.last) + 1
	if next >= len(s.reader.tokens) || f.kind == Handle {
		return
	}
	t := &s.reader.tokens[next]
	if t.gap != gapApos && t.gap != gapJoiner || t.tag != 0 {
		return
	}
	if t.to-t.from > maxSuffix {
		return
	}
	word := string(s.reader.buf[t.from:t.to])
	if t.gap == gapApos && (word == "s" || word == "er" || word == "tje") || t.gap == gapJoiner && isPersianSuffix(word) {
		f.end, f.last = t.end, int32(next)
		if f.kind == Exact || f.kind == Folded {
			f.kind = Possessive
		}
	}
}

func isPersianSuffix(word string) bool {
	for _, suffix := range persianSuffixes {
		if word == suffix {
			return true
		}
	}
	return false
}
