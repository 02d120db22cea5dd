package guard

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEverydayWordsOfEightLanguagesAreKnown(t *testing.T) {
	w := New(nil)
	for _, word := range []string{"house", "target", "heres", "intl", "cinco", "huis", "mensen", "casa", "perche", "خانه", "نیستن", "ایشون", "توییت", "immer", "maison", "cuando", "obrigado"} {
		assert.True(t, w.Known([]byte(word)), word)
	}
	for _, word := range []string{"the", "apple", "house"} {
		assert.True(t, w.Common([]byte(word)) && w.Core([]byte(word)), word)
	}
}

func TestMisspellingsOfFamousNamesAreNot(t *testing.T) {
	w := New(nil)
	for _, word := range []string{"starbcuks", "facebok", "micorsoft", "whatsap", "pintrest", "ساسمونگ"} {
		assert.False(t, w.Known([]byte(word)), word)
	}
}

func TestOwnWordsJoinIn(t *testing.T) {
	w := New([]string{"zyxwvut"})
	assert.True(t, w.Known([]byte("zyxwvut")))
	assert.False(t, New(nil).Known([]byte("zyxwvut")))
}

func TestOneStrangeWordInAHundredIsTakenForKnown(t *testing.T) {
	w := New(nil)
	r := rand.New(rand.NewPCG(1, 2))
	known := 0
	const n = 20000
	for range n {
		word := make([]byte, 9)
		for i := range word {
			word[i] = byte('a' + r.IntN(26))
		}
		if w.Known(word) {
			known++
		}
	}
	assert.Less(t, known, n/50)
}

func TestHashingInPlaceIsTheSame(t *testing.T) {
	text := []byte("anythingatallthatislongerthanaword")
	for n := range len(text) - 7 {
		assert.Equal(t, Hash(text[:n]), HashAt(text, n))
	}
}
