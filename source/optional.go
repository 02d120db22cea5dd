package source

import "time"

// A Checker is a Source that can tell beforehand that it will never work, for
// instance because its address is none. Check asks nobody; it returns all that
// is wrong, joined.
type Checker interface {
	Source
	Check() error
}

// A Scoped source shares its limits with others. A [RateLimitError] with its
// scope, whoever got it, pauses it too. The scope is a host or the public name
// of a credential; an empty one is shared with nobody.
type Scoped interface {
	Source
	Scope() string
}

// A Paced source can tell from its cursor when it wants to be read next, so
// that a program which is started anew does not ask earlier than it would have
// asked had it gone on. The zero time is now, and what an unreadable cursor
// gives.
type Paced interface {
	Source
	Due(from Cursor) time.Time
}
