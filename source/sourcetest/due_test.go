package sourcetest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
)

// paced is a source that wants to be left alone for a while after each read.
type paced struct {
	source.Source
	due func(source.Cursor) time.Time
}

func (p paced) Due(from source.Cursor) time.Time { return p.due(from) }

func TestPacedSources(t *testing.T) {
	own := func(c source.Cursor) bool { return len(c) > 10 && c[0] == '{' }
	for name, tc := range map[string]struct {
		due   func(source.Cursor) time.Time
		fault string
	}{
		"good": {due: func(c source.Cursor) time.Time {
			if own(c) {
				return noon
			}
			return time.Time{}
		}},
		"for years": {due: func(c source.Cursor) time.Time {
			if own(c) {
				return time.Now().AddDate(1, 0, 0)
			}
			return time.Time{}
		}, fault: "the next one is due only"},
		"by any cursor": {due: func(source.Cursor) time.Time { return noon }, fault: "puts the next read off"},
	} {
		h := sourcetest.Harness{New: func() source.Source { return paced{replay(), tc.due} }}
		err := sourcetest.All(t.Context(), h)
		if tc.fault == "" {
			assert.NoError(t, err, name)
		} else {
			assert.ErrorContains(t, err, tc.fault, name)
		}
	}
}
