package match

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Sentences written for this test, one for and one against each name.
func TestWellKnownNamesAreToldApart(t *testing.T) {
	for _, c := range []struct{ name, brand, other string }{
		{"Apple", "the new apple watch syncs with my macbook", "baked an apple crumble with cinnamon"},
		{"Amazon", "my amazon order never arrived, no delivery today", "fires in the amazon rainforest again"},
		{"Delta", "delta lost my luggage and the gate agent shrugged", "the delta variant spreads in the county"},
		{"Orange", "orange broadband is down, no wifi since noon", "squeezed an orange for juice"},
		{"Shell", "oude olie: Shell boort weer naar gas", "found a sea shell at the beach"},
		{"Dove", "dove shampoo and deodorant are on sale", "a white dove in the tree"},
		{"Dove", "Dove soap smells nice", "dove sono le chiavi di casa"},
		{"Tide", "tide detergent got the stain out of my clothes", "at high tide the beach is gone"},
		{"Gap", "bought jeans and a hoodie at gap in the mall", "mind the gap between rich and poor"},
		{"Target", "the cashier at target was so kind, love that store", "our target audience is the young"},
		{"Visa", "paid with my Visa credit card", "my student visa application at the embassy"},
		{"Chase", "Chase closed my checking account, worst bank", "the police chase after the thief"},
		{"Subway", "a footlong sandwich from Subway for lunch", "stuck in the subway station with no train"},
		{"Ford", "my Ford truck needs a new engine", "Harrison Ford was great in it"},
		{"Sprint", "sprint has no signal here, changing my carrier", "lost it in the final sprint of the marathon"},
		{"Gillette", "gillette razors are too dear, shave less", "see you at Gillette Stadium with the Patriots"},
		{"دیوار", "آگهی فروش ماشین را در سایت دیوار گذاشتم", "روی دیوار خانه نقاشی کشید"},
	} {
		m := compile(t, Brand{Name: c.name, Ambiguous: true})
		assert.NotEmpty(t, m.Append(nil, c.brand), "%s: %s", c.brand, m.Explain(c.brand, c.name))
		assert.Empty(t, m.Append(nil, c.other), "%s: %s", c.other, m.Explain(c.other, c.name))
	}
}

func TestWhatIsKnownIsExplained(t *testing.T) {
	m := compile(t, Brand{Name: "Delta", Ambiguous: true})
	why := m.Explain("the delta variant is back", "Delta").String()
	assert.Contains(t, why, "word known beside the other meaning")
	assert.Contains(t, why, "set phrase")
	why = m.Explain("Delta cancelled my flight", "Delta").String()
	assert.Contains(t, why, "word known beside the brand")
}

func TestPhotographersNotesAreNotAShop(t *testing.T) {
	m := compile(t, Brand{Name: "H&M", Ambiguous: true})
	assert.Empty(t, m.Append(nil, "photo by Ann, h&m by Lou, model Kim"))
	assert.NotEmpty(t, m.Append(nil, "new dress and shirt from h&m"))
}

func TestOnlyADoubtfulNameIsWeighed(t *testing.T) {
	m := compile(t, Brand{Name: "Delta"})
	assert.NotEmpty(t, m.Append(nil, "the delta variant is back"))
}

// Small words stand before names as well as before words: inside a sentence in
// small letters, the capital tells which it is.
func TestSmallWordsBesideACapitalAreNoSetPhrase(t *testing.T) {
	for _, c := range []struct {
		name, text string
		found      bool
	}{
		{"Target", "Went to Target for milk", true},
		{"Target", "Is the Target on Main Street open", true},
		{"Target", "we drove to Target of all places", true},
		{"Giants", "what a night for the Giants again", true},
		{"Gap", "bought two jeans in the Gap yesterday", true},
		{"Target", "drove to target for nothing", false},
		{"Target", "He moved the target again", false},
		{"Target", "I Went To Target For Milk", false},
		{"Target", "WENT TO TARGET FOR MILK", false},
		{"Gap", "Mind the gap, she said", false},
	} {
		m := compile(t, Brand{Name: c.name, Ambiguous: true})
		why := m.Explain(c.text, c.name).String()
		if c.found {
			assert.NotEmpty(t, m.Append(nil, c.text), why)
			assert.NotContains(t, why, "phrase", c.text)
		} else {
			assert.Empty(t, m.Append(nil, c.text), why)
		}
	}
	m := compile(t, Brand{Name: "Target", Ambiguous: true})
	assert.Contains(t, m.Explain("drove to target for nothing", "Target").String(), "common phrase")
	assert.Contains(t, m.Explain("our Target audience is young", "Target").String(), "set phrase", "a capital is no excuse for a phrase of its own words")
}
