package sentiment

import (
	"math"
	"math/bits"
	"sync"
)

// speakers tells which languages use a word: open addressing, a power of two of slots. A slot is four bytes, so that the
// words of all languages fit a processor's cache: 15 bits of the word's hash, and the number of what the word says. A
// word is taken for another one with a chance of one in fifty thousand.
type speakers struct {
	slots []uint32
	says  []voices // what words say; the first is nothing
}

// voices are the votes for all languages at once, 16 bits for each, four languages in a register: adding them has no
// branches, which a processor would guess wrong.
type voices struct{ votes, known [2]uint64 }

// voteUnits is the vote of a function word of one language. Other words have two fifths of it, and words of several
// languages share it out among them.
const voteUnits = 60

// mark is what a slot holds of a hash, never 0.
func speakerMark(hash uint64) uint32 { return uint32(hash>>32)&0xFFFF0000 | 0x10000 }

// place returns the slot of a hash, or the free one where it would be. The two are told from others by one comparison,
// since processors guess badly whether a word is known.
func (s *speakers) place(hash uint64) int {
	mark, mask := speakerMark(hash), uint64(len(s.slots)-1)
	i := hash & mask
	for min(s.slots[i], s.slots[i]^mark) > 0xFFFF {
		i = (i + 1) & mask
	}
	return int(i)
}

// find returns what a word says.
func (s *speakers) find(hash uint64) *voices { return &s.says[uint16(s.slots[s.place(hash)])] }

// usage is the set of languages that know a word, and in its lower half of those in which it is a function word.
type usage uint16

func newSpeakers(mostWords int) *speakers {
	return &speakers{slots: make([]uint32, 1<<bits.Len(uint(mostWords*3/2))), says: make([]voices, 1)}
}

// add says that a language knows a word. Until finish a slot holds the usage of its word.
func (s *speakers) add(hash uint64, language int, function bool) {
	slot := &s.slots[s.place(hash)]
	*slot |= speakerMark(hash) | 0x100<<language
	if function {
		*slot |= 1 << language
	}
}

// knows tells, until finish, whether a word was added.
func (s *speakers) knows(hash uint64) bool { return s.slots[s.place(hash)] != 0 }

// finish numbers the usages: there are a few hundred.
func (s *speakers) finish() *speakers {
	numbers := make([]uint16, 1<<16)
	for i, slot := range s.slots {
		u := usage(slot)
		if u == 0 {
			continue
		}
		if numbers[u] == 0 {
			numbers[u] = uint16(len(s.says))
			s.says = append(s.says, u.voices())
		}
		s.slots[i] = slot&0xFFFF0000 | uint32(numbers[u])
	}
	return s
}

func (u usage) voices() (v voices) {
	share := voteUnits / float64(bits.OnesCount8(uint8(u>>8)))
	for i := range languages {
		if u>>8>>i&1 == 0 {
			continue
		}
		vote := 0.4 * share
		if u>>i&1 != 0 {
			vote = share
		}
		v.votes[i/4] |= uint64(math.Round(vote)) << (i % 4 * 16)
		v.known[i/4] |= 1 << (i % 4 * 16)
	}
	return v
}

const functionRoles = roleFunction | roleNegBefore | roleNegAfter | roleContrast | roleConditional | roleQuestion | roleDegree

// isWord tells whether an entry is a word of its own, or begins phrases; what only stands inside them says little.
func isWord(e *entry) bool { return e.roles&rolePhrase == 0 && (e.roles != 0 || e.longest != 0) }

// functionWords holds the words that are a function word somewhere: few enough for a processor's first cache.
var functionWords = sync.OnceValue(func() *speakers {
	s := newSpeakers(mostFunctionWords)
	function := func(e *entry) bool { return e.roles&functionRoles != 0 && e.roles&rolePhrase == 0 }
	for i := range languages {
		for hash, e := range lexicons[i]().forms.all() {
			if function(e) {
				s.add(hash, i, true)
			}
		}
	}
	for i := range languages {
		for hash, e := range lexicons[i]().forms.all() {
			if isWord(e) && !function(e) && s.knows(hash) {
				s.add(hash, i, false)
			}
		}
	}
	return s.finish()
})

// allWords holds all words of all languages, for posts that function words do not settle.
var allWords = sync.OnceValue(func() *speakers {
	s := newSpeakers(mostWords)
	for i := range languages {
		for hash, e := range lexicons[i]().forms.all() {
			if isWord(e) {
				s.add(hash, i, e.roles&functionRoles != 0)
			}
		}
	}
	return s.finish()
})

// What the lexicons come to at most; a test compares.
const (
	mostFunctionWords = 5_000
	mostWords         = 85_000
)
