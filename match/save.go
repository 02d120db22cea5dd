package match

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
)

// savedMagic opens a saved matcher; its last digit is the version.
const savedMagic = "earshot/match 1\n"

// ErrSaved is what [Load] returns for data that no [Matcher.AppendBinary]
// wrote, or that was damaged since.
var ErrSaved = errors.New("match: this is no saved matcher, or it is damaged")

type saved struct {
	Options Options
	Brands  []Brand
}

// AppendBinary adds a saved form of the matcher to b. What is saved is its
// brands, options and what was learned, under a checksum, not its tables:
// these take less time to build than to read, and so a saved matcher outlives
// changes of the tables.
func (m *Matcher) AppendBinary(b []byte) ([]byte, error) {
	body, err := json.Marshal(saved{m.opts, m.brands})
	if err != nil {
		return b, fmt.Errorf("match: save: %w", err)
	}
	b = append(b, savedMagic...)
	b = fmt.Appendf(b, "%08x\n", crc32.ChecksumIEEE(body))
	return append(b, body...), nil
}

// MarshalBinary is AppendBinary to a new slice.
func (m *Matcher) MarshalBinary() ([]byte, error) { return m.AppendBinary(nil) }

// Load reads what AppendBinary wrote and compiles it. The error is [ErrSaved],
// or what compiling it says.
func Load(data []byte) (*Matcher, error) {
	rest, ok := bytes.CutPrefix(data, []byte(savedMagic))
	sum, body, found := bytes.Cut(rest, []byte("\n"))
	if !ok || !found || string(sum) != fmt.Sprintf("%08x", crc32.ChecksumIEEE(body)) {
		return nil, ErrSaved
	}
	var s saved
	if err := json.Unmarshal(body, &s); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSaved, err)
	}
	return s.Options.Compile(s.Brands...)
}
