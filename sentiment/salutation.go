package sentiment

import (
	"slices"
	"strings"
)

// salutations holds the hashes of the words that open a letter. They praise nobody: "Beste Acme, waar blijft mijn geld".
var salutations = wordHashes(map[int]string{
	english: "dear", dutch: "beste lieve geachte waarde", italian: "cara caro cari care gentile gentili",
	german: "liebe lieber liebes geehrte geehrter", french: "cher chère chers chères", spanish: "querido querida estimado estimada estimados",
	portuguese: "caro cara caros prezado prezada querido querida",
})

func wordHashes(words map[int]string) (all [languageCount][]uint64) {
	for language, some := range words {
		for _, word := range strings.Fields(some) {
			all[language] = append(all[language], hashBytes([]byte(word)))
		}
	}
	return all
}

// salutationReach is how many words a name has at most.
const salutationReach = 4

// isSalutation tells whether token i opens a letter: a name follows, and behind it a comma.
func (s *scratch) isSalutation(i int) bool {
	tok := &s.tokens[i]
	if tok.kind != kindWord || tok.language < 0 || !slices.Contains(salutations[tok.language], tok.hash) {
		return false
	}
	for j := i + 1; j < len(s.tokens) && j <= i+salutationReach; j++ {
		if s.tokens[j].kind == kindComma || s.tokens[j].kind == kindShout {
			return j > i+1
		}
		if s.tokens[j].kind > kindNumber && s.tokens[j].kind != kindHandle || s.entries[j].roles&roleValued != 0 {
			return false
		}
	}
	return false
}
