package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/source"
)

// faultsShown is how many faults of one source are printed; the others are
// counted, so that a file of another form does not flood the terminal.
const faultsShown = 5

// faults tells what went wrong and counts it.
type faults struct {
	console
	counts map[string]int  // by source
	failed map[string]bool // sources that ended in an error
}

func newFaults(c console) *faults {
	return &faults{c, map[string]int{}, map[string]bool{}}
}

// tell prints an error, each of several joined ones on its own line.
func (f *faults) tell(err error) {
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintln(f, "quickstart:", clean(line))
	}
}

// warn tells what is doubtful about the brands.
func (f *faults) warn(all []match.Warning) {
	for _, w := range all[:min(len(all), faultsShown)] {
		fmt.Fprintln(f, "quickstart: note:", clean(w.String()))
	}
	if more := len(all) - faultsShown; more > 0 {
		fmt.Fprintf(f, "quickstart: note: %d more doubts about brands\n", more)
	}
}

// add takes an error from among the events.
func (f *faults) add(err error) {
	var skipped *source.SkipError
	var failure *listen.SourceError
	name := ""
	if errors.As(err, &failure) {
		name = failure.Source
		if !errors.As(err, &skipped) {
			f.failed[name] = true
		}
	}
	if f.counts[name]++; f.counts[name] <= faultsShown {
		f.tell(err)
	}
}

// close tells how much was not told.
func (f *faults) close() {
	names := make([]string, 0, len(f.counts))
	for name, n := range f.counts {
		if n > faultsShown {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(f, "quickstart: %d more faults of this kind in %s\n", f.counts[name]-faultsShown, clean(name))
	}
}
