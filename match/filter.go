package match

// A nameFilter tells of most runs of words that no name is written so, with
// one load for all runs that begin at the same word: whatever begins with the
// same six bytes is kept in the same word of long.
type nameFilter struct {
	long  bitset // by the first six bytes: these, the first twelve, and whole names
	short bitset // names of fewer bytes, and marked their first words
}

// newNameFilter has room for so many long and short names.
func newNameFilter(long, short int) nameFilter {
	return nameFilter{long: newBitset(2 * long), short: newBitset(2 * short)}
}

// add puts in the name of n bytes at the beginning of key.
func (f *nameFilter) add(key []byte, n int) {
	h := hashKey(key, n)
	if n < prefixBytes {
		f.short.add(h)
		return
	}
	first := hash64(load(key, prefixBytes))
	word := &f.long.words[first>>f.long.shift]
	*word |= twoBits(first) | twoBits(h)
	if n >= longPrefix {
		*word |= twoBits(hashKey(key, longPrefix) >> 12)
	}
}

// begins tells whether a name may begin with the six bytes of that hash.
func (f *nameFilter) begins(first uint64) bool { return f.long.has(first) }

// wordAt returns what is known of the names that begin like buf.
func (f *nameFilter) wordAt(buf []byte) uint64 {
	return f.long.words[hash64(load(buf, prefixBytes))>>f.long.shift]
}

// goesOn tells whether a name of twelve bytes or more may begin like buf.
func (f *nameFilter) goesOn(buf []byte) bool {
	b := twoBits(hashKey(buf, longPrefix) >> 12)
	return f.wordAt(buf)&b == b
}

// mayHold tells whether the first n bytes of buf, whose hash is h, may be a
// name.
func (f *nameFilter) mayHold(buf []byte, n int, h uint64) bool {
	if n < prefixBytes {
		return f.short.has(h)
	}
	b := twoBits(h)
	return f.wordAt(buf)&b == b
}
