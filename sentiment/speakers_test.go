package sentiment

import (
	"math/bits"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestSpeakersHaveRoom keeps the tables at most two thirds full: they do not grow.
func TestSpeakersHaveRoom(t *testing.T) {
	for _, s := range []*speakers{functionWords(), allWords()} {
		used := 0
		for _, slot := range s.slots {
			used += boolInt(slot != 0)
		}
		assert.LessOrEqual(t, used*3, len(s.slots)*2)
		assert.Less(t, len(s.says), 1<<16)
	}
}

func TestVoicesShareTheVote(t *testing.T) {
	v := usage(0b00010001<<8 | 0b00000001).voices() // English and German know it, in English it is a function word
	assert.Equal(t, uint64(voteUnits/2), v.votes[0])
	assert.Equal(t, uint64(voteUnits/5), v.votes[1])
	assert.Equal(t, 2, bits.OnesCount64(v.known[0])+bits.OnesCount64(v.known[1]))
}
