package fold

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSpellingsThatReadersTakeForTheSame(t *testing.T) {
	table := Default()
	for _, c := range [][2]string{
		{"NIKE", "nike"}, {"Citroën", "citroen"}, {"e\u0301", "e"}, {"ＮＩＫＥ", "nike"}, {"İstanbul", "istanbul"}, {"Straße", "strasse"}, {"ﬁt", "fit"},
		{"كوكا", "کوکا"}, {"آیفون", "ایفون"}, {"مـوبایل", "موبایل"}, {"𝐍𝐢𝐤𝐞", "nike"}, {"𝛭𝜈", "mv"}, {"２０۲۴", "2024"}, {"Łódź", "lodz"},
		{"ドコモ", "ドコモ"}, {"한국", "한국"}, {"a™", "a"}, {"👍", ""},
	} {
		assert.Equal(t, c[1], table.String(c[0]), c[0])
	}
}

func TestLookalikesDependOnCase(t *testing.T) {
	assert.Equal(t, byte('n'), Lookalike('Ν'))
	assert.Equal(t, byte('v'), Lookalike('ν'))
	assert.Equal(t, byte('p'), Lookalike('р'))
	assert.Zero(t, Lookalike('ب'))
	assert.Equal(t, Skeleton('1'), Skeleton('l'))
}
