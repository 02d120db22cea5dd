package match

import (
	"strings"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// How Latin letters are usually written in Persian, longest first. Vowels
// between consonants are left out there, so what comes out is a guess at the
// commonest spelling and no more.
var toPersian = []struct{ from, to string }{
	{"tch", "چ"}, {"sch", "ش"}, {"ch", "چ"}, {"sh", "ش"}, {"kh", "خ"}, {"gh", "ق"}, {"zh", "ژ"}, {"ph", "ف"}, {"th", "ت"}, {"ck", "ک"}, {"oo", "و"}, {"ee", "ی"}, {"ou", "و"}, {"ea", "ی"}, {"ai", "ی"},
	{"a", "ا"}, {"b", "ب"}, {"c", "ک"}, {"d", "د"}, {"e", ""}, {"f", "ف"}, {"g", "گ"}, {"h", "ه"}, {"i", "ی"}, {"j", "ج"}, {"k", "ک"}, {"l", "ل"}, {"m", "م"},
	{"n", "ن"}, {"o", "و"}, {"p", "پ"}, {"q", "ک"}, {"r", "ر"}, {"s", "س"}, {"t", "ت"}, {"u", "و"}, {"v", "و"}, {"w", "و"}, {"x", "کس"}, {"y", "ی"}, {"z", "ز"},
}

var toLatin = map[rune]string{
	'ا': "a", 'ب': "b", 'پ': "p", 'ت': "t", 'ث': "s", 'ج': "j", 'چ': "ch", 'ح': "h", 'خ': "kh", 'د': "d", 'ذ': "z", 'ر': "r", 'ز': "z", 'ژ': "zh", 'س': "s",
	'ش': "sh", 'ص': "s", 'ض': "z", 'ط': "t", 'ظ': "z", 'ع': "a", 'غ': "gh", 'ف': "f", 'ق': "gh", 'ک': "k", 'گ': "g", 'ل': "l", 'م': "m", 'ن': "n", 'و': "v", 'ه': "h", 'ی': "i",
}

// otherScript suggests the name in Persian letters, or a Persian one in Latin.
func (s *suggester) otherScript() {
	var words []string
	for _, w := range s.words() {
		words = append(words, transliterate(fold.Default().String(w)))
	}
	if text := strings.TrimSpace(strings.Join(words, " ")); utf8.RuneCountInString(text) > 2 {
		s.add(text, Folded)
	}
}

// transliterate writes a folded word in the other of the two scripts. Letters
// of a third one end up nowhere.
func transliterate(word string) string {
	var out strings.Builder
	for word != "" {
		r, n := utf8.DecodeRuneInString(word)
		if r >= utf8.RuneSelf {
			out.WriteString(toLatin[r])
			word = word[n:]
			continue
		}
		step := 1
		for _, p := range toPersian {
			if strings.HasPrefix(word, p.from) {
				to := p.to
				if out.Len() == 0 && to == "" {
					to = "ا" // a word does not begin with a vowel that is left out
				}
				out.WriteString(to)
				step = len(p.from)
				break
			}
		}
		word = word[step:]
	}
	return out.String()
}
