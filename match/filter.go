package match

// A nameFilter tells of most runs of words that no name is written so, with
// one load for all runs that begin at the same word: whatever begins with the
// same six bytes is kept in the same word of long, with three bits for each of
// its questions. At one or two names to a word one run in a hundred gets
// through that should not, and a hundred thousand names take half a megabyte,
// which second-level caches hold.
type nameFilter struct {
	long  bitset // by the first six bytes: these, the first twelve, and whole names
	short bitset // names of fewer bytes, and marked their first words
}

// newNameFilter has room for so many long and short names.
func newNameFilter(long, short int) nameFilter {
	return nameFilter{long: newBitset(4 * long), short: newBitset(8 * short)}
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
	*word |= threeBits(first) | threeBits(h)
	if n >= longPrefix {
		*word |= threeBits(hashKey(key, longPrefix) >> 18)
	}
}

// addSecond puts in how a name goes on behind its first word, at key.
func (f *nameFilter) addSecond(key []byte) {
	h := hash64(load(key, prefixBytes))
	f.long.words[h>>f.long.shift] |= threeBits(h >> 18)
}

// goesOnWith tells whether a name may go on with the six bytes of that hash
// behind its first word.
func (f *nameFilter) goesOnWith(h uint64) bool {
	b := threeBits(h >> 18)
	return f.long.words[h>>f.long.shift]&b == b
}

// begins tells whether a name may begin with the six bytes of that hash.
func (f *nameFilter) begins(first uint64) bool {
	b := threeBits(first)
	return f.long.words[first>>f.long.shift]&b == b
}

// wordAt returns what is known of the names that begin like buf.
func (f *nameFilter) wordAt(buf []byte) uint64 {
	return f.long.words[hash64(load(buf, prefixBytes))>>f.long.shift]
}

// goesOn tells whether a name of twelve bytes or more may begin like buf.
func (f *nameFilter) goesOn(buf []byte) bool {
	b := threeBits(hashKey(buf, longPrefix) >> 18)
	return f.wordAt(buf)&b == b
}

// mayHold tells whether the first n bytes of buf, whose hash is h, may be a
// name.
func (f *nameFilter) mayHold(buf []byte, n int, h uint64) bool {
	if n < prefixBytes {
		return f.short.has(h)
	}
	b := threeBits(h)
	return f.wordAt(buf)&b == b
}

func threeBits(h uint64) uint64 { return twoBits(h) | 1<<(h>>12&63) }
