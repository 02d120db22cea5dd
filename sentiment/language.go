package sentiment

import (
	"strings"
	"unicode/utf8"
)

// leastKnown is the share of words that the language must know. Texts in other languages have words in common with ours,
// but fewer.
const leastKnown = 0.15

// Language returns the language that a text is most likely in, and how sure that is, from 0 to 1. The tag is ""
// where the text says too little, or is in none of the languages that the package speaks.
func Language(text string) (tag string, confidence float64) {
	w := scratches.Get().(*scratch)
	defer scratches.Put(w)
	if len(text) > maxText {
		text = text[:maxText]
	}
	w.tokenize(text)
	i, confidence := w.language()
	if i < 0 {
		return "", 0
	}
	return languages[i], confidence
}

// ballot is how the words of a stretch of text vote on its language.
type ballot struct {
	votes   [languageCount]float64
	known   [languageCount]int
	words   int
	foreign int // words with letters of other languages
}

// language lets every word vote for the languages that know it: a function word more than another, a word of one
// language more than a word of several.
func (s *scratch) language() (int, float64) {
	var b ballot
	s.count(&b, functionWords(), 0, len(s.tokens))
	if best, confidence := b.winner(); best >= 0 && b.clear(best) {
		s.oneLanguage = b.alone(best)
		return best, confidence
	}
	s.oneLanguage = false
	b = ballot{}
	s.count(&b, allWords(), 0, len(s.tokens))
	if best, confidence := b.winner(); best >= 0 || b.words > fewWords || b.foreign > 0 {
		return best, confidence
	}
	return s.onlySpeaker()
}

// fewWords is the length up to which a post may be known by its praise or blame alone: "Maravilhoso!!!"
const fewWords = 3

// onlySpeaker returns the language in which the words of a short post have the strongest valence, stems and stretching
// included, if they mean the same in all languages in which they have one: "Super!!!"
func (s *scratch) onlySpeaker() (int, float64) {
	best, strongest := otherLanguage, 0
	for language := range languages {
		valence := s.valenceIn(language)
		if valence*strongest < 0 {
			return otherLanguage, 0
		}
		if abs(valence) > abs(strongest) {
			best, strongest = language, valence
		}
	}
	if best == otherLanguage {
		return otherLanguage, 0
	}
	return best, soleConfidence
}

// valenceIn sums what the words of the text are worth in a language.
func (s *scratch) valenceIn(language int) int {
	lex, sum := lexiconAt(language), 0
	for i := range s.tokens {
		tok := s.tokens[i] // a copy: looking up a stretched word changes it
		if tok.kind == kindWord {
			sum += int(lex.lookup(s, &tok).valence)
		}
	}
	return sum
}

// soleConfidence is how sure a language is that is known by a word or two.
const soleConfidence = 0.5

// clear tells whether the function words alone settle it.
func (b *ballot) clear(best int) bool {
	if b.votes[best] < 2 || float64(b.known[best]) < 0.3*float64(b.words) {
		return false
	}
	for i, v := range b.votes {
		if i != best && 2*v > b.votes[best] {
			return false
		}
	}
	return true
}

// alone tells whether no other language has as many votes as a sentence of its own would give it.
func (b *ballot) alone(best int) bool {
	for i, v := range b.votes {
		if i != best && v > 1.5 {
			return false
		}
	}
	return true
}

// count adds the votes of the tokens from one up to another.
func (s *scratch) count(b *ballot, words *speakers, from, to int) {
	var sum voices
	for i := from; i < to && b.words < votingWords; i++ {
		tok := &s.tokens[i]
		if tok.kind != kindWord || tok.flags&flagHashtag != 0 {
			continue // hashtags are often in another language than the post
		}
		b.words++
		v := words.find(tok.hash)
		sum.votes[0] += v.votes[0]
		sum.votes[1] += v.votes[1]
		sum.known[0] += v.known[0]
		sum.known[1] += v.known[1]
		if tok.flags&flagPlain == 0 && v.known == [2]uint64{} && hasForeignLetter(s.folded[tok.low:tok.high]) {
			b.foreign++
		}
	}
	for i := range b.votes {
		b.votes[i] = float64(uint16(sum.votes[i/4]>>(i%4*16))) / voteUnits
		b.known[i] = int(uint16(sum.known[i/4] >> (i % 4 * 16)))
	}
}

// votingWords is how many words are asked: what so many do not tell, more do not either.
const votingWords = 1000

func (b *ballot) winner() (int, float64) {
	if b.foreign*7 > b.words {
		return otherLanguage, 0
	}
	best, total := 0, 0.0
	for i, v := range b.votes {
		total += v
		if v > b.votes[best] {
			best = i
		}
	}
	if b.votes[best] == 0 || float64(b.known[best]) < leastKnown*float64(b.words) {
		return otherLanguage, 0
	}
	return best, b.votes[best] / (total + 0.5)
}

// What it takes for a sentence to be read in another language than its post.
const (
	foreignSentence = 4   // words
	foreignKnown    = 0.6 // share of them that the other language knows
	foreignLead     = 2.5 // times the votes of the post's language
)

// sentenceLanguage returns the language of the sentence that starts at a token, given that of the post: many posts
// answer in one language and quote or sigh in another.
func (s *scratch) sentenceLanguage(from, post int) int {
	to := from
	for to < len(s.tokens) && !endsSentence(s.tokens[to].kind) {
		to++
	}
	if to-from < foreignSentence || 4*(to-from) > 3*len(s.tokens) {
		return post
	}
	var b ballot
	s.count(&b, functionWords(), from, to)
	if best, _ := b.winner(); best < 0 || best == post {
		return post
	}
	b = ballot{}
	s.count(&b, allWords(), from, to)
	best, _ := b.winner()
	if best < 0 || b.words < foreignSentence || float64(b.known[best]) < foreignKnown*float64(b.words) || b.votes[best] < foreignLead*b.votes[post] {
		return post
	}
	return best
}

func endsSentence(kind tokenKind) bool {
	return kind == kindStop || kind == kindShout || kind == kindAsk
}

// hasForeignLetter tells whether a word has a letter that none of the eight languages writes: "pociąg", "tåget". Names
// have such letters too, so that one word proves nothing.
func hasForeignLetter(word []byte) bool {
	for i := 0; i < len(word); {
		if word[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(word[i:])
		if r < 0x600 && !strings.ContainsRune("àáâãäçèéêëìíîïñòóôõöùúûüýÿßœæ'", r) {
			return true
		}
		i += size
	}
	return false
}
