package insight

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// A StateError means that a saved state cannot be taken up. Nothing has
// changed then.
type StateError struct {
	Of     string // what was to be restored, for instance "voice"
	Reason string
}

func (e *StateError) Error() string { return fmt.Sprintf("insight: state of %s: %s", e.Of, e.Reason) }

// stateVersion changes when an older state can no longer be read.
const stateVersion = 1

// A saved is the outer form of a state. Options tells under which options it
// was learned: a state belongs to them.
type saved[T any] struct {
	Of      string          `json:"insight"`
	Version int             `json:"version"`
	Options json.RawMessage `json:"options"`
	State   T               `json:"state"`
}

func appendState[T any](dst []byte, of string, options any, state T) ([]byte, error) {
	o, err := json.Marshal(options)
	if err != nil {
		return dst, err
	}
	data, err := json.Marshal(saved[T]{of, stateVersion, o, state})
	if err != nil {
		return dst, err
	}
	return append(dst, data...), nil
}

func readState[T any](data []byte, of string, options any) (state T, err error) {
	var s saved[T]
	if err := json.Unmarshal(data, &s); err != nil {
		return state, &StateError{of, err.Error()}
	}
	o, err := json.Marshal(options)
	switch {
	case err != nil:
		return state, err
	case s.Of != of:
		return state, &StateError{of, fmt.Sprintf("is one of %.20q", s.Of)}
	case s.Version != stateVersion:
		return state, &StateError{of, fmt.Sprintf("has version %d", s.Version)}
	case !bytes.Equal(o, s.Options):
		return state, &StateError{of, "was made under other options"}
	}
	return s.State, nil
}
