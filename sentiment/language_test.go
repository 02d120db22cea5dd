package sentiment

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"the bus was late again and nobody told us why":         "en",
		"waarom is de trein alweer te laat, snap er niks van":   "nl",
		"il treno è di nuovo in ritardo e nessuno dice niente":  "it",
		"قطار دوباره دیر کرد و کسی چیزی نگفت":                   "fa",
		"der Zug ist schon wieder zu spät und keiner sagt was":  "de",
		"le train est encore en retard et personne ne dit rien": "fr",
		"el tren llega tarde otra vez y nadie dice nada":        "es",
		"o trem está atrasado de novo e ninguém fala nada":      "pt",
		"عاالییی":                      "fa",
		"نمی‌پسندم":                    "fa",
		"Maravilhoso!!!":               "pt",
		"lol":                          "en",
		"":                             "",
		"😍😍":                           "",
		"@a @b 12 https://example.com": "",
		"tåget är försenat igen och ingen säger något":                       "",
		"toget er forsinket igen, og ingen siger noget":                      "",
		"tren yine geç kaldı ve kimse bir şey söylemiyor":                    "",
		"pociąg znowu się spóźnia i nikt nic nie mówi":                       "",
		"kereta terlambat lagi dan tidak ada yang memberi tahu":              "",
		"поезд снова опаздывает, и никто ничего не говорит":                  "",
		"القطار متأخر مرة أخرى ولا أحد يقول شيئا":                            "",
		"電車がまた遅れている":                                                         "",
		"juna on taas myöhässä eikä kukaan sano mitään":                      "",
		"a vonat megint késik, és senki nem szól erről egy szót sem, őrület": "",
	} {
		got, confidence := Language(text)
		assert.Equal(t, want, got, text)
		assert.Equal(t, want == "", confidence == 0, text)
	}
}

func TestShortPostsThatMeanTheSameEverywhereAreScored(t *testing.T) {
	for text, want := range map[string]Label{
		"Super!!!": Positive, "Perfect": Positive, "Fantastico": Positive, "horrible": Negative, "Schade": Negative, "عالی": Positive,
		"Zorvex": Unknown,
	} {
		assert.Equal(t, want, Default().Score(text).Label(), "%s %+v", text, Default().Score(text))
	}
}
