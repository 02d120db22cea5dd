package query

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// wordsOf prints what a reader makes of a text: glued words with +, signs in
// front, and what goes on with a tag in brackets.
func wordsOf(text string) string {
	r := reader{table: fold.Default()}
	r.read(text)
	var b strings.Builder
	for i, w := range r.words {
		switch {
		case i > 0 && w.gap <= gapApos:
			b.WriteString("+")
		case i > 0 && w.gap == gapHard:
			b.WriteString(" | ")
		case i > 0 && w.gap == gapDot:
			b.WriteString(" . ")
		case i > 0:
			b.WriteString(" ")
		}
		if w.sign != 0 {
			b.WriteByte(w.sign)
		}
		if w.inside {
			b.WriteString("(" + string(r.folded(i, i)) + ")")
			continue
		}
		b.Write(r.folded(i, i))
	}
	return b.String()
}

func TestReader(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "",
		"Two Words":                        "two words",
		"Crème Brûlée STRASSE straße":      "creme brulee strasse strasse",
		"ｆｕｌｌ ＷＩＤＴＨ":                       "full width",
		"cre\u0300me":                      "creme",
		"L'Oréal’s":                        "l+oreal+s",
		"snake_case":                       "snake+case",
		"کتاب\u200cها يك كتاب":             "کتاب+ها یک کتاب",
		"coca-cola, 7.5 and/or":            "coca cola | 7 . 5 and . or",
		"end. Begin":                       "end | begin",
		"line\nbreak":                      "line | break",
		"AT&T and AT&amp;T":                "at and t and at and t",
		"#New_Year #new-year ＃tag":         "#new+(year) | #new year | #tag",
		"#a#b":                             "#a | #b",
		"thanks@acme and me@acme.com, ok":  "thanks | @acme and me | ok",
		"C# and $ACME and 5$a":             "c | and | $acme and 5 | a",
		"see https://acme.com/x?y=1 acme":  "see | acme",
		"www.acme.com acme www":            "acme www",
		"http and https are words":         "http and https are words",
		"苹果手机 iPhone手机":                    "苹 果 手 机 iphone 手 机",
		"ドコモとau":                           "ドコモ と au",
		"\xff\xfeab\xc0":                   "ab",
		"🔥hot🔥":                            "hot",
		"soft\u00adhyphen right\u200fleft": "softhyphen rightleft",
	} {
		assert.Equal(t, want, wordsOf(text), text)
	}
}

func TestSpansAreBytesOfTheOriginal(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"creme", "la CRE\u0300ME!", "CRE\u0300ME"},
		{"oreal", "L’Oréal’s", "Oréal"},
		{"#acme", "so ＃ＡＣＭＥ", "＃ＡＣＭＥ"},
		{"@acme", "hi @Acme.", "@Acme"},
		{`"at t" OR AT&T`, "old AT&amp;T ad", "AT&amp;T"},
		{"苹果", "新苹果手机", "苹果"},
		{"raw:C++", "in C++.", "C++"},
		{"carsharing~", "a car-sharing app", "car-sharing"},
		{"کتابها", "این کتاب\u200cها", "کتاب\u200cها"},
		{"کتاب\u200cها", "این کتاب ها", "کتاب ها"},
	} {
		q, err := Compile(c.query)
		assert.NoError(t, err)
		d := &Document{Text: c.text}
		var got []string
		for _, v := range q.Append(nil, d) {
			got = append(got, c.text[v.Start:v.End])
		}
		assert.Equal(t, c.want, strings.Join(got, "|"), "%s\n%s", c.query, q.Explain(d))
	}
}
