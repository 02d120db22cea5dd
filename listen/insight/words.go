package insight

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
)

// The bounds of what is read of one post for its terms.
const (
	maxTerms     = 200
	maxTermBytes = 64
	readBytes    = 4 << 10
)

// A word is one of a text: as it is compared, and where it stands.
type word struct {
	text       string
	start, end int
	joins      bool // nothing but space parts it from the word before
}

// termsOf tells the terms of a text, each once: words of three letters or more,
// pairs of neighbors, and hashtags with their sign. Names of brands, addresses,
// accounts and numbers are none, and scripts without spaces give pairs of
// letters.
func termsOf(text string, hits []match.Hit) []string {
	words := wordsOf(text, hits)
	var out []string
	seen := make(map[string]bool)
	add := func(term string) {
		if len(term) <= maxTermBytes && len(out) < maxTerms && !seen[term] {
			seen[term] = true
			out = append(out, term)
		}
	}
	for i, w := range words {
		long := utf8.RuneCountInString(w.text) >= 3 || isDense(w.text)
		if long && !dull(w.text) {
			add(w.text)
		}
		if i > 0 && w.joins && !isDense(w.text) && w.text[0] != '#' && words[i-1].text[0] != '#' && !(dull(w.text) || dull(words[i-1].text)) {
			add(words[i-1].text + " " + w.text)
		}
	}
	return out
}

// termsOfMention leaves out the brand's own name where it was not found, such as
// the second time.
func termsOfMention(m *listen.Mention) []string {
	name := compact(m.Brand)
	return slices.DeleteFunc(termsOf(m.Text, m.Hits), func(term string) bool { return compact(term) == name })
}

// unjoined leaves out what stands between the parts of a name.
var unjoined = strings.NewReplacer(" ", "", "#", "", "-", "")

func compact(s string) string { return unjoined.Replace(strings.ToLower(s)) }

// wordsOf cuts a text into folded words.
func wordsOf(text string, hits []match.Hit) (words []word) {
	text = text[:min(len(text), readBytes)]
	at, hit, joins := 0, 0, false
	for field := range strings.FieldsSeq(text) {
		start := at + strings.Index(text[at:], field)
		at = start + len(field)
		for hit < len(hits) && hits[hit].End <= start {
			hit++
		}
		named := hit < len(hits) && hits[hit].Start < at
		if named || strings.Contains(field, "://") || strings.HasPrefix(field, "www.") || strings.HasPrefix(field, "@") {
			joins = false
			continue
		}
		words = split(words, field, start, joins)
		joins = isInside(lastRune(field))
	}
	return words
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// isInside tells runes that stand in words.
func isInside(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\'' || r == '’' || r == '-' || r == '\u200c')
}

// split cuts the words out of a field; joins tells that the first goes with the
// word before.
func split(words []word, field string, offset int, joins bool) []word {
	from := -1
	flush := func(to int) {
		if from < 0 {
			return
		}
		text := strings.Trim(strings.ToLower(field[from:to]), "'’-\u200c")
		if text != "" && text != "#" && !isNumber(text) {
			words = cut(words, word{text, offset + from, offset + to, joins && len(words) > 0})
		}
		from, joins = -1, false
	}
	for i, r := range field {
		inside := isInside(r)
		switch {
		case r == '#':
			flush(i)
			from = i
		case inside && from < 0:
			from = i
		case !inside:
			flush(i)
		}
	}
	flush(len(field))
	return words
}

// cut gives pairs of letters where a script has no spaces.
func cut(words []word, w word) []word {
	if !isDense(w.text) || w.text[0] == '#' {
		return append(words, w)
	}
	runes := []rune(w.text)
	for i := 0; i+1 < len(runes) && i < 100; i++ {
		words = append(words, word{text: string(runes[i : i+2]), start: w.start, end: w.end})
	}
	return words
}

func isDense(word string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(word, "#"))
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

func isNumber(word string) bool {
	for _, r := range word {
		if unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// dull are words that carry no topic by themselves, in the languages that the
// scorer knows best. The statistics would mostly see to it; a topic's name reads
// better without them.
func dull(word string) bool { _, ok := dullWords[word]; return ok }

var dullWords = setOf(`
the and for are but not you your with this that have has had was were will would can could should from they them their there what when
where which who how why all any some just now get got its it's i'm i've don't didn't doesn't isn't can't won't about into out our been more
than then too very also only over again still here his her she him one two per via let lets did does being because while after before even much
een het van voor met niet dat die dit zijn was ook maar naar aan bij door nog wel als dan wat wie hoe waar mijn jouw jullie ons onze hun haar heeft
hebben heb had wordt worden word kan kunnen moet moeten zou gaat mij jij wij uit over weer alleen meer veel geen tot om te de en of ik je er
der die das und ist ein eine einen einer nicht mit auf für von den dem des sich auch aus bei nach noch nur wie wir ihr ihre mein dein sind war hat
haben werden wird kann oder aber wenn als zum zur mal schon sehr mehr
les des une est pas pour que qui dans sur avec mais par plus vous nous ils elle son ses leur mon mes ton tes cette ces sont était avoir être fait
tout tous comme aussi très bien sans donc chez
los las una que por con para del como más pero sus este esta son fue ser hay muy todo todos sin sobre también entre cuando donde porque
non che per con una del della dei delle gli nel nella sono è sei era più anche come dal dalla questo questa loro suo sua mio mia tuo tua alla allo
agli alle perché quando dove chi cosa solo già ancora molto tutto tutti
não que com para por uma dos das mais mas como seu sua são foi ser está também muito quando onde porque isso esse essa
از به در که این آن با را رو برای تا هم یا اما ولی من تو ما شما آنها است هست بود شد می‌شود نیست دیگه دیگر همه هر چه چی کی چرا یک یه هیچ باز الان
need needs going what's that's you're i'd would've possible nice better wish instead least use want wants give gave way thing things
anyone someone somebody anybody know knows does thanks thank please hello hi hey really today yesterday
iemand niemand weet weten bedankt alvast dank hier eens keer graag even hallo echt vandaag gisteren
jemand niemand weiß danke bitte hallo heute gestern alguien gracias saben sabe hola hoy ayer alguém obrigado obrigada olá hoje ontem
quelqu'un merci savez bonjour aujourd'hui hier qualcuno grazie sapete sapere ciao salve oggi ieri
کسی ممنون لطفا سلام میدونه می‌دونه مرسی امروز دیروز`)

func setOf(words string) map[string]struct{} {
	out := make(map[string]struct{})
	for word := range strings.FieldsSeq(words) {
		out[word] = struct{}{}
	}
	return out
}
