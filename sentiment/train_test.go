package sentiment

import (
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func examplesForTest() []Example {
	var all []Example
	for range 40 {
		all = append(all,
			Example{Text: "it grumbled and blinked", Language: "en", Label: Negative},
			Example{Text: "it blinked all night", Language: "en", Label: Negative},
			Example{Text: "there are two lamps", Language: "en", Label: Neutral},
			Example{Text: "the lamps are round", Language: "en", Label: Neutral},
			Example{Text: "it hums like a bee", Language: "en", Label: Positive},
			Example{Text: "hums in the morning", Language: "en", Label: Positive},
			Example{Text: "Zorvex hums, Quandil blinked", Language: "en", Start: 0, End: 6, Label: Positive},
			Example{Text: "Zorvex hums, Quandil blinked", Language: "en", Start: 13, End: 20, Label: Negative})
	}
	return all
}

func TestTrainFitsTheExamples(t *testing.T) {
	m, err := Train(examplesForTest(), nil)
	require.NoError(t, err)
	s := Default().In("en").With(m)
	for _, e := range examplesForTest() {
		got := s.Score(e.Text)
		if e.End > 0 {
			got = s.Toward(e.Text, e.Start, e.End)
		}
		assert.Equal(t, e.Label, got.Label(), e.Text)
	}
	assert.Equal(t, Default().In("en").Score("it blinked"), s.With(nil).Score("it blinked"))
	assert.Equal(t, Default().In("nl").Score("leuk"), s.In("nl").Score("leuk"), "other languages stay as they are")
}

func TestTrainIsDeterministicAndPortable(t *testing.T) {
	a, err := Train(examplesForTest(), nil)
	require.NoError(t, err)
	b, err := Train(examplesForTest(), nil)
	require.NoError(t, err)
	first, _ := a.MarshalBinary()
	second, _ := b.MarshalBinary()
	assert.True(t, string(first) == string(second))
	var read Model
	require.NoError(t, read.UnmarshalBinary(first))
	assert.Equal(t, Default().In("en").With(a).Explain("it blinked"), Default().In("en").With(&read).Explain("it blinked"))
}

func TestTrainNamesBadExamples(t *testing.T) {
	_, err := Train([]Example{
		{Text: "fine", Language: "en", Label: Positive},
		{Text: "fine", Language: "en"},
		{Text: "fine", Language: "xx", Label: Positive},
		{Text: "fine", Language: "en", Start: 3, End: 1, Label: Positive},
		{Text: "fine", Language: "en", End: 99, Label: Positive},
		{Text: "fine", Language: "en", Label: Positive, Weight: math.NaN()},
	}, nil)
	for i, field := range map[int]string{1: "Label", 2: "Language", 3: "Start, End", 4: "Start, End", 5: "Weight"} {
		found := false
		for _, one := range err.(interface{ Unwrap() []error }).Unwrap() {
			var e *ExampleError
			found = found || errors.As(one, &e) && e.Index == i && e.Field == field
		}
		assert.True(t, found, "example %d: %s in %v", i, field, err)
	}
	_, err = Train(nil, nil)
	assert.EqualError(t, err, "sentiment: there are no examples")
}

func TestBrokenModelsAreRefused(t *testing.T) {
	m, err := Train(examplesForTest(), nil)
	require.NoError(t, err)
	good, _ := m.MarshalBinary()
	var read Model
	for _, bad := range [][]byte{nil, []byte("x"), good[:len(good)-1], append(good[:len(good):len(good)], 1), append([]byte(modelMagic), "zz"...)} {
		assert.ErrorIs(t, read.UnmarshalBinary(bad), ErrModel)
	}
	assert.ErrorIs(t, read.UnmarshalBinary(append([]byte(modelMagic+"xx\x00"), make([]byte, headSize)...)), ErrModel)
}

func TestBuiltInWeightsAreWellFormed(t *testing.T) {
	for i, language := range languages {
		content, err := weightFiles.ReadFile("weights/" + language + ".bin")
		require.NoError(t, err)
		assert.Less(t, len(content), 500<<10, language)
		var m Model
		require.NoError(t, m.UnmarshalBinary(content))
		assert.NotNil(t, m.heads[i].text, language)
	}
}

func TestExponential(t *testing.T) {
	for x := -29.0; x < 29; x += 0.37 {
		assert.InEpsilon(t, math.Exp(x), exponential(x), 1e-6)
	}
}

func FuzzUnmarshalModel(f *testing.F) {
	f.Add([]byte(modelMagic))
	f.Add([]byte(modelMagic + "en\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var m Model
		if err := m.UnmarshalBinary(data); err == nil {
			Default().In("en").With(&m).Score("good")
		}
	})
}

func FuzzTrain(f *testing.F) {
	f.Add("so good", "it is bad", "en")
	f.Fuzz(func(t *testing.T, a, b, language string) {
		m, err := Train([]Example{{Text: a, Language: language, Label: Positive}, {Text: b, Language: language, Label: Negative, End: len(b)}}, nil)
		if err == nil {
			Default().With(m).Score(a)
		}
	})
}
