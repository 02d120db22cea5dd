package sentiment

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
)

// TestComplaints holds what users of other scorers complained of, with the right answer.
func TestComplaints(t *testing.T) {
	for _, test := range []struct {
		language, text string
		want           Label
	}{
		{"en", "💓", Positive},
		{"en", "💗", Positive},
		{"en", "❤", Positive},
		{"en", "❤️", Positive},
		{"en", "🤬", Negative},
		{"en", "👍", Positive},
		{"en", "👍🏿", Positive},
		{"en", "👩‍❤️‍👩 ok ❤️‍🔥", Positive},
		{"en", "I don't like it", Negative},
		{"en", "I don’t like it", Negative},
		{"en", "nothing for redheads :(", Negative},
		{"en", "No issues so far", Positive},
		{"en", "no problem", Positive},
		{"en", "No complaints", Positive},
		{"en", "isn't it great", Positive},
		{"en", "Not the worst", Positive},
		{"en", "I would not say it is bad", Neutral},
		{"en", "great.Not", Positive},
		{"en", "sooooo goooood", Positive},
		{"en", "fck this", Negative},
		{"en", "sick beat", Positive},
		{"en", "the CEO watched the Death Star movie", Neutral},
		{"en", "I want a new phone", Neutral},
		{"en", "kindly stop", Neutral},
		{"en", "#NotHappy", Negative},
		{"en", "I have never seen a worse service", Negative},
		{"en", "I've never been happier", Positive},
		{"de", "Das ist nicht schlecht", Positive},
		{"fr", "Je n’aime pas du tout", Negative},
		{"es", "No me gusta nada", Negative},
		{"pt", "Não gostei nem um pouco", Negative},
		{"nl", "geen klachten", Positive},
		{"nl", "vind ik niet leuk", Negative},
		{"nl", "werkt niet goed", Negative},
		{"it", "senza problemi", Positive},
		{"it", "non mi piace", Negative},
		{"fa", "خوب نیست", Negative},
		{"fa", "خوب", Positive},
		{"fa", "خيلي خوب", Positive},
		{"fa", "نمی\u200cپسندم", Negative},
	} {
		t.Run(test.text, func(t *testing.T) {
			assert.Equal(t, test.want, Default().In(test.language).Score(test.text).Label(), "%+v", Default().In(test.language).Explain(test.text))
		})
	}
}

func TestScoreIsBounded(t *testing.T) {
	for _, text := range []string{"", " ", "\xff\xfe", strings.Repeat("great ", 40_000), strings.Repeat("😡", 50_000), strings.Repeat("not ", 10_000) + "good"} {
		score := Default().In("en").Score(text)
		assert.LessOrEqual(t, score.Valence, 1.0)
		assert.GreaterOrEqual(t, score.Valence, -1.0)
		assert.LessOrEqual(t, score.Confidence, 1.0)
		assert.GreaterOrEqual(t, score.Confidence, 0.0)
	}
}

func TestNormalFormsScoreAlike(t *testing.T) {
	for _, text := range []string{"è perché città più bello", "آشغال بود", "Größe ist schön", "déçu et fâché", "não é péssimo"} {
		for _, language := range languages {
			nfc, nfd := norm.NFC.String(text), norm.NFD.String(text)
			assert.Equal(t, Default().In(language).Score(nfc), Default().In(language).Score(nfd), "%s %s", language, text)
		}
	}
}

func TestZeroScoreCannotSay(t *testing.T) {
	assert.Equal(t, Score{}, Default().In("sv").Score("jag vet inte"))
	assert.Equal(t, Unknown, Score{}.Label())
	assert.Equal(t, Score{}, Default().Score(""))
}

func TestInTakesTags(t *testing.T) {
	s := Default()
	assert.Same(t, s.In("nl"), s.In("nl-BE"))
	assert.Same(t, s.In("NL"), s.In("nl_BE"))
	assert.Same(t, s, s.In("en").In(""))
	assert.NotSame(t, s.In("nld"), s.In("nl"))
	assert.Same(t, s.In("zz"), s.In("sv"))
}

func TestScoringDoesNotAllocate(t *testing.T) {
	if raced {
		t.Skip("the race detector makes pools forget")
	}
	text := "@brand the delivery was sooo late 😡😡 #NeverAgain, but your support is GREAT!!! https://example.com/x :)"
	for _, language := range []string{"", "en", "fa", "sv"} {
		s := Default().In(language)
		s.Score(text)
		assert.Zero(t, testing.AllocsPerRun(200, func() { s.Score(text) }), "Score %q", language)
		assert.Zero(t, testing.AllocsPerRun(200, func() { s.Toward(text, 0, 6) }), "Toward %q", language)
		assert.Zero(t, testing.AllocsPerRun(200, func() { Default().In("nl-BE") }))
	}
}

func FuzzScore(f *testing.F) {
	f.Add("great, not :) bad 😡 #NotHappy l'amore", "en", 3, 9)
	f.Add("خیلی خوب نیست\u200c", "fa", -4, 99)
	f.Add("\xff\xf0e\u0301\u0301 ***f**k*", "", 2, 1)
	f.Fuzz(func(t *testing.T, text, language string, start, end int) {
		s := Default().In(language)
		for _, e := range []Explanation{s.Explain(text), s.ExplainToward(text, start, end)} {
			require.False(t, e.Valence < -1 || e.Valence > 1 || e.Valence != e.Valence)
			require.False(t, e.Confidence < 0 || e.Confidence > 1 || e.Confidence != e.Confidence)
			sum := 0.0
			for _, cue := range e.Cues {
				require.True(t, cue.Start >= 0 && cue.Start <= cue.End && cue.End <= len(text))
				sum += cue.Contribution
			}
			require.InDelta(t, e.Valence, sum, 1e-4)
		}
		require.Equal(t, s.Score(text), s.Explain(text).Score)
		require.Equal(t, s.Toward(text, start, end), s.ExplainToward(text, start, end).Score)
		Language(text)
	})
}

func TestMixedPostsAreReadInBothLanguages(t *testing.T) {
	mixed := "Net de nieuwe telefoon van mijn broer gekregen voor het werk. Love it, amazing quality and great service!"
	assert.Equal(t, "nl", Default().Score(mixed).Language)
	assert.Equal(t, Positive, Default().Score(mixed).Label())
}

func TestQuotesAreDamped(t *testing.T) {
	said := Default().In("en").Score("The minister said this plan is a total disaster for us all on Monday")
	quoted := Default().In("en").Score(`The minister said "this plan is a total disaster" for us all on Monday`)
	assert.Greater(t, quoted.Valence, said.Valence)
}

// Persian verbs are typed with their prefix joined, behind a zero width non-joiner, and behind a space.
func TestPersianPrefixesReadAlike(t *testing.T) {
	s := Default().In("fa")
	for _, verb := range []string{"پسندم", "ارزه", "دن", "خرم", "کنه"} {
		for _, prefix := range []string{"می", "نمی"} {
			joined := s.Score("این گوشی رو " + prefix + verb + " ولی خوبه")
			assert.Equal(t, joined, s.Score("این گوشی رو "+prefix+"\u200c"+verb+" ولی خوبه"), verb)
			assert.Equal(t, joined, s.Score("این گوشی رو "+prefix+" "+verb+" ولی خوبه"), verb)
		}
	}
}
