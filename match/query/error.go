package query

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// A SyntaxError says what in an expression cannot be used, where it stands and
// what to write instead. [Compile] joins all that it finds.
type SyntaxError struct {
	Offset int    // bytes from the start of the expression
	Length int    // bytes at fault; 0 where something is missing
	Reason string // what is wrong
	Hint   string // what to write instead; may be empty
}

// Error names place, reason and hint.
func (e *SyntaxError) Error() string {
	s := fmt.Sprintf("query: at byte %d: %s", e.Offset, e.Reason)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// faults gathers errors while reading goes on.
type faults struct {
	found  []*SyntaxError
	closed bool // what follows comes from the last one
}

// mostFaults is where an expression counts as something else than a query.
const mostFaults = 20

func (f *faults) add(offset, length int, reason, hint string) {
	if f.closed {
		return
	}
	for _, e := range f.found {
		if e.Offset == offset {
			return // what follows from the same slip
		}
	}
	f.found = append(f.found, &SyntaxError{Offset: offset, Length: length, Reason: reason, Hint: hint})
	f.closed = len(f.found) == mostFaults
}

// last adds the error behind which nothing can be read.
func (f *faults) last(offset, length int, reason, hint string) {
	f.add(offset, length, reason, hint)
	f.closed = true
}

func (f *faults) join() error {
	slices.SortStableFunc(f.found, func(a, b *SyntaxError) int { return cmp.Compare(a.Offset, b.Offset) })
	errs := make([]error, len(f.found))
	for i, e := range f.found {
		errs[i] = e
	}
	return errors.Join(errs...)
}

// clip shortens what an error or explanation quotes.
func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut] + "..."
}
