package script

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// finish gives a text a beginning and an end, and the haste with which it was
// typed.
func (w *writer) finish(text, topic, brand string, c *country) string {
	if w.IntN(100) < 20 {
		text = w.stretch(text, c.patterns.words["long"])
	}
	if w.IntN(100) < 6 {
		text = w.hurry(text, c.language)
	}
	if w.IntN(100) < 25 {
		text = uncapitalize(text)
	}
	if tones[topic] != 0 && w.IntN(100) < 14 {
		text = w.open(text, c)
	}
	return w.end(w.more(text, topic, c), topic, brand, c)
}

func (w *writer) open(text string, c *country) string {
	opening := w.among(c.patterns.words["open"])
	if strings.HasSuffix(opening, ",") {
		text = uncapitalize(text)
	}
	return opening + " " + text
}

// more adds a second sentence to some of the texts that praise or complain, if
// it is clear about whom.
func (w *writer) more(text, topic string, c *country) string {
	list := map[int]string{-1: "morebad", 1: "moregood"}[tones[topic]]
	if list == "" || topic == "compare" || w.IntN(100) >= 38 {
		return text
	}
	more := fill(w.among(c.patterns.words[list]), func(name string) string { return w.among(c.patterns.words[name]) }, w.IntN)
	if ended(text) {
		return text + " " + more
	}
	return text + ". " + more
}

func ended(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsPunct(last)
}

// end adds a mark, a face or a hashtag; often it adds nothing.
func (w *writer) end(text, topic, brand string, c *country) string {
	list, often := "ask", 100
	switch tones[topic] {
	case -1:
		list, often = "bad", 45
	case 1:
		list, often = "good", 55
	}
	if w.IntN(100) >= often || tones[topic] == 0 && topic != "question" {
		list = "tail"
	}
	ending := w.among(c.patterns.words[list])
	first, _ := utf8.DecodeRuneInString(ending)
	switch {
	case ending == "":
	case !strings.ContainsRune(".!?؟", first):
		text += " " + ending
	case !ended(text):
		text += ending
	}
	if tones[topic] < 0 && w.IntN(100) < 7 {
		text += " " + w.tag(brand, c.language)
	}
	return text
}

// stretch lengthens one of the words that people lengthen.
func (w *writer) stretch(text string, long []string) string {
	words := strings.Split(text, " ")
	for i, word := range words {
		if slices.Contains(long, strings.ToLower(word)) {
			last, size := utf8.DecodeLastRuneInString(word)
			words[i] = word[:len(word)-size] + strings.Repeat(string(last), 3+w.IntN(3))
			break
		}
	}
	return strings.Join(words, " ")
}

// hurry lets one longer word of lower case slip; names begin with a capital,
// and Persian has other keys.
func (w *writer) hurry(text, language string) string {
	words := strings.Split(text, " ")
	i := w.IntN(len(words))
	first, _ := utf8.DecodeRuneInString(words[i])
	if language == "fa" || len(words[i]) < 6 || first > 'z' || first < 'a' || named(words[i]) {
		return text
	}
	words[i] = w.slip(words[i])
	return strings.Join(words, " ")
}

// named reports whether a word holds a brand, whose slips are made elsewhere.
func named(word string) bool {
	for _, b := range brands {
		if strings.Contains(strings.ToLower(word), strings.ToLower(b.name)[:4]) {
			return true
		}
	}
	return strings.Contains(word, "lark")
}

// uncapitalize lowers the first letter, unless a name or an abbreviation begins
// there.
func uncapitalize(text string) string {
	first, rest, _ := strings.Cut(text, " ")
	if named(first) || strings.ToUpper(first) == first || strings.Contains(first, "GB") {
		return text
	}
	letter, size := utf8.DecodeRuneInString(first)
	return string(unicode.ToLower(letter)) + first[size:] + text[len(text)-len(rest)-1:]
}
