package sentiment

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// plainPosts say something and judge nothing.
var plainPosts = map[string][]string{
	"en": {"The shop opens at nine and closes at six.", "We took the bus to the station.", "They have 14 stores in three countries.", "Flight 238 leaves from gate B12."},
	"nl": {"De winkel gaat om negen uur open.", "Wij namen de bus naar het station.", "Vlucht 238 vertrekt van gate B12."},
	"it": {"Il negozio apre alle nove.", "Abbiamo preso l'autobus per la stazione.", "Il volo parte alle dieci."},
	"fa": {"فروشگاه ساعت نه باز می‌شود.", "با اتوبوس به ایستگاه رفتیم.", "پرواز ساعت ده است."},
	"de": {"Der Laden öffnet um neun Uhr.", "Wir haben den Bus zum Bahnhof genommen."},
	"fr": {"Le magasin ouvre à neuf heures.", "Nous avons pris le bus pour la gare."},
	"es": {"La tienda abre a las nueve.", "Tomamos el autobús a la estación."},
	"pt": {"A loja abre às nove.", "Pegamos o ônibus para a estação."},
}

var praise = map[string]string{
	"en": "It is great!", "nl": "Het is geweldig!", "it": "È fantastico!", "fa": "عالی بود!",
	"de": "Es ist großartig!", "fr": "C'est génial !", "es": "¡Es genial!", "pt": "É maravilhoso!",
}

var blame = map[string]string{
	"en": "It is terrible!", "nl": "Het is verschrikkelijk!", "it": "È terribile!", "fa": "افتضاح بود!",
	"de": "Es ist schrecklich!", "fr": "C'est horrible !", "es": "¡Es horrible!", "pt": "É horrível!",
}

func TestPlainTextIsNeutral(t *testing.T) {
	for language, posts := range plainPosts {
		for _, post := range posts {
			assert.Equal(t, Neutral, Default().In(language).Score(post).Label(), "%s %+v", post, Default().In(language).Explain(post))
		}
	}
}

func TestPraiseNeverLowers(t *testing.T) {
	for language, posts := range plainPosts {
		s := Default().In(language)
		for _, post := range append(posts, blame[language], praise[language]) {
			before := s.Score(post).Valence
			assert.GreaterOrEqual(t, s.Score(post+" "+praise[language]).Valence, min(before, 0.9), post)
			assert.LessOrEqual(t, s.Score(post+" "+blame[language]).Valence, max(before, -0.9), post)
		}
		assert.Equal(t, Positive, s.Score(praise[language]).Label(), language)
		assert.Equal(t, Negative, s.Score(blame[language]).Label(), language)
	}
}

func TestSwappingTheBrandsOfAComparisonSwapsTheScores(t *testing.T) {
	for _, test := range []struct{ language, pattern string }{
		{"en", "A is better than B"}, {"en", "I prefer A over B"}, {"en", "A is much worse than B"}, {"en", "A is faster than B"},
		{"en", "I switched from A to B"}, {"nl", "Overgestapt van A naar B"}, {"it", "Passato da A a B"},
		{"nl", "A is beter dan B"}, {"nl", "A is slechter dan B"}, {"it", "A è meglio di B"}, {"it", "A è peggio di B"},
		{"fa", "A بهتر از B است"}, {"fa", "A از B بهتره"}, {"de", "A ist besser als B"}, {"fr", "A est mieux que B"}, {"fr", "A est mieux qu'B"},
		{"es", "A es mejor que B"}, {"pt", "A é melhor que B"},
	} {
		text := strings.NewReplacer("A", "Zorvex", "B", "Quandil").Replace(test.pattern)
		swapped := strings.NewReplacer("A", "Quandil", "B", "Zorvex").Replace(test.pattern)
		for _, name := range []string{"Zorvex", "Quandil"} {
			here, there := towardLabel(test.language, text, name), towardLabel(test.language, swapped, name)
			assert.Contains(t, []Label{Positive, Negative}, here, "%s in %s", name, text)
			assert.Equal(t, Label(Positive+Negative)-here, there, "%s in %s", name, swapped)
		}
	}
}

func TestLengthDoesNotDrift(t *testing.T) {
	for language, posts := range plainPosts {
		s := Default().In(language)
		paragraph := strings.Join(posts, " ") + " " + praise[language] + " " + blame[language] + " "
		short, long := s.Score(strings.Repeat(paragraph, 5)).Valence, s.Score(strings.Repeat(paragraph, 50)).Valence
		assert.InDelta(t, short, long, 0.3, language)
	}
}

func TestSameInSameOut(t *testing.T) {
	for language, posts := range plainPosts {
		for _, post := range posts {
			assert.Equal(t, Default().In(language).Explain(post), Default().In(language).Explain(post))
		}
	}
}
