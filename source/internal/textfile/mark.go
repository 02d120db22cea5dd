package textfile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"github.com/earshot-go/earshot/source"
)

// cursor is the JSON form of a mark in a file. The file is known by what it
// holds, as inode numbers are neither portable nor kept by a copy.
type cursor struct {
	Format int `json:"v"`
	position
	// Print is a hash of the file's beginning and of the bytes before the
	// offset.
	Print string `json:"print"`
}

const (
	cursorFormat = 1
	printWindow  = 1 << 10
)

// mark makes the cursor for a position in f.
func mark(f io.ReaderAt, at position) (source.Cursor, error) {
	print, err := fingerprint(f, at.Offset)
	if err != nil {
		return nil, err
	}
	return json.Marshal(cursor{cursorFormat, at, print})
}

// locate returns the position that a cursor stands for, and an error that
// wraps source.ErrCursor unless the file of the given size is still the same
// up to there.
func locate(f io.ReaderAt, size int64, from source.Cursor) (position, error) {
	if from == nil {
		return position{}, nil
	}
	var c cursor
	if err := json.Unmarshal(from, &c); err != nil || c.Format != cursorFormat || c.Offset < 0 || c.Line < 0 {
		return position{}, fmt.Errorf("%w: it was not made by this source", source.ErrCursor)
	}
	if c.Offset > size {
		return position{}, fmt.Errorf("%w: the file has %d bytes, and %d were read", source.ErrCursor, size, c.Offset)
	}
	print, err := fingerprint(f, c.Offset)
	if err != nil {
		return position{}, err
	}
	if print != c.Print {
		return position{}, fmt.Errorf("%w: the file was replaced", source.ErrCursor)
	}
	return c.position, nil
}

func fingerprint(f io.ReaderAt, offset int64) (string, error) {
	window := min(offset, printWindow)
	h := sha256.New()
	for _, start := range []int64{0, offset - window} {
		if _, err := io.Copy(h, io.NewSectionReader(f, start, window)); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8]), nil
}
