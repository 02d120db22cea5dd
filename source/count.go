package source

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// A Count is a number that may be unknown. The zero Count is unknown, which is
// not the same as zero. Its JSON form is a number, or null where unknown.
type Count struct {
	value int64
	known bool
}

// Known returns the Count n. A negative n, which some networks send for "not
// shown", is unknown.
func Known(n int64) Count {
	if n < 0 {
		return Count{}
	}
	return Count{n, true}
}

// Value returns the number and whether it is known.
func (c Count) Value() (n int64, known bool) { return c.value, c.known }

// Or returns the number, or n where it is unknown.
func (c Count) Or(n int64) int64 {
	if c.known {
		return c.value
	}
	return n
}

// IsZero reports whether c is unknown; encoding/json omits such a field.
func (c Count) IsZero() bool { return !c.known }

// String returns the number, or "unknown".
func (c Count) String() string {
	if !c.known {
		return "unknown"
	}
	return strconv.FormatInt(c.value, 10)
}

// MarshalJSON writes a number or null.
func (c Count) MarshalJSON() ([]byte, error) {
	if !c.known {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, c.value, 10), nil
}

// UnmarshalJSON reads a whole number or null.
func (c *Count) UnmarshalJSON(data []byte) error {
	var n *int64
	if err := json.Unmarshal(data, &n); err != nil {
		return fmt.Errorf("count: %w", err)
	}
	*c = Count{}
	if n != nil {
		*c = Known(*n)
	}
	return nil
}
