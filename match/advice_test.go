package match

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWarningsNameTheTerm(t *testing.T) {
	m := compile(t,
		Brand{Name: "Target"},
		Brand{Name: "Apple", Ambiguous: true},
		Brand{Name: "Škoda", Terms: []string{"Skoda", "#skoda"}},
		Brand{Name: "Skoda Fans", Terms: []string{"SKODA"}},
		Brand{Name: "X", Handles: []string{"@x y"}},
		Brand{Name: "Coca-Cola", Terms: []string{"Coke Zero"}, Not: []string{"coke zero", "cola nut", "a cola"}},
	)
	assert.Empty(t, m.Append(nil, "a coke zero"))
	risks := map[Risk][]string{}
	for _, w := range m.Warnings() {
		risks[w.Risk] = append(risks[w.Risk], w.Brand+"/"+w.Term)
		assert.NotEmpty(t, w.String())
	}
	assert.Equal(t, []string{"Target/Target"}, risks[CommonWord])
	assert.Equal(t, []string{"Škoda/Skoda"}, risks[UselessTerm])
	assert.Equal(t, []string{"Škoda/Škoda", "Skoda Fans/SKODA"}, risks[SharedTerm])
	assert.Equal(t, []string{"X/X"}, risks[SingleLetter])
	assert.Equal(t, []string{"Coca-Cola/Coke Zero"}, risks[NeverFound])
	assert.Equal(t, []string{"X/@x y"}, risks[TagOnly])
}

func TestFirstNamesAreWarnedOf(t *testing.T) {
	m := compile(t,
		Brand{Name: "TIM"}, Brand{Name: "Max"}, Brand{Name: "Anna"}, Brand{Name: "Ahold", Terms: []string{"Albert"}}, Brand{Name: "مریم"},
		Brand{Name: "Tesla"}, Brand{Name: "Albert Heijn"}, Brand{Name: "Wendy", Ambiguous: true}, Brand{Name: "Sanne BV", Terms: []string{"#sanne"}},
	)
	var names []string
	for _, w := range m.Warnings() {
		if w.Risk == FirstName {
			names = append(names, w.Brand+"/"+w.Term)
			assert.Contains(t, w.String(), "also a first name")
		}
	}
	assert.Equal(t, []string{"TIM/TIM", "Max/Max", "Anna/Anna", "Ahold/Albert", "مریم/مریم"}, names)
}

func TestSuggestionsThatSayFoundAreFound(t *testing.T) {
	for _, name := range []string{"Coca-Cola", "JetBlue", "Victoria's Secret", "Bank of America", "Starbucks", "AT&T", "دیجی‌کالا", "Škoda"} {
		m := compile(t, Brand{Name: name})
		all := Suggest(name)
		require.NotEmpty(t, all, name)
		for _, s := range all {
			hits := m.Append(nil, "so "+s.Text+" it is")
			if s.Found {
				assert.NotEmpty(t, hits, "%s: %s %q", name, s.Kind, s.Text)
			}
			assert.True(t, s.Risk >= 0 && s.Risk <= 1)
		}
	}
	assert.Empty(t, Suggest(""))
	assert.Empty(t, Suggest("!?"))
	assert.Empty(t, Suggest("\xff"))
}

func TestSuggestKnowsRiskyInitials(t *testing.T) {
	risk := func(name, text string) float64 {
		i := slices.IndexFunc(Suggest(name), func(s Suggestion) bool { return s.Text == text })
		require.GreaterOrEqual(t, i, 0, text)
		return Suggest(name)[i].Risk
	}
	assert.Greater(t, risk("American Telephone", "AT"), .8)
	assert.Less(t, risk("Zuyd Quality Kitchens Weert", "ZQKW"), .4)
}

func gapLabels() []Label {
	var out []Label
	for _, text := range []string{"new jeans from gap today", "the gap hoodie is soft", "gap has a khaki sale", "wearing gap khaki again"} {
		out = append(out, Label{text, "Gap", true})
	}
	for _, text := range []string{"the wage gap is real", "a gap between them", "fill the wage gap now", "gap in the wage data", "mind the gap between trains"} {
		out = append(out, Label{text, "Gap", false})
	}
	return out
}

func TestLearnSeparatesWhatItWasShown(t *testing.T) {
	brand := Brand{Name: "Gap", Ambiguous: true}
	l, err := Learn(compile(t, brand), gapLabels())
	require.NoError(t, err)
	again, err := Learn(compile(t, brand), gapLabels())
	require.NoError(t, err)
	assert.Equal(t, l, again)

	data, err := json.Marshal(l)
	require.NoError(t, err)
	var back Learned
	require.NoError(t, json.Unmarshal(data, &back))
	m, err := Options{Learned: &back}.Compile(brand)
	require.NoError(t, err)
	for _, label := range gapLabels() {
		assert.Equal(t, label.Named, len(m.Append(nil, label.Text)) > 0, label.Text)
	}
	assert.NotEmpty(t, m.Append(nil, "a khaki hoodie at gap"))
	assert.Empty(t, m.Append(nil, "another wage gap"))
}

