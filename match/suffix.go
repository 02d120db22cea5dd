package match

import "unicode/utf8"

// maxSuffix is the longest suffix, in folded bytes, that is cut from a word.
const maxSuffix = 12

// Suffixes that join on to a name, after folding. English, Dutch, German,
// French, Spanish and Portuguese share the plural and genitive s; Dutch has
// its diminutives; Italian leaves names alone. Persian writes plural, article,
// "my, your, his" and "is" on to the word.
var (
	sSuffixes       = []string{"s", "es", "tjes", "jes"}
	jeSuffixes      = []string{"tje", "je"}
	persianSuffixes = []string{"هایی", "های", "ها", "هام", "هاش", "ایی", "ای", "یی", "ی", "م", "ت", "ش", "ه", "رو", "و", "مون", "تون", "شون", "اش", "ام", "ات", "ان"}
)

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
		s.cutSuffix(i, j, n, word, persianSuffixes)
	case last == 's':
		s.cutSuffix(i, j, n, word, sSuffixes)
	case last == 'e' && len(word) > 5 && word[len(word)-2] == 'j':
		s.cutSuffix(i, j, n, word, jeSuffixes)
	}
}

// cutSuffix tries every suffix of the list that leaves enough of a name: two
// letters before an s, and four before anything longer or in Persian.
func (s *scratch) cutSuffix(i, j, n int, word []byte, list []string) {
	for _, suffix := range list {
		left := len(word) - len(suffix)
		if left < 2 || string(word[left:]) != suffix {
			continue
		}
		if i == j && suffix != "s" && utf8.RuneCount(word[:left]) < 4 {
			continue
		}
		if suffix == "es" && i == j && s.m.guard.Known(word) {
			continue // cities is not the plural of Citi
		}
		s.lookup(i, j, n-len(suffix), len(suffix))
	}
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
