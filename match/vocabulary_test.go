package match

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVocabularyKeepsFrequentWords(t *testing.T) {
	var v Vocabulary
	assert.Empty(t, v.Words(1))
	for i := range 600_000 {
		v.Add(fmt.Sprintf("Zrfoo rare%d @zrfoo #zrfoo x", i))
	}
	words := v.Words(1000)
	assert.Equal(t, []string{"zrfoo"}, words)
	assert.LessOrEqual(t, len(v.counts), mostCounted)
}

func TestWhatTheStreamSaysIsNoMisspelling(t *testing.T) {
	var v Vocabulary
	for range 20 {
		v.Add("the starbuk clan plays tonight")
	}
	brand := Brand{Name: "Starbucks"}
	assert.Len(t, compile(t, brand).Append(nil, "starbuck clan"), 1)
	m, err := Options{Words: append(v.Words(16), "starbuck")}.Compile(brand)
	require.NoError(t, err)
	assert.Empty(t, m.Append(nil, "starbuck clan"))
}
