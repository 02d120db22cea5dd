package match

// An entry is one spelling to look for: the folded letters of a name or term
// without anything between them, and what it belongs to. Entries with the
// same letters follow each other.
//
// It takes one cache line: with many names, to load one is what a hit costs.
type entry struct {
	natural     uint64 // bit i: the owner's own spelling has a seam before byte i
	apostrophes uint64 // and bit i: that seam is an apostrophe
	key         uint32 // where its letters begin in Matcher.keys
	spelling    uint32 // hash of the owner's spelling
	brand       int32
	term        uint16 // place in the brand: 0 is Name, then Terms, then Handles
	flags       uint16
	n           uint8 // bytes of the key
	runes       uint8
	fixed       uint8           // bytes of an abbreviation at its beginning that bears no edit
	head        [headBytes]byte // the first letters
}

// headBytes is how much of a name is compared without another load.
const headBytes = 29

const (
	fromHandle uint16 = 1 << iota
	onlyHashtag
	onlyCashtag
	onlyHandle
	hasStop    // written with a full stop: Dr. Pepper, J.P. Morgan
	isCapitals // an abbreviation: all letters are capitals
	hasDigits
	withoutAnd // a spelling that leaves out the ampersand: only as a hashtag or handle
	withoutS   // a spelling that leaves out a possessive s: Victoria Secret
	initials   // generated initials
	ambiguous  // its words may mean something else, as the user says
	everyday   // or as the dictionary says
	severalWords
	hasAmp // written with an ampersand or "and"
)

// variantFlags mark entries that are not spelled as the owner spells them.
const variantFlags = fromHandle | withoutAnd | withoutS | initials

// seams returns the places inside a name where its own spelling changes: word
// limits, capitals inside a word, and digits beside letters.
func seams(r *reader, text string) uint64 {
	var mask uint64
	for _, t := range r.tokens {
		mark(&mask, int(t.from))
		at := int(t.from)
		for i := int(t.start) + 1; i < int(t.end) && t.flags&hasWide == 0; i++ {
			at++
			a, b := text[i-1], text[i]
			if isLower(a) && isUpperByte(b) || isNumber(a) != isNumber(b) {
				mark(&mask, at)
			}
		}
	}
	return mask &^ 1
}

// fixedPart returns the length of the abbreviation that a name in several
// words begins with: CBS News, NBA 2K.
func fixedPart(r *reader) uint8 {
	if t := r.tokens[0]; len(r.tokens) > 1 && t.flags&(hasUpper|hasLower) == hasUpper && t.to-t.from <= 4 && t.to-t.from > 1 {
		return uint8(t.to)
	}
	return 0
}

// apostrophes returns the seams that are written with one.
func apostrophes(r *reader) uint64 {
	var mask uint64
	for _, t := range r.tokens {
		if t.gap == gapApos {
			mark(&mask, int(t.from))
		}
	}
	return mask
}

func mark(mask *uint64, i int) {
	if i < 64 {
		*mask |= 1 << uint(i)
	}
}

func isLower(c byte) bool     { return c-'a' < 26 }
func isUpperByte(c byte) bool { return c-'A' < 26 }
func isNumber(c byte) bool    { return c-'0' < 10 }
