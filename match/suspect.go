package match

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/guard"
)

// A suspect is a word, or a few that are tied together, that may be a slip of
// a name.
type suspect struct {
	first, last int32  // tokens
	letters     uint32 // see lettersOf
	runes       uint8
}

// strangers leaves in s.strange the tokens that nobody uses as words. Most
// words of a text are among the commonest, whose filter is small; the others
// are asked for in the large one together. The loops hardly branch, so that
// their loads overlap.
func (s *scratch) strangers() {
	g, tokens := s.m.guard, s.reader.tokens
	rare := slices.Grow(s.rare[:0], len(tokens))[:len(tokens)]
	kept := 0
	for i := range tokens {
		t := &tokens[i]
		n := int(t.to - t.from)
		if n < minFuzzyBytes || t.tag == '@' || t.flags&isTaken != 0 {
			continue
		}
		h := guard.HashAt(s.reader.buf[t.from:], n)
		rare[kept] = rareWord{h, int32(i)}
		kept += int(1 - g.CoreBit(h))
	}
	s.rare, rare = rare, rare[:kept]
	kept = 0
	for _, w := range rare {
		rare[kept] = w
		kept += int(1 - g.KnownBit(w.hash))
	}
	s.strange = s.strange[:0]
	for _, w := range rare[:kept] {
		if t := &tokens[w.token]; !knownForm(g, s.reader.buf[t.from:t.to]) {
			s.strange = append(s.strange, w.token)
		}
	}
}

// A rareWord is none of the commonest.
type rareWord struct {
	hash  uint64
	token int32
}

// knownForm tells whether word is a known one with a suffix that its script
// joins on to words.
func knownForm(g *guard.Words, word []byte) bool {
	n := len(word)
	if word[0] < utf8.RuneSelf {
		return (word[n-1] == 's' || word[n-1] == 't') && n > 4 && g.Known(word[:n-1])
	}
	for _, suffix := range persianTails {
		if left := n - len(suffix); left >= 6 && string(word[left:]) == suffix && g.Known(word[:left]) {
			return true
		}
	}
	return false
}

// persianTails are the suffixes that make a known word another known word.
var persianTails = []string{"های", "هایی", "ها", "ای", "ی", "م", "ت", "ش", "ه", "و", "رو", "ا", "ست", "مون", "تون", "شون", "ان", "تر", "ترین", "ن"}

// suspect asks for the names near the letters of the tokens i to j.
func (s *scratch) suspect(i, j int) {
	from := s.reader.tokens[i].from
	n := int(s.reader.tokens[j].to - from)
	if n > 4*maxFuzzyRunes {
		return
	}
	word := s.reader.buf[from:]
	runes := utf8.RuneCount(word[:n])
	if runes < oneEdit-1 || runes > maxFuzzyRunes {
		return
	}
	id := int32(len(s.suspects))
	s.suspects = append(s.suspects, suspect{first: int32(i), last: int32(j), letters: lettersOf(word[:n]), runes: uint8(runes)})
	at := runeStarts(word, n)
	eachNear(word, &at, runes, func(h uint64) { s.probes = append(s.probes, probe{h, id}) })
	if runes >= twoSlips-1 {
		s.probes = append(s.probes, probe{hashEnd(word, n), id})
	}
	if runes >= firstLetter-1 {
		s.probes = append(s.probes,
			probe{hashTail(word, at[8], 0, at[1]), id},     // another first rune
			probe{hashTail(word, at[7], 0, 0), id},         // none
			probe{hashWithout(word, at[8], 0, at[1]), id},  // one too many
			probe{hashTail(word, at[8], at[1], at[2]), id}) // the first two changed round
	}
}

// eachNear yields the hash of the first seven runes of a word, whole and with
// each of them but the first deleted.
func eachNear(word []byte, at *[9]int, runes int, yield func(uint64)) {
	size := min(runes, fuzzyPrefix)
	yield(hashWithout(word, at[size], 0, 0))
	for k := 1; k < size; k++ {
		a, b := at[k], at[k+1]
		if k == 1 || b-a != a-at[k-1] || string(word[a:b]) != string(word[at[k-1]:a]) { // else the same spelling as before
			yield(hashWithout(word, at[size], a, b))
		}
	}
}

// runeStarts returns where the first eight runes of an n bytes long word begin
// and where the eighth ends; what is beyond the word begins at its end.
func runeStarts(word []byte, n int) (at [9]int) {
	if n >= 8 && binary.LittleEndian.Uint64(word)&(0x80*eachByte) == 0 {
		return [9]int{0, 1, 2, 3, 4, 5, 6, 7, 8}
	}
	k := 0
	for i := 0; i < n && k < len(at); k++ {
		at[k] = i
		i++
		for i < n && !utf8.RuneStart(word[i]) {
			i++
		}
	}
	for ; k < len(at); k++ {
		at[k] = n
	}
	return at
}

// eachByte has a 1 in every byte.
const eachByte = 0x0101010101010101

// hashWithout hashes the first end bytes of word without those between from
// and to. Eight more bytes must be there.
func hashWithout(word []byte, end, from, to int) uint64 {
	if end <= 8 {
		w := load(word, end)
		low := uint64(1)<<(8*uint(from)) - 1
		return hash64(w&low | w>>(8*uint(to-from))&^low)
	}
	var copied [8*utf8.UTFMax + 8]byte
	n := copy(copied[:], word[:from])
	n += copy(copied[n:], word[to:end])
	return hashKey(copied[:], n)
}

// hashTail hashes a word whose first rune is gone, apart from whole words.
func hashTail(word []byte, end, from, to int) uint64 {
	return hash64(^hashWithout(word, end, from, to))
}

// hashEnd hashes the first rune and the last five of a word of n bytes.
func hashEnd(word []byte, n int) uint64 {
	const end = 5
	from := n
	for left := end; left > 0 && from > 0; {
		if from--; utf8.RuneStart(word[from]) {
			left--
		}
	}
	first, _ := utf8.DecodeRune(word)
	return hash64(hashKey(word[from:], n-from) + uint64(first))
}

// lettersOf has a bit for every letter of a word, of which several share one.
// An edit changes two bits at most.
func lettersOf(word []byte) (set uint32) {
	for i := 0; i < len(word); {
		r, n := rune(word[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(word[i:])
		}
		set |= 1 << (uint32(r) % letterBits)
		i += n
	}
	return set
}

const letterBits = 27
