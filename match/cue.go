package match

import (
	"sync"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// Classes of the words that stand before and behind names.
const (
	article uint8 = iota + 1
	determiner
	verbal
	preposition
	personal
	linking
	joining
	trade
)

// wordClassOf has, for four languages, the small words that tell a thing from a
// name, and the words of trade that stand beside companies.
var wordClassOf = sync.OnceValue(func() map[string]uint8 {
	return classes(map[uint8]string{
		article:     `a an een un uno una یک یه`,
		determiner:  `the this that these those my your his her our their its some any every each no de het deze dit die mijn jouw zijn onze il lo la questo questa quel dal nel این آن`,
		verbal:      `to can will would must should could not dont ll te`,
		preposition: `at from by via with vs versus than bij van door met tegen da con presso su sul sulla از توسط`,
		personal:    `dr doctor mr mrs ms miss sir prof professor president senator judge governor mayor king queen uncle aunt captain heer mevrouw meneer dhr mw signor signora dott آقای خانم دکتر`,
		joining:     `on for through and or like than is are was im using use used into but because voor naar en per e برای روی و با تو`,
		linking:     `of della dello di op du del`,
		trade: `store stores shop shops app apps inc corp ltd company ceo cfo shares share stock stocks customer customers account accounts website employee employees brand brands
		advert adverts commercial commercials ad ads logo merger sales sale price prices order orders delivery refund coupon discount service support staff manager headquarters
		bank airline airlines flight card cards bag bags shoes sneakers jeans truck trucks car cars phone phones laptop laptops
		announces announced announce launches launched launch says said sells sold hires releases released sued sues unveils charges charged app update updates
		products product company competitor competitors
		winkel bedrijf aandeel aandelen klantenservice merk filiaal negozio azienda azioni marchio sito servizio clienti giornale
		شرکت فروشگاه برند اپلیکیشن سهام محصولات گوشی نمایندگی خدمات`,
	})
})

func classes(words map[uint8]string) map[string]uint8 {
	out := make(map[string]uint8)
	for class := article; class <= trade; class++ {
		for w := range wordSet(words[class]) {
			out[fold.Default().String(w)] = class
		}
	}
	return out
}

// survey reads off the text what every hit in it shares.
func (s *scratch) survey() {
	n := &s.near
	n.capitals, n.lower, n.plain, n.trade = false, false, false, false
	for i := range s.reader.tokens {
		if i == maxLanguageWords {
			break
		}
		t := &s.reader.tokens[i]
		if t.tag != 0 || t.flags&isAmp != 0 || t.to-t.from < 2 {
			continue
		}
		n.capitals = n.capitals || t.flags&isTitle != 0
		lower := t.flags&(hasLower|hasUpper) == hasLower
		n.lower = n.lower || lower
		n.plain = n.plain || lower && s.m.wordLanguages(s.reader.buf[t.from:t.to]) == 0
		n.trade = n.trade || s.m.classes[string(s.reader.buf[t.from:t.to])] == trade
	}
	n.language = s.textLanguage()
}
