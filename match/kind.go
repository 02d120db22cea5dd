package match

import (
	"fmt"
	"slices"
)

// Kind names how a brand was written where it was found.
type Kind uint8

// The kinds, from the way its owner writes a name to the ways that need most
// evidence. The zero Kind is none of them and stands in no [Hit].
const (
	Exact      Kind = iota + 1 // letter for letter as the name or a term says
	Folded                     // other case, diacritics, width, apostrophes, or letter forms of Arabic script
	Possessive                 // with a possessive, plural or case suffix: Nike's, iPads
	Joined                     // words run together, or digits glued on: cocacola, iPad2
	Split                      // one word in pieces: face book
	Hashtag                    // alone or glued into a hashtag: #nike, #thanksjetblue
	Handle                     // an account name: @nike
	Cashtag                    // a ticker symbol: $AAPL
	Initialism                 // generated initials, by consent or with the long form nearby
	Misspelled                 // an edit or two away
	Homoglyph                  // look-alike letters of other scripts, or digits for letters: Nіke, N1ke
)

var kindNames = [...]string{"none", "exact", "folded", "possessive", "joined", "split", "hashtag",
	"handle", "cashtag", "initialism", "misspelled", "homoglyph"}

// String returns the kind's name in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// MarshalText writes the kind's name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the name of a kind.
func (k *Kind) UnmarshalText(text []byte) error {
	i := slices.Index(kindNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("match: %.40q is no kind of hit", text)
	}
	*k = Kind(i)
	return nil
}
