package sentiment

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func towardLabel(language, text, name string) Label {
	at := strings.Index(text, name)
	return Default().In(language).Toward(text, at, at+len(name)).Label()
}

func TestToward(t *testing.T) {
	for _, test := range []struct {
		language, text, name string
		want                 Label
	}{
		{"en", "Acme is better than Bolt", "Acme", Positive},
		{"en", "Acme is better than Bolt", "Bolt", Negative},
		{"en", "Acme is great but Bolt is awful", "Acme", Positive},
		{"en", "Acme is great but Bolt is awful", "Bolt", Negative},
		{"en", "I prefer Acme over Bolt", "Bolt", Negative},
		{"en", "Just got my Acme. I am so happy!", "Acme", Positive},
		{"en", "The food at Acme was cold, the waiter was lovely", "waiter", Positive},
		{"en", "breakfast at Acme, lovely", "Acme", Positive},
		{"en", "Acme, awful", "Acme", Negative},
		{"en", "lunch at Acme: terrible", "Acme", Negative},
		{"en", "terrible Acme service, #acmefail", "Acme", Negative},
		{"en", "Acme is down. No calls, no data, nothing in town!", "Acme", Negative},
		{"nl", "Beste Acme, een monteur die niet komt opdagen is geen service", "Acme", Negative},
		{"nl", "ontbijt bij Acme, heerlijk", "Acme", Positive},
		{"it", "colazione da Acme, ottima", "Acme", Positive},
		{"nl", "Acme is veel beter dan Bolt", "Acme", Positive},
		{"nl", "Acme is veel beter dan Bolt", "Bolt", Negative},
		{"nl", "Acme is top maar Bolt is waardeloos", "Bolt", Negative},
		{"it", "Acme è meglio di Bolt", "Acme", Positive},
		{"it", "Acme è meglio di Bolt", "Bolt", Negative},
		{"fa", "کیفیت عالی ولی ارسال افتضاح بود", "ارسال", Negative},
		{"fa", "کیفیت عالی ولی ارسال افتضاح بود", "کیفیت", Positive},
	} {
		t.Run(test.text+" "+test.name, func(t *testing.T) {
			assert.Equal(t, test.want, towardLabel(test.language, test.text, test.name))
		})
	}
}

func TestTowardClampsSpans(t *testing.T) {
	for _, span := range [][2]int{{-5, -1}, {0, 0}, {3, 1}, {100, 200}, {math.MinInt, math.MaxInt}} {
		score := Default().In("en").Toward("Acme is great", span[0], span[1])
		assert.Equal(t, "en", score.Language)
	}
	long := strings.Repeat("We took the bus to town. ", 5_000) + "Acme is great"
	assert.Equal(t, Positive, towardLabel("en", long, "Acme"))
}
