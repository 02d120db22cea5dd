package sentiment_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/sentiment"
)

// Thanks behind a question thank for an answer that is yet to come.
func TestThanksBehindAQuestionAreNoPraise(t *testing.T) {
	scorer := sentiment.Default()
	for _, text := range []string{
		"Hey Telmira, how do I change my SIM to an eSIM? thanks",
		"Does anybody know when the Telmira store opens on Sunday? Thank you so much in advance!",
		"which Linnet plan has roaming in Turkey? cheers 🙏",
		"can you check my order number with Acme please? thx",
		"Hoe laat gaat de winkel van Telmira morgen open? Alvast bedankt!",
		"Weet iemand hoe ik mijn Linnet simkaart activeer? dank je wel",
		"A che ora apre la domenica il negozio Telmira di Verona? grazie",
		"Qualcuno sa come si disattiva la segreteria di Linnet? Grazie mille",
		"Wie kann ich bei Telmira meine Adresse ändern? Vielen Dank im Voraus",
		"Wann kommt die Rechnung von Linnet diesen Monat? danke",
		"À quelle heure ouvre la boutique Telmira demain matin? Merci d'avance",
		"¿A qué hora abre la tienda de Telmira el domingo? Muchas gracias",
		"A que horas abre a loja da Telmira no domingo? Obrigada desde já",
		"ساعت کار فروشگاه تلمیرا در روز جمعه چنده؟ ممنون",
		"چطور می‌تونم سیم کارت لینت رو فعال کنم؟ با تشکر",
	} {
		assert.InDelta(t, 0, scorer.Score(text).Valence, 0.249, text)
		intent := scorer.Intent(text)
		assert.False(t, intent.Has(sentiment.Praise), "%s: %v", text, intent)
		assert.True(t, intent.Has(sentiment.Question), "%s: %v", text, intent)
	}
}

func TestThanksElsewhereStayThanks(t *testing.T) {
	scorer := sentiment.Default()
	for _, text := range []string{
		"great service, thanks!", "Thanks Acme, you fixed it within an hour", "Really? Thanks so much!",
		"who would have thought that Acme answers on a Sunday? Thanks for the quick help, great team!",
		"bedankt voor de snelle hulp, super!", "grazie mille, siete stati gentilissimi", "Danke für den tollen Service!", "merci beaucoup, service impeccable",
		"muchas gracias, excelente servicio", "obrigado, atendimento excelente", "ممنون از خدمات عالی شما",
	} {
		assert.Greater(t, scorer.Score(text).Valence, 0.2, text)
	}
	assert.Negative(t, scorer.Score("why does Acme never answer, this terrible service makes me so angry? thanks").Valence, "what was said before stays")
	for _, text := range []string{"thanks", "?", "? thanks", "thanks?", "a b c d? thanks ? thanks", "\xff? thanks"} {
		scorer.Score(text)
		scorer.Toward(text, 0, len(text))
		scorer.IntentToward(text, len(text), len(text))
	}
}
