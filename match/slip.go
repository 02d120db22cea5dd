package match

import (
	"strings"
	"unicode/utf8"
)

// What one edit costs when it is the kind of slip that fingers and ears make.
// The weights follow what was counted on real misspellings of brands: half of
// the substitutions strike a neighbouring key, and changed-round, doubled and
// dropped double letters come next.
const (
	fullCost   = 1.0
	keyCost    = .5 // a neighbouring key
	soundCost  = .5 // another letter for the same sound
	doubleCost = .5 // a letter doubled or a double one dropped
	swapCost   = .7
	vowelCost  = .7 // one vowel for another
)

// slips returns the cheapest way from a to b by weighted edits: optimal string
// alignment with the costs above. Both have at most maxFuzzyRunes runes.
func slips(a, b []rune) float64 {
	var rows [3][maxFuzzyRunes + 1]float64
	for j := range b {
		rows[0][j+1] = rows[0][j] + gapCost(b, j)
	}
	for i := range a {
		before, last, row := &rows[(i+2)%3], &rows[i%3], &rows[(i+1)%3]
		row[0] = last[0] + gapCost(a, i)
		for j := range b {
			best := min(last[j]+changeCost(a[i], b[j]), last[j+1]+gapCost(a, i), row[j]+gapCost(b, j))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] && a[i] != b[j] {
				best = min(best, before[j-1]+swapCost)
			}
			row[j+1] = best
		}
	}
	return rows[len(a)%3][len(b)]
}

// gapCost is what it costs that word has a letter at i and the other has not.
func gapCost(word []rune, i int) float64 {
	if i > 0 && word[i] == word[i-1] || i+1 < len(word) && word[i] == word[i+1] {
		return doubleCost
	}
	return fullCost
}

func changeCost(a, b rune) float64 {
	if a == b {
		return 0
	}
	if a < utf8.RuneSelf && b < utf8.RuneSelf {
		return cheapLatin[a][b]
	}
	if cost, ok := cheap[[2]rune{a, b}]; ok {
		return cost
	}
	return fullCost
}

// cheapLatin is changeCost for ASCII.
var cheapLatin = func() (t [utf8.RuneSelf][utf8.RuneSelf]float64) {
	for a := range t {
		for b := range t[a] {
			t[a][b] = fullCost
			if cost, ok := cheap[[2]rune{rune(a), rune(b)}]; ok {
				t[a][b] = cost
			}
		}
	}
	return t
}()

// cheap has the pairs of letters that are easily taken for each other, both
// ways round.
var cheap = cheapPairs()

func cheapPairs() map[[2]rune]float64 {
	out := make(map[[2]rune]float64)
	put := func(a, b rune, cost float64) {
		if old, ok := out[[2]rune{a, b}]; !ok || cost < old {
			out[[2]rune{a, b}], out[[2]rune{b, a}] = cost, cost
		}
	}
	for _, a := range vowels {
		for _, b := range vowels {
			put(a, b, vowelCost)
		}
	}
	for _, pair := range strings.Fields(sounds) {
		r := []rune(pair)
		put(r[0], r[1], soundCost)
	}
	for _, board := range keyboards {
		for i, row := range board {
			keys := []rune(row)
			for k, c := range keys {
				if k+1 < len(keys) {
					put(c, keys[k+1], keyCost)
				}
				if i+1 < len(board) { // each row stands half a key to the right of the one above
					below := []rune(board[i+1])
					for _, b := range below[min(max(k-1, 0), len(below)):min(k+1, len(below))] {
						put(c, b, keyCost)
					}
				}
			}
		}
	}
	return out
}

const (
	vowels = "aeiouyاویه"

	// sounds are letters that some language writes for the same sound.
	sounds = "ck cs sz iy kq gj vw fv تط سص سث صث زذ زض زظ ذض ذظ ضظ قغ حه اع گک پب"
)

// keyboards are the letter rows of QWERTY and of the Persian standard layout.
var keyboards = [][]string{
	{"qwertyuiop", "asdfghjkl", "zxcvbnm"},
	{"ضصثقفغعهخحج", "شسیبلاتنمک", "ظطزرذدپو"},
}
