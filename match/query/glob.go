package query

import "unicode/utf8"

// longestPatterned is how many folded bytes a word may have to be compared
// with a wildcard or fuzzy term. No natural word comes near; it bounds the
// time that a hostile one costs.
const longestPatterned = 128

// glob tells whether s is one of the words that pattern stands for: * is any
// letters or none, ? is exactly one letter. A mismatch goes back to the last *
// only, so the time is at most len(pattern) times len(s).
func glob(pattern string, s []byte) bool {
	p, i, star, from := 0, 0, -1, 0
	for i < len(s) {
		_, n := utf8.DecodeRune(s[i:])
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, i
			p++
		case p < len(pattern) && pattern[p] == '?':
			p++
			i += n
		case p < len(pattern) && pattern[p] == s[i]:
			p++
			i++
		case star >= 0:
			_, back := utf8.DecodeRune(s[from:])
			from += back
			p, i = star+1, from
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
