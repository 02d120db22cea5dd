package script

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/source"
)

// A person writes in one language and on one network.
type person struct {
	home   string
	author source.Author
}

const peoplePerLanguage = 420

var firstNames = map[string]string{
	"en": "Alice Ben Chloe Dan Ella Finn Grace Harry Isla Jack Kate Liam Maya Noah Olive Priya Quinn Rosa Sam Tess Umar Vera Will Zoe",
	"nl": "Anouk Bas Carlijn Daan Eva Floor Gijs Hanna Imke Jelle Kim Lars Maud Niels Olga Pim Roos Sanne Teun Vera Wout Yara Bram Fleur",
	"it": "Alice Bruno Chiara Dario Elisa Fabio Giulia Ilaria Luca Marta Nico Paola Renzo Sara Tommaso Vito Anna Carlo Elena Franco Gaia Irene Livia Piero",
	"fa": "آرش/Arash بهار/Bahar داریوش/Dariush الهام/Elham فرهاد/Farhad گلنار/Golnar هومن/Houman ایمان/Iman کاوه/Kaveh لیلا/Leila مینا/Mina نازنین/Nazanin امید/Omid پریسا/Parisa رضا/Reza سارا/Sara تارا/Tara یاسمن/Yasaman زهرا/Zahra نیما/Nima",
}

var secondNames = map[string]string{
	"en": "Ash Barlow Cole Dyer Egan Frost Hale Ives Judd Kerr Lowe Marsh Nash Page Reed Shaw Tate Vale Wade York",
	"nl": "Bakker Blom Dekker Groen Hoek Jonker Kuiper Loos Maas Post Riet Smeets Timmer Veen Wolf Zand Berg Kok Roos Vink",
	"it": "Amato Bruni Conti Donati Fabbri Galli Leone Marchi Neri Orsini Poli Riva Serra Testa Villa Bassi Costa Ferri Longo Sala",
	"fa": "احمدی/Ahmadi باقری/Bagheri داوری/Davari فلاح/Fallah کریمی/Karimi مرادی/Moradi نوری/Nouri رستمی/Rostami شریفی/Sharifi تقوی/Taghavi",
}

var outlets = map[string][]string{
	"en": {"Northern Ledger", "Pocket Gazette"},
	"nl": {"De Stadsbode", "Mobielnieuws Noord"},
	"it": {"Corriere dei Comuni", "Pagina Mobile"},
	"fa": {"روزنامه شهر", "خبر همراه"},
}

// cast makes the people of a language, the same ones every time.
func cast(language string) []person {
	chance := rand.New(rand.NewPCG(7, uint64(language[0])<<8|uint64(language[1])))
	firsts, seconds := strings.Fields(firstNames[language]), strings.Fields(secondNames[language])
	people := make([]person, peoplePerLanguage)
	for i := range people {
		first, firstLatin := scripts(firsts[chance.IntN(len(firsts))])
		second, secondLatin := scripts(seconds[chance.IntN(len(seconds))])
		handle := fmt.Sprintf("%s_%s%d", strings.ToLower(firstLatin), strings.ToLower(secondLatin), i)
		home := home(chance.IntN(100))
		people[i] = person{home, source.Author{
			ID:        fmt.Sprintf("%s%03d", language, i),
			Name:      first + " " + second,
			Handle:    handle,
			Followers: followers(home, chance),
		}}
	}
	return people
}

// scripts parts a name in its own script from the Latin one, where both are
// given.
func scripts(name string) (own, latin string) {
	own, latin, both := strings.Cut(name, "/")
	if !both {
		return own, own
	}
	return own, latin
}

func home(percent int) string {
	switch {
	case percent < 40:
		return recording.Mastodon
	case percent < 74:
		return recording.Bluesky
	default:
		return recording.Forum
	}
}

// followers are few for most and many for some; a forum has none, and one in
// eight networks does not tell.
func followers(home string, chance *rand.Rand) source.Count {
	if home == recording.Forum || chance.IntN(8) == 0 {
		return source.Count{}
	}
	return source.Known(int64(math.Exp(4.8 + 1.5*chance.NormFloat64())))
}

// somebody of a country; the first ones in its list write the most.
func (w *writer) somebody(c *country) person {
	chance := w.Float64()
	return c.people[int(chance*chance*float64(len(c.people)))]
}
