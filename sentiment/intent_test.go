package sentiment

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestIntents(t *testing.T) {
	for _, test := range []struct {
		language, text string
		want, not      Intent
	}{
		{"en", "My order never arrived, where is my refund?", Complaint | Question, Praise | Spam},
		{"en", "Does anyone know when they open on Sunday?", Question, Complaint | Praise},
		{"en", "It would be great if you had a dark mode, please add it", Suggestion, Spam},
		{"en", "Huge thank you to the team, great service!", Praise, Complaint},
		{"en", "Thinking about buying the new one", Purchase, Leaving},
		{"en", "Cancelled my subscription today, never again", Leaving, Purchase},
		{"en", "Acme announces quarterly earnings, according to Reuters", News, Praise | Complaint},
		{"en", "Click here for free followers http://a.b http://c.d http://e.f", Spam, Praise},
		{"en", "He passed away this morning, rest in peace", LeaveAlone, Praise | Purchase},
		{"nl", "Mijn pakket is nog steeds niet geleverd, waar blijft het?", Complaint | Question, Praise},
		{"nl", "Abonnement opgezegd, nooit meer", Leaving, Purchase},
		{"nl", "Geen klachten, top geregeld!", Praise, Complaint},
		{"it", "Il mio ordine non è arrivato, voglio il rimborso", Complaint, Praise},
		{"it", "Qualcuno sa quando esce?", Question, Complaint},
		{"fa", "سفارشم هنوز نرسیده و جواب نمیدن", Complaint, Praise},
		{"fa", "دمتون گرم، عالی بود", Praise, Complaint},
		{"de", "Vertrag gekündigt, nie wieder", Leaving, Purchase},
		{"fr", "Je viens d'acheter le nouveau modèle", Purchase, Complaint},
		{"es", "Alguien sabe a qué hora abren?", Question, Complaint},
		{"pt", "Cancelei minha assinatura, péssimo atendimento", Leaving | Complaint, Praise},
		{"en", "We took the bus to the station", 0, Complaint | Praise | Spam | Leaving},
	} {
		t.Run(test.text, func(t *testing.T) {
			got := Default().In(test.language).Intent(test.text)
			assert.True(t, got.Has(test.want), "%v lacks one of %v", got, test.want)
			assert.Zero(t, got&test.not, "%v has one of %v", got, test.not)
		})
	}
}

func TestIntentTowardReadsItsSentence(t *testing.T) {
	for language, text := range map[string]string{
		"en": "Cancelled my Bolt subscription. Just ordered an Acme!",
		"nl": "Abonnement bij Bolt opgezegd. Zojuist een Acme besteld!",
		"it": "Ho disdetto Bolt. Ho appena ordinato una Acme!",
		"fa": "اشتراک Bolt رو لغو کردم. همین الان Acme سفارش دادم!",
		"de": "Mein Abo bei Bolt gekündigt. Gerade eine Acme bestellt!",
		"fr": "J'ai résilié Bolt. Je viens de commander une Acme !",
		"es": "Me di de baja de Bolt. Acabo de pedir una Acme!",
		"pt": "Cancelei minha assinatura da Bolt. Acabei de comprar uma Acme!",
	} {
		bolt, acme := strings.Index(text, "Bolt"), strings.Index(text, "Acme")
		s := Default().In(language)
		assert.True(t, s.IntentToward(text, bolt, bolt+4).Has(Leaving), text)
		assert.False(t, s.IntentToward(text, bolt, bolt+4).Has(Purchase), text)
		assert.True(t, s.IntentToward(text, acme, acme+4).Has(Purchase), text)
		assert.False(t, s.IntentToward(text, acme, acme+4).Has(Leaving), text)
	}
}

func TestIntentCuesAreTheIntent(t *testing.T) {
	text := "My order never arrived, where is my refund? Cancelled my account."
	s := Default().In("en")
	cues := s.ExplainIntent(text)
	require.NotEmpty(t, cues)
	sum := Intent(0)
	for _, cue := range cues {
		sum |= cue.Intent
		assert.LessOrEqual(t, cue.End, len(text))
	}
	assert.Equal(t, s.Intent(text), sum)
}

func TestIntentFilesAreWellFormed(t *testing.T) {
	for _, language := range languages {
		forms, err := readIntents(language)
		require.NoError(t, err)
		assert.Greater(t, forms.used, 500, language)
	}
}

func TestIntentDoesNotAllocate(t *testing.T) {
	if raced {
		t.Skip("the race detector makes pools forget")
	}
	s := Default().In("en")
	text := "where is my refund? #late https://a.b"
	s.Intent(text)
	assert.Zero(t, testing.AllocsPerRun(100, func() { s.Intent(text); s.IntentToward(text, 2, 5); s.TowardIntent(text, 2, 5) }))
}

func TestIntentString(t *testing.T) {
	assert.Equal(t, "none", Intent(0).String())
	assert.Equal(t, "complaint, question", (Complaint | Question).String())
}

func FuzzIntent(f *testing.F) {
	f.Add("where is my refund?", "en", 1, 4)
	f.Add("جواب نمیدن", "fa", -1, 99)
	f.Fuzz(func(t *testing.T, text, language string, start, end int) {
		s := Default().In(language)
		for _, cue := range s.ExplainIntentToward(text, start, end) {
			require.True(t, cue.Start >= 0 && cue.Start <= cue.End && cue.End <= len(text))
		}
		s.Intent(text)
		score, intent := s.TowardIntent(text, start, end)
		require.Equal(t, s.Toward(text, start, end), score)
		require.Equal(t, s.IntentToward(text, start, end), intent)
	})
}

func TestIntentsAreWrittenByName(t *testing.T) {
	t.Parallel()
	data, err := json.Marshal(Complaint | Question)
	if err != nil || string(data) != `["complaint","question"]` {
		t.Fatalf("%s, %v", data, err)
	}
	var back Intent
	if err := json.Unmarshal(data, &back); err != nil || back != Complaint|Question {
		t.Fatalf("%s, %v", back, err)
	}
	for _, bad := range []string{`["gossip"]`, `7`, `null,`} {
		if json.Unmarshal([]byte(bad), &back) == nil || back != Complaint|Question {
			t.Errorf("%s was read as %s", bad, back)
		}
	}
}
