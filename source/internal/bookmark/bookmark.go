// Package bookmark writes and reads cursors in the one form that the sources
// of this module share: JSON that names the kind of source and the version of
// its format, so that neither the cursor of another source nor that of another
// version is taken for good.
package bookmark

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/earshot-go/earshot/source"
)

type envelope struct {
	Kind string          `json:"kind"`
	At   json.RawMessage `json:"at"`
}

// Write returns a cursor of a kind, such as "mastodon/1", that holds the value
// at, which must be one that JSON can hold.
func Write(kind string, at any) (source.Cursor, error) {
	value, err := json.Marshal(at)
	if err != nil {
		return nil, err
	}
	return json.Marshal(envelope{kind, value})
}

// Read decodes a cursor into the value that at points to, which a nil cursor
// leaves alone. The error wraps source.ErrCursor.
func Read(kind string, from source.Cursor, at any) error {
	if from == nil {
		return nil
	}
	var e envelope
	if err := json.Unmarshal(from, &e); err != nil {
		return fmt.Errorf("%w: it is unreadable", source.ErrCursor)
	}
	if e.Kind != kind {
		return fmt.Errorf("%w: it is of the kind %.40q, not %q", source.ErrCursor, e.Kind, kind)
	}
	d := json.NewDecoder(bytes.NewReader(e.At))
	d.DisallowUnknownFields()
	if err := d.Decode(at); err != nil || len(e.At) == 0 || e.At[0] != '{' {
		return fmt.Errorf("%w: it is unreadable", source.ErrCursor)
	}
	return nil
}
