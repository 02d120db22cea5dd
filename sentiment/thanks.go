package sentiment

import "strings"

// Words of thanks that close a question, as a salutation opens a letter, in all languages together: "merci" and "thanks" are said in most.
// They thank for an answer that is yet to come: nobody is praised.
var (
	thanksWords = hashesOf(`thanks thank thx thnx tnx ty tia cheers ta dank bedankt dankjewel dankuwel grazie danke dankeschön dankesehr merci gracias
		obrigado obrigada obg ممنون ممنونم مرسی متشکرم متشکر سپاس تشکر`)
	thanksBeside = hashesOf(`you u so much very a lot many in advance all everyone again kindly and best regards
		alvast vooraf je jullie wel bij voorbaat hartelijk heel erg veel groet groetjes mvg
		mille tante anticipatamente anticipo molte saluti
		vielen schön sehr im voraus euch dir ihnen schonmal schon mal lg vg
		beaucoup d'avance avance d par bien à tous cordialement
		muchas mil de antemano por adelantado saludos
		muito desde já antecipadamente
		با خیلی از شما پیشاپیش قبلا بسیار فراوان`)
)

func hashesOf(words string) map[uint64]bool {
	out := make(map[uint64]bool)
	for word := range strings.FieldsSeq(words) {
		out[hashBytes([]byte(word))] = true
	}
	return out
}

// askedWords is how many words a question has at least that thanks close: "Really? Thanks!" is an answer.
const askedWords = 4

// foldedHands is an emoji that goes with thanks.
const foldedHands = 0x1F64F

// dropThanks leaves out thanks at the end of a text behind a question, and what closes a letter beside them.
func (s *scratch) dropThanks() {
	thanked := false
	for i := len(s.tokens) - 1; i > 0; i-- {
		switch tok := &s.tokens[i]; tok.kind {
		case kindWord:
			if !thanksWords[tok.hash] && !thanksBeside[tok.hash] {
				return
			}
			thanked = thanked || thanksWords[tok.hash]
		case kindEmoji:
			if tok.low != foldedHands {
				return
			}
		case kindStop, kindShout, kindComma:
		case kindAsk:
			if thanked && s.wordsBefore(i) >= askedWords {
				s.tokens = s.tokens[:i+1]
			}
			return
		default:
			return
		}
	}
}

func (s *scratch) wordsBefore(i int) (n int) {
	for _, tok := range s.tokens[:i] {
		if tok.kind == kindWord {
			n++
		}
	}
	return n
}
