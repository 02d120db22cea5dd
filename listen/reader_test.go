package listen

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/source"
)

func TestFailuresAreRetriedLessAndLess(t *testing.T) {
	broken := errors.New("connection broke")
	refused := fmt.Errorf("feed: %w", source.ErrRefused)
	for name, tc := range map[string]struct {
		err  error
		want []time.Duration
	}{
		"a connection that breaks": {broken, []time.Duration{1: time.Second, 2: 2 * time.Second, 10: 512 * time.Second, 20: time.Hour, 100: time.Hour}},
		"a server that says no":    {refused, []time.Duration{1: time.Minute, 2: 2 * time.Minute, 8: 128 * time.Minute, 20: 24 * time.Hour, 100: 24 * time.Hour}},
		"a limit without an end":   {&source.RateLimitError{}, []time.Duration{1: time.Minute, 2: 2 * time.Minute, 20: 24 * time.Hour}},
	} {
		t.Run(name, func(t *testing.T) {
			r := reader{poll: 5 * time.Minute, pauses: &pauses{}}
			for i := 1; i < len(tc.want); i++ {
				got := r.pause(tc.err)
				if tc.want[i] != 0 {
					assert.Equal(t, tc.want[i], got, i)
				}
			}
			assert.Equal(t, 5*time.Minute, r.pause(nil))
		})
	}
}

func TestALimitWithoutAnEndRestsAllThatShareIt(t *testing.T) {
	r := reader{source: source.Posts("x", nil), pauses: &pauses{}}
	r.heed(&source.RateLimitError{Scope: "x.example"})
	assert.InDelta(t, 60, time.Until(r.pauses.get("x.example")).Seconds(), 5)
}
