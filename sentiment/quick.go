package sentiment

import (
	"encoding/binary"
	"math/bits"
)

// The same byte in all eight places of a register.
const (
	everyByte = 0x0101010101010101
	highBits  = 0x80 * everyByte
	lowBits   = 0x7F * everyByte
)

// foldEight folds the ASCII letters at the beginning of eight bytes at once. size is how many letters and digits there
// are before anything else; folded has nothing behind them, and letters the highest bit of every letter.
func foldEight(x uint64) (folded, letters uint64, size int) {
	ascii := x & lowBits
	small := ascii | 0x20*everyByte
	letters = (small + (0x80-'a')*everyByte) &^ (small + (0x7F-'z')*everyByte) &^ x & highBits
	digits := (ascii + (0x80-'0')*everyByte) &^ (ascii + (0x7F-'9')*everyByte) &^ x & highBits
	size = bits.TrailingZeros64(^(letters|digits)&highBits) / 8
	mask := uint64(1)<<(8*size) - 1 // a shift by 64 gives 0, and 0-1 all ones
	letters &= mask
	return (x | letters>>2) & mask, letters, size
}

// tripled tells whether a letter comes three times in a row.
func tripled(folded, letters uint64) bool {
	next := folded ^ folded>>8
	twins := ^((next & lowBits) + lowBits | next) & letters
	return twins&(twins>>8) != 0
}

// quickRoom is how much text quickWord looks at.
const quickRoom = 17

// quickWord takes a word of up to fifteen ASCII letters and digits in two registers, which most words are; it declines
// stretched and longer ones, and what may go on with an apostrophe, a star or another letter.
func (t *tokenizer) quickWord() bool {
	var tail [quickRoom]byte
	s := ""
	if t.pos+quickRoom <= len(t.text) {
		s = t.text[t.pos:][:quickRoom]
	} else {
		copy(tail[:], t.text[t.pos:])
		s = string(tail[:]) // short and kept nowhere, so it is not allocated
	}
	x := load(s)
	folded, letters, size := foldEight(x)
	if tripled(folded, letters) {
		return false
	}
	rest, hash, small, all := uint64(0), folded, letters&(x<<2), letters
	if size == 8 {
		y := load(s[8:])
		var others uint64
		var more int
		rest, others, more = foldEight(y)
		if more == 8 || tripled(rest, others) || tripled(folded>>40|rest<<24, letters>>40|others<<24) {
			return false
		}
		size += more
		small |= others & (y << 2)
		all |= others
		hash = mixHash(uint64(size)*wordPrime^folded) ^ rest
	} else {
		hash ^= uint64(size) * wordPrime
	}
	end := s[size]
	if plainEnd[end] == 0 {
		return false
	}
	low := len(t.s.folded)
	buffer := t.s.folded[low : low+16] // tokenize made it long enough
	binary.LittleEndian.PutUint64(buffer, folded)
	binary.LittleEndian.PutUint64(buffer[8:], rest)
	t.s.folded = t.s.folded[:low+size]
	tok := t.s.addToken()
	tok.start, tok.end, tok.low, tok.high = int32(t.pos), int32(t.pos+size), int32(low), int32(low+size)
	tok.hash, tok.cut, tok.altEnd = mixHash(hash), -1, 0
	tok.kind, tok.flags, tok.count = kindWord, flagPlain, 0
	if all == 0 {
		tok.kind = kindNumber
	} else if small == 0 && size > 1 {
		tok.flags |= flagUpper
	}
	t.pos += size + int(plainEnd[end]>>1)
	return true
}

func load(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// plainEnd is 0 for bytes that a word may go on with, and 3 for the space behind it, which is passed with it: most words
// are followed by one, which the processor learns to expect.
var plainEnd = func() (table [256]uint8) {
	for c := range 128 {
		table[c] = 1
	}
	for _, c := range "'*`" {
		table[c] = 0
	}
	table[' '] = 3
	return table
}()
