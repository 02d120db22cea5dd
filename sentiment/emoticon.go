package sentiment

import "strings"

// emoticon takes the longest known emoticon at the current place; a mouth typed twice (":)))") belongs to it.
func (t *tokenizer) emoticon(r rune) bool {
	if !emoticonStart[r] || t.pos+1 >= len(t.text) || t.text[t.pos+1] >= 128 || !emoticonPair[r][t.text[t.pos+1]] {
		return false
	}
	table := symbols()
	for size := min(longestEmoticon, len(t.text)-t.pos); size >= 2; size-- {
		piece := t.text[t.pos : t.pos+size]
		hash := hashString(piece)
		if _, known := table.find(hash); !known || !t.standsAlone(size) {
			continue
		}
		start := t.pos
		last := t.text[t.pos+size-1]
		end := t.pos + size
		for end < len(t.text) && t.text[end] == last && (last == ')' || last == '(') {
			end++
		}
		t.take(kindEmoticon, end)
		tok := &t.s.tokens[len(t.s.tokens)-1]
		tok.hash = hash
		tok.count = uint8(min(end-start-size+1, 250))
		return true
	}
	return false
}

// standsAlone refuses what only looks like an emoticon: the "D:" of "CD: new", the ":3" of "at 8:30".
func (t *tokenizer) standsAlone(size int) bool {
	first, last := t.text[t.pos], t.text[t.pos+size-1]
	if t.pos > 0 && isHandleByte(t.text[t.pos-1]) && (isHandleByte(first) || isHandleByte(last) && isDigit(rune(last))) {
		return false
	}
	end := t.pos + size
	return end >= len(t.text) || !isHandleByte(last) || !isHandleByte(t.text[end])
}

const longestEmoticon = 5

// emoticonStart holds the first bytes of all emoticons, so that nearly every byte is passed with one look.
var emoticonStart = func() (table [128]bool) {
	for _, c := range ":;=8xXD<>-^(TQoOu)n.\\" {
		table[c] = true
	}
	return table
}()

// emoticonPair holds the first two bytes of all emoticons; a test compares it with the file.
var emoticonPair = func() (table [128][128]bool) {
	for _, pair := range strings.Fields(emoticonPairs) {
		table[pair[0]][pair[1]] = true
	}
	return table
}()

const emoticonPairs = `(- (: (; (^ (y )- ): -. -_ ._ 8- 8D :' :( :) :* :, :- :/ :3 :< :@ :D :P :S :[ :\ :] :^ :b :c :o :p :s :| ;( ;) ;* ;- ;D ;P ;] ;_ ;p </ <3 =' =( =) =/ =D =P =\ =] >. >: >_ D- D: O. O_ Q_ T. TT T_ X- XD XP \o ^- ^. ^^ ^_ n_ o. o/ o_ u_ x- xD xP`

func hashString(s string) uint64 {
	h := uint64(hashSeed)
	for i := 0; i < len(s); i++ {
		h = hashByte(h, s[i])
	}
	return h
}
