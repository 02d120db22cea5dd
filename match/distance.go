package match

import (
	"unicode/utf8"
	"unsafe"

	"github.com/agnivade/levenshtein"
)

// distance is the optimal string alignment distance of a and b as far as two
// edits go: Levenshtein's, with two neighbours changed round counting one
// (Damerau 1964; 8 of 83 real misspellings of brands are such a change).
// Every edit beyond that is counted as Levenshtein counts it.
func distance(a, b []byte) int {
	d := plainDistance(a, b)
	if d < 2 {
		return d
	}
	p := commonPrefix(a, b)
	if n := swapAt(a[p:], b[p:]); n > 0 {
		d = min(d, 1+plainDistance(a[p+n:], b[p+n:]))
	}
	a, b = trimSuffix(a[p:], b[p:])
	if n := swapAtEnd(a, b); n > 0 {
		d = min(d, 1+plainDistance(a[:len(a)-n], b[:len(b)-n]))
	}
	return d
}

// oneApart tells whether one edit or none parts a and b: what is left of both
// after their common beginning and end is one rune, or two changed round.
// It spares most candidates the table.
func oneApart(a, b []byte) bool {
	p := commonPrefix(a, b)
	a, b = trimSuffix(a[p:], b[p:])
	if len(a) > 2*utf8.UTFMax || len(b) > 2*utf8.UTFMax {
		return false
	}
	if n := swapAt(a, b); n > 0 && n == len(a) && n == len(b) {
		return true
	}
	return utf8.RuneCount(a) <= 1 && utf8.RuneCount(b) <= 1
}

// plainDistance lends the bytes to the string functions of agnivade's package
// for the length of the call. A copy would be the one allocation of a search.
func plainDistance(a, b []byte) int {
	return levenshtein.ComputeDistance(unsafe.String(unsafe.SliceData(a), len(a)), unsafe.String(unsafe.SliceData(b), len(b)))
}

func commonPrefix(a, b []byte) int {
	p := 0
	for p < len(a) && p < len(b) && a[p] == b[p] {
		p++
	}
	for p > 0 && p < len(a) && !utf8.RuneStart(a[p]) || p > 0 && p < len(b) && !utf8.RuneStart(b[p]) {
		p--
	}
	return p
}

func trimSuffix(a, b []byte) ([]byte, []byte) {
	for len(a) > 0 && len(b) > 0 {
		r, n := utf8.DecodeLastRune(a)
		q, k := utf8.DecodeLastRune(b)
		if r != q || n != k {
			break
		}
		a, b = a[:len(a)-n], b[:len(b)-k]
	}
	return a, b
}

// swapAt returns how many bytes the first two runes of a and b take, if they
// are the same two changed round.
func swapAt(a, b []byte) int {
	r1, n1 := utf8.DecodeRune(a)
	r2, n2 := utf8.DecodeRune(a[n1:])
	q1, k1 := utf8.DecodeRune(b)
	q2, _ := utf8.DecodeRune(b[k1:])
	if n2 > 0 && r1 == q2 && r2 == q1 && r1 != r2 {
		return n1 + n2
	}
	return 0
}

func swapAtEnd(a, b []byte) int {
	r2, n2 := utf8.DecodeLastRune(a)
	r1, n1 := utf8.DecodeLastRune(a[:len(a)-n2])
	q2, k2 := utf8.DecodeLastRune(b)
	q1, _ := utf8.DecodeLastRune(b[:len(b)-k2])
	if n1 > 0 && r1 == q2 && r2 == q1 && r1 != r2 {
		return n1 + n2
	}
	return 0
}