func TestLearnRejectsWhatItCannotUse(t *testing.T) {
	_, err := Learn(compile(t, Brand{Name: "Gap"}), []Label{{"x", "Nobody", true}})
	assert.ErrorContains(t, err, "Nobody")
	var l Learned
	assert.Error(t, json.Unmarshal([]byte(`{"Gap":{"prior":1e9}}`), &l))
	assert.Error(t, json.Unmarshal([]byte(`[]`), &l))
}

func TestSavedMatcherFindsTheSame(t *testing.T) {
	l, err := Learn(compile(t, shelf...), []Label{{"apple store", "Apple", true}, {"an apple a day", "Apple", false}})
	require.NoError(t, err)
	m, err := Options{MinConfidence: .4, Words: []string{"Stárbuks"}, Learned: l}.Compile(shelf...)
	require.NoError(t, err)
	data, err := m.MarshalBinary()
	require.NoError(t, err)
	back, err := Load(data)
	require.NoError(t, err)
	for _, text := range []string{"Starbcuks starbuks #nike", "the apple store sells apple pie", "@JetBlue سامسونگ‌های"} {
		assert.Equal(t, m.Append(nil, text), back.Append(nil, text), text)
	}
	assert.Equal(t, m.Brands(), back.Brands())
	for i := range data {
		if i%7 == 0 {
			_, err := Load(data[:i])
			assert.ErrorIs(t, err, ErrSaved)
		}
	}
	data[len(data)-2] ^= 1
	_, err = Load(data)
	assert.ErrorIs(t, err, ErrSaved)
}

func TestAmbiguousNamesAreWeighed(t *testing.T) {
	m := compile(t,
		Brand{Name: "Apple", Ambiguous: true, Near: []string{"iphone", "store"}, Not: []string{"apple pie", "juice"}},
		Brand{Name: "Target", Ambiguous: true}, Brand{Name: "Dove", Ambiguous: true, Near: []string{"soap"}}, Brand{Name: "Dell", Ambiguous: true},
		Brand{Name: "Gap", Ambiguous: true}, Brand{Name: "Delta", Ambiguous: true, Near: []string{"flight"}}, Brand{Name: "Ford", Ambiguous: true}, Brand{Name: "Samsung"})
	for _, text := range []string{
		"Apple unveils a new iPhone in its store", "Samsung sues Apple", "my flight with Delta is late", "Target's sale prices at the store",
		"#apple", "love this Dove soap", "Ford stock is up",
	} {
		assert.NotEmpty(t, m.Append(nil, text), text)
	}
	for _, text := range []string{
		"grandma's apple pie", "a glass of apple with juice", "dove sono le chiavi che ho perso", "la voce dell'arte",
		"mind the gap please", "Dr. Ford spoke", "hit the target list", "pledged with Alpha Gamma Delta Sigma",
	} {
		assert.Empty(t, m.Append(nil, text), text)
	}
}

func TestInitialismsNeedConsentOrTheLongForm(t *testing.T) {
	long := Brand{Name: "Royal Bank of Scotland"}
	assert.Empty(t, compile(t, long).Append(nil, "RBOS is closed"))
	hits := compile(t, long).Append(nil, "Royal Bank of Scotland, or RBOS, is closed")
	require.Len(t, hits, 2)
	assert.Equal(t, Initialism, hits[1].Kind)
	m, err := Options{Initialisms: true}.Compile(long)
	require.NoError(t, err)
	assert.Len(t, m.Append(nil, "RBOS is closed, rbos too"), 1)
}

func TestOwnWordsAreNotTakenForSlips(t *testing.T) {
	brand := Brand{Name: "Starbucks"}
	assert.Len(t, compile(t, brand).Append(nil, "starbuks"), 1)
	m, err := Options{Words: []string{"Stárbuks"}}.Compile(brand)
	require.NoError(t, err)
	assert.Empty(t, m.Append(nil, "starbuks"))
}

func TestInitialsNeverHideANameOfTheSameLetters(t *testing.T) {
	for _, brands := range [][]Brand{{{Name: "Royal Bank of Scotland"}, {Name: "RBOS"}}, {{Name: "RBOS"}, {Name: "Royal Bank of Scotland"}}} {
		hits := compile(t, brands...).Append(nil, "RBOS is closed")
		require.Len(t, hits, 1)
		assert.Equal(t, "RBOS", hits[0].Brand)
	}
}
