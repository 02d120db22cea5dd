package notify

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// A Letter is a message on its way to one destination.
type Letter struct {
	Destination string    `json:"-"`
	Message     Message   `json:"message"`
	Put         time.Time `json:"put"`              // when the outbox took it
	Attempts    int       `json:"attempts"`         // that failed so far
	Next        time.Time `json:"next,omitzero"`    // not before
	Failure     string    `json:"failure,omitzero"` // the last one, in words
	// Dead tells that the network rejected it, and that it waits for
	// [Outbox.Retry] or [Outbox.Discard].
	Dead bool `json:"dead,omitzero"`

	number uint64 // its place in the queue
}

// The bounds of the pause between two attempts.
const (
	firstPause = 5 * time.Second
	lastPause  = 15 * time.Minute
	// longestPause bounds what a network may ask for.
	longestPause = 24 * time.Hour
)

// fail notes a failed attempt.
func (l *Letter) fail(at time.Time, cause error) {
	var later *LaterError
	asked := time.Duration(0)
	if errors.As(cause, &later) {
		asked = min(later.After, longestPause)
	}
	l.postpone(at, asked)
	l.Failure, l.Dead = cause.Error(), errors.Is(cause, ErrRejected)
}

// postpone says when to try again. Pauses double, and differ a little from
// letter to letter, so that what failed together does not come back together.
func (l *Letter) postpone(at time.Time, asked time.Duration) {
	pause := lastPause
	if l.Attempts < 8 {
		pause = min(lastPause, firstPause<<l.Attempts)
	}
	h := fnv.New32a()
	fmt.Fprint(h, l.Message.Key, l.Attempts)
	pause += pause * time.Duration(h.Sum32()%1000) / 5000
	l.Attempts++
	l.Next = at.Add(max(pause, asked))
}

// keys are those of the message and, in a digest, of its parts.
func (l *Letter) keys() []string {
	keys := []string{l.Message.Key}
	for _, p := range l.Message.Parts {
		keys = append(keys, p.Key)
	}
	return keys
}

// abouts are what the message and its parts are about.
func (l *Letter) abouts() []string {
	var abouts []string
	for _, m := range slices.Concat(l.Message.Parts, []Message{l.Message}) {
		if m.About != "" {
			abouts = append(abouts, m.About)
		}
	}
	return abouts
}

// Kinds of entries in the store: a letter that waits, and the keys of one that
// was delivered.
const (
	letterPrefix = "letter/"
	sentPrefix   = "sent/"
)

// formVersion is that of the saved form.
const formVersion = 1

type savedLetter struct {
	Version int `json:"version"`
	Letter
}

// sent is what is remembered of a delivered letter.
type sent struct {
	Version int       `json:"version"`
	Keys    []string  `json:"keys"`
	Abouts  []string  `json:"abouts,omitempty"`
	At      time.Time `json:"at"`
	number  uint64
}

func entryKey(prefix, destination string, number uint64) string {
	return fmt.Sprintf("%s%s/%016x", prefix, destination, number)
}

func entry(key string, value any) (listen.Entry, error) {
	data, err := json.Marshal(value)
	return listen.Entry{Key: key, Value: data}, err
}

// A StateError means that a saved entry is damaged, of another kind, or was
// written by a newer version of this package.
type StateError struct {
	Key    string
	Reason string
}

func (e *StateError) Error() string { return fmt.Sprintf("notify: state %q: %s", e.Key, e.Reason) }

func restore[T any](e listen.Entry, version *int, into *T) error {
	if err := json.Unmarshal(e.Value, into); err != nil {
		return &StateError{e.Key, "is damaged: " + err.Error()}
	}
	if *version != formVersion {
		return &StateError{e.Key, fmt.Sprintf("has form %d, and this program knows %d", *version, formVersion)}
	}
	return nil
}
