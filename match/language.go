package match

import (
	"strings"
	"sync"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// functionWords are the commonest words of eight languages, written down for
// this project. A text whose words they are is in that language, and a name
// that is one of them means that word there: dove is "where" in Italian.
var functionWords = [...]string{
	`the and of to in is that it for you on with this are be have was not but at my they we so what all just your can will from out about get when like one know has
	an as his her if me or do by how who its our their them there up no more would been were`,
	`de het een en van ik je dat is niet in te op zijn die met voor er maar om ook als dan bij nog wat naar uit deze wij heeft hebben kan wordt worden geen meer
	door over aan u wel hij ze ons onze moet zo al hoe waar wie nu heb ben tot`,
	`il lo la i gli le un una di a da in con su per tra e o ma che non si è sono ho hai ha del della dei delle al alla nel nella sul sulla come anche più questo questa
	quello dove quando perché ci mi ti se chi cosa solo tutti suo sua loro nos dell all degli dopo fatto essere fare`,
	`که و در از به با این آن را است برای یک من تو او ما شما هم نیز هر اگر ولی اما یا تا بر پس چه چرا خود باید نه بود شد می ها های کرد کرده شده دارد خیلی بی روی`,
	`der die das und ich nicht ist es ein eine zu den mit auf für von dem im du wir sie auch sich wie bei noch nur aber so wenn mich mir hat was dass er als am aus nach kann`,
	`le la les un une des et est que je tu il elle nous vous pas ne pour dans sur avec ce cette qui mais plus au aux du en on son sa ses mon ma mes tout fait comme si bien`,
	`el la los las un una de que y en a es no por con para se lo me te mi tu su al del como más pero o si ya muy esta este todo está son hay hoy cuando nos yo le`,
	`o a os as um uma de que e em não é por com para se me te eu ele ela você do da dos das no na nos nas ao mais mas como muito já foi ser tem meu minha seu sua isso só boa bom noite dia`,
}

var functionWordsOf = sync.OnceValue(func() map[string]uint8 {
	out := make(map[string]uint8)
	for lang, words := range functionWords {
		for _, w := range strings.Fields(words) {
			out[fold.Default().String(w)] |= 1 << lang
		}
	}
	return out
})

// wordLanguages returns a bit for every language of which a folded word is a
// function word.
func (m *Matcher) wordLanguages(word []byte) uint8 { return m.languages[string(word)] }

// textLanguage returns the bit of the language that has most function words
// among the tokens, if it has at least two and leads clearly.
func (s *scratch) textLanguage() uint8 {
	var count [len(functionWords)]int
	for i := range s.reader.tokens {
		if i == maxLanguageWords {
			break
		}
		t := &s.reader.tokens[i]
		if t.tag != 0 || t.flags&isAmp != 0 {
			continue
		}
		bits := s.m.wordLanguages(s.reader.buf[t.from:t.to])
		for lang := range count {
			count[lang] += int(bits >> lang & 1)
		}
	}
	best, second := 0, -1
	for lang := 1; lang < len(count); lang++ {
		if count[lang] > count[best] {
			best, second = lang, best
		} else if second < 0 || count[lang] > count[second] {
			second = lang
		}
	}
	if count[best] < 2 || count[best] == count[second] {
		return 0
	}
	return 1 << best
}

// maxLanguageWords is how far into a text its language is looked for.
const maxLanguageWords = 200
