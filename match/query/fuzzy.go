package query

import "unicode/utf8"

// longestFuzzy is how many letters a fuzzy term may have.
const longestFuzzy = 32

// A fuzzyWord is a word with the number of edits it bears.
type fuzzyWord struct {
	letters []rune
	edits   int
}

// matches tells whether s is within the edits of the word: letters added, left
// out or changed, and two neighbours changed round, each counting one (the
// optimal string alignment distance, after Damerau 1964).
func (f *fuzzyWord) matches(s []byte) bool {
	var other [longestFuzzy + 2]rune
	n := 0
	for i := 0; i < len(s); n++ {
		if n == len(f.letters)+f.edits {
			return false
		}
		c, size := utf8.DecodeRune(s[i:])
		other[n] = c
		i += size
	}
	return n >= len(f.letters)-f.edits && within(f.letters, other[:n], f.edits)
}

// within computes the distance of a and b row by row, and gives up at the
// first row that lies above most in every cell.
func within(a, b []rune, most int) bool {
	var rows [3][longestFuzzy + 3]int8
	for j := range len(b) + 1 {
		rows[0][j] = int8(j)
	}
	for i := 1; i <= len(a); i++ {
		row, above, twice := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = int8(i)
		best := row[0]
		for j := 1; j <= len(b); j++ {
			d := above[j-1]
			if a[i-1] != b[j-1] {
				d = 1 + min(d, above[j], row[j-1])
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d = min(d, 1+twice[j-2])
				}
			}
			row[j] = d
			best = min(best, d)
		}
		if int(best) > most {
			return false // a swap looks two rows back, but there a cell is at most one lower
		}
	}
	return int(rows[len(a)%3][len(b)]) <= most
}
