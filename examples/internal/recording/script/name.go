package script

import (
	"strings"

	"github.com/earshot-go/earshot/examples/internal/recording"
)

// A spelling holds the ways to write a brand; the official one comes first.
type spelling struct {
	official string
	others   []string
	handle   string
	persian  []string
}

var spellings = map[string]spelling{
	recording.Telmira: {
		official: "Telmira",
		others:   []string{"telmira", "telmira", "TELMIRA", "#Telmira", "#telmira"},
		handle:   "@telmira",
		persian:  []string{"تلمیرا", "تلمیرا", "تلمیرا", "تلمیرا", "تلمیرا", "#تلمیرا", "تلميرا", "Telmira"},
	},
	recording.Linnet: {
		official: "Linnet",
		others:   []string{"linnet", "linnet", "#Linnet", "#linnet", "Linnet Mobile"},
		handle:   "@linnet_sim",
		persian:  []string{"لینت", "لینت", "لینت", "لینت", "#لینت", "لينت", "Linnet"},
	},
	recording.Northlark: {
		official: "Northlark",
		others:   []string{"northlark", "North Lark", "north lark", "NorthLark", "North-Lark", "#Northlark", "#northlark"},
		handle:   "@northlark",
		persian:  []string{"نورث‌لارک", "نورث‌لارک", "نورث‌لارک", "نورث لارک", "نورثلارک", "#نورث_لارک", "Northlark"},
	},
}

// official is the brand as it writes itself in the language.
func official(brand, language string) string {
	if language == "fa" {
		return spellings[brand].persian[0]
	}
	return spellings[brand].official
}

// name writes a brand as somebody would.
func (w *writer) name(brand, language string) string {
	s := spellings[brand]
	if language == "fa" {
		return w.among(s.persian)
	}
	switch n := w.IntN(100); {
	case n < 62:
		return s.official
	case n < 84:
		return w.among(s.others)
	case n < 93:
		return s.handle
	default:
		return w.slip(s.official)
	}
}

// glued are hashtags that hold a brand among other words; * is the brand.
var glued = map[string][]string{
	"en": {"#*Down", "#*fail", "#*Outage", "#Bye*", "#shameon*"},
	"nl": {"#*storing", "#storing*", "#*faalt", "#*klacht"},
	"it": {"#*down", "#guasto*", "#*vergogna", "#basta*"},
	"fa": {"#قطعی_*", "#*_قطعه", "#*_خراب"},
}

func (w *writer) tag(brand, language string) string {
	name := strings.ReplaceAll(official(brand, language), "\u200c", "_")
	if w.IntN(3) == 0 {
		name = strings.ToLower(name)
	}
	return strings.Replace(w.among(glued[language]), "*", name, 1)
}

// neighbors are the keys beside a key.
var neighbors = map[rune]string{
	'a': "sq", 'e': "wr", 'h': "gj", 'i': "uo", 'k': "jl", 'l': "k", 'm': "n", 'n': "bm", 'o': "ip", 'r': "et", 't': "ry",
}

// slip is what a hurried thumb makes of a word: a letter lost, doubled, swapped
// or hit beside its key, the first one left as it is.
func (w *writer) slip(word string) string {
	letters := []rune(word)
	i := 1 + w.IntN(len(letters)-2)
	before, after := string(letters[:i]), string(letters[i+1:])
	keys := neighbors[letters[i]]
	switch n := w.IntN(4); {
	case n == 0:
		return before + after
	case n == 1:
		return before + string(letters[i]) + string(letters[i]) + after
	case n == 2 && letters[i] != letters[i+1]:
		return before + string(letters[i+1]) + string(letters[i]) + string(letters[i+2:])
	case keys != "":
		return before + string(keys[w.IntN(len(keys))]) + after
	}
	return before + after
}

func (w *writer) among(words []string) string { return words[w.IntN(len(words))] }
