package sentiment

import "math/bits"

// intentReader gathers what one text wants.
type intentReader struct {
	w      *scratch
	offset int
	found  Intent
	cues   *[]IntentCue // nil if nobody asks
	links  int
	// suggested is the last token that shows a suggestion, plus 1.
	suggested int
	// first and last token that count: all of them, or those of the sentence of the name.
	first, last int
}

// read gathers the intents of the tokens that count, given how they speak.
func (r *intentReader) read(index int, score Score) Intent {
	if index >= 0 {
		r.readForms(intentForms[index]())
	}
	r.readMarks()
	r.readScore(score)
	r.settle()
	return r.found
}

// sentenceTokens returns the first and last token of the sentence of a byte.
func (s *scratch) sentenceTokens(at int) (first, last int) {
	i := s.unitOf(at)
	if i < 0 {
		return 0, -1
	}
	sentence, from, to := s.units[i].sentence, s.units[i].start, s.units[i].end
	for j := range s.units {
		if u := &s.units[j]; u.sentence == sentence {
			from, to = min(from, u.start), max(to, u.end)
		}
	}
	first, last = len(s.tokens), -1
	for j := range s.tokens {
		if tok := &s.tokens[j]; tok.start >= from && tok.end <= to {
			first, last = min(first, j), j
		}
	}
	return first, last
}

func (r *intentReader) add(intent Intent, start, end int32) {
	r.found |= intent
	if r.cues != nil {
		*r.cues = append(*r.cues, IntentCue{int(start) + r.offset, int(end) + r.offset, intent})
	}
}

// readForms looks for the words and phrases of the intents.
func (r *intentReader) readForms(forms *table) {
	var h hints
	for i := r.first; i <= r.last; i++ {
		tok := &r.w.tokens[i]
		if tok.kind > kindNumber {
			if endsSentence(tok.kind) {
				h = hints{}
			}
			continue
		}
		e, used := r.intentForm(forms, i)
		shown := Intent(e.roles & allIntents)
		if used == 1 && i > r.first && r.w.tokens[i-1].kind <= kindNumber {
			shown &^= Question // "how" asks where a clause begins
		}
		if shown.Has(Suggestion) {
			r.suggested = i + 1
		}
		if shown != 0 {
			r.add(shown, tok.start, r.w.tokens[i+used-1].end)
		}
		if set := e.hints(); set != 0 {
			r.hint(&h, set, i)
		}
		i += used - 1
	}
}

const allIntents = 1<<len(intentNames) - 1

// intentForm finds the longest form of the intents that starts at token i, and how many tokens it takes.
func (r *intentReader) intentForm(forms *table, i int) (entry, int) {
	tokens := r.w.tokens
	tok := &tokens[i]
	first, known, free := forms.glance(tok.hash)
	if free && tok.cut < 0 {
		return entry{}, 1 // most words
	}
	if !known {
		first, known = forms.find(tok.hash)
	}
	if !known && tok.cut > tok.low { // "l'abonnement"
		first, _ = forms.find(hashBytes(r.w.folded[tok.cut+1 : tok.high]))
		return first, 1
	}
	best, n := first, 1
	hash := tok.hash
	for length := 2; length <= int(first.longest) && i+length <= len(tokens) && tokens[i+length-1].kind <= kindNumber; length++ {
		next := tokens[i+length-1].hash
		if e, known, free := forms.glance(next); free || known && e.places>>(length-1)&1 == 0 {
			break // no form goes on with this word
		}
		hash = joinHash(hash, next)
		if e, ok := forms.find(hash); ok && e.roles&rolePhrase != 0 {
			best, n = e, length
		}
	}
	return best, n
}

// hints holds, for each intent, the token that hints at it in the current sentence, plus 1.
type hints [len(intentNames)]int

// hint notes what a token hints at: the second different one of a sentence makes the intent.
func (r *intentReader) hint(h *hints, set Intent, token int) {
	tok := &r.w.tokens[token]
	for ; set != 0; set &= set - 1 {
		bit := bits.TrailingZeros16(uint16(set))
		if h[bit] == 0 {
			h[bit] = token + 1
		} else if first := &r.w.tokens[h[bit]-1]; first.hash != tok.hash {
			r.add(1<<bit, first.start, first.end)
			r.add(1<<bit, tok.start, tok.end)
		}
	}
}

// The signs of spam and news in the form of a post.
const (
	manyHashtags = 6
	manyLinks    = 3
)

// readMarks looks for question marks, addresses and rows of hashtags.
func (r *intentReader) readMarks() {
	hashtags, suggested := 0, false
	for i := r.first; i <= r.last; i++ {
		tok := &r.w.tokens[i]
		suggested = suggested && !(i > 0 && endsSentence(r.w.tokens[i-1].kind)) || i == r.suggested-1
		switch {
		case tok.kind == kindAsk:
			if !suggested { // "why not open earlier?" wants no answer
				r.add(Question, tok.start, tok.end)
			}
		case tok.kind == kindURL:
			r.links++
		case tok.flags&flagHashtag != 0:
			hashtags++
		}
	}
	if r.links >= manyLinks || hashtags > manyHashtags && r.links > 0 {
		r.add(Spam, 0, 0)
	}
}

// From which size of valence a tone is an intent of its own, and from which also beside a suggestion or a piece of news,
// which both name good and bad things without praise or blame.
const (
	decided    = 0.25 // praise
	displeased = 0.1  // complaint
	outspoken  = 0.5
	delighted  = 0.5 // the words of a complaint are not meant as one
)

func (r *intentReader) readScore(score Score) {
	praise, complaint := decided, displeased
	if r.found&(Suggestion|News|Spam) != 0 {
		praise, complaint = outspoken, outspoken
	}
	switch {
	case score.Valence <= -complaint:
		r.add(Complaint, 0, 0)
	case score.Valence >= praise:
		r.add(Praise, 0, 0)
	}
	if score.Valence >= delighted {
		r.found &^= Complaint // "no complaints at all"
	}
}

// settle takes back what another intent rules out: news and spam neither praise nor complain, and grief asks for quiet.
func (r *intentReader) settle() {
	drop := Intent(0)
	if r.found.Has(Spam) {
		drop |= Praise | Complaint | Purchase | News | Question
	}
	if r.found.Has(News) && r.links > 0 {
		drop |= Praise | Complaint
	} else if r.found&(Praise|Complaint) != 0 {
		drop |= News // somebody speaks their mind about the news
	}
	if r.found.Has(LeaveAlone) {
		drop |= Praise | Complaint | Purchase | Suggestion
	}
	r.found &^= drop
	if r.cues == nil {
		return
	}
	kept := (*r.cues)[:0]
	for _, cue := range *r.cues {
		if cue.Intent &= r.found; cue.Intent != 0 {
			kept = append(kept, cue)
		}
	}
	*r.cues = kept
}
