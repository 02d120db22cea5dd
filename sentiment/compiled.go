package sentiment

import (
	"embed"
	"encoding/binary"
	"hash/crc32"
)

// The compiled form of a lexicon is its table, ready to be loaded: parsing all files takes over fifty milliseconds, loading
// their tables five. It opens with the checksum of the files that it was made of; where that does not fit, the files
// are parsed instead, so that an edited lexicon is never overlooked.

//go:embed compiled
var compiledFiles embed.FS

// loadLexicon returns the compiled lexicon of a language if it is current, and parses the files if not.
func loadLexicon(language string) *lexicon {
	content, err := compiledFiles.ReadFile("compiled/" + language + ".bin")
	if err == nil {
		if lex, ok := decodeLexicon(content, lexiconChecksum(language)); ok {
			return lex
		}
	}
	lex, _ := readLexicon(language) // a test reads every file and forbids errors
	return lex
}

var lexiconNames = []string{"grammar.tsv", "phrases.tsv", "words.tsv"}

func lexiconChecksum(language string) uint32 {
	sum := uint32(0)
	for _, name := range lexiconNames {
		content, _ := files.ReadFile("lexicon/" + language + "/" + name)
		sum = crc32.Update(sum, crc32.IEEETable, content)
	}
	return sum
}

const compiledEntry = 8 + 6 // key and entry

func (lex *lexicon) encode(checksum uint32) []byte {
	dst := binary.LittleEndian.AppendUint32(nil, checksum)
	for _, t := range []*table{lex.forms, lex.stems} {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(t.used))
		for hash, e := range t.all() {
			dst = binary.LittleEndian.AppendUint64(dst, hash)
			dst = append(dst, byte(e.valence), e.degree, e.longest, e.places)
			dst = binary.LittleEndian.AppendUint16(dst, uint16(e.roles))
		}
	}
	return dst
}

// decodeLexicon reads what encode wrote, if it was written for this checksum.
func decodeLexicon(data []byte, checksum uint32) (*lexicon, bool) {
	if len(data) < 4 || binary.LittleEndian.Uint32(data) != checksum {
		return nil, false
	}
	forms, rest, ok := decodeTable(data[4:])
	if !ok {
		return nil, false
	}
	stems, rest, ok := decodeTable(rest)
	return &lexicon{forms: forms, stems: stems}, ok && len(rest) == 0
}

func decodeTable(data []byte) (t *table, rest []byte, ok bool) {
	if len(data) < 4 {
		return nil, nil, false
	}
	count := int(binary.LittleEndian.Uint32(data))
	data = data[4:]
	if count > len(data)/compiledEntry {
		return nil, nil, false
	}
	t = newTable(count)
	for range count {
		e := t.at(binary.LittleEndian.Uint64(data))
		e.valence, e.degree, e.longest, e.places = int8(data[8]), data[9], data[10], data[11]
		e.roles = role(binary.LittleEndian.Uint16(data[12:]))
		data = data[compiledEntry:]
	}
	return t, data, true
}
