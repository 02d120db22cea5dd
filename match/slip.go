package match

import "strings"

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
	switch {
	case a == b:
		return 0
	case together(sounds, a, b):
		return soundCost
	case together(keys, a, b):
		return keyCost
	case strings.ContainsRune(vowels, a) && strings.ContainsRune(vowels, b):
		return vowelCost
	}
	return fullCost
}

const vowels = "aeiouyاویه"

// sounds are letters that some language writes for the same sound.
var sounds = pairs("ck cs sz iy kq gj vw fv تط سص سث صث زذ زض زظ ذض ذظ ضظ قغ حه اع گک پب")

// keys are neighbours on the QWERTY keyboard and on the Persian one.
var keys = neighboursOf("qwertyuiop", "asdfghjkl", "zxcvbnm") + neighboursOf("ضصثقفغعهخحج", "شسیبلاتنمک", "ظطزرذدپو")

// neighboursOf lists the pairs of keys that touch each other in rows that are
// each shifted by half a key to the right.
func neighboursOf(rows ...string) string {
	var out strings.Builder
	for r, row := range rows {
		line := []rune(row)
		var below []rune
		if r+1 < len(rows) {
			below = []rune(rows[r+1])
		}
		for i, c := range line {
			if i+1 < len(line) {
				out.WriteString(pairs(string([]rune{c, line[i+1]})))
			}
			for k := i - 1; k <= i; k++ {
				if k >= 0 && k < len(below) {
					out.WriteString(pairs(string([]rune{c, below[k]})))
				}
			}
		}
	}
	return out.String()
}

// pairs writes each pair both ways round, with a space between.
func pairs(list string) string {
	var out strings.Builder
	for _, p := range strings.Fields(list) {
		r := []rune(p)
		out.WriteString(string([]rune{r[0], r[1], ' ', r[1], r[0], ' '}))
	}
	return out.String()
}

func together(list string, a, b rune) bool {
	for i, r := range list {
		if r == a && strings.HasPrefix(list[i+len(string(r)):], string(b)) {
			return true
		}
	}
	return false
}
