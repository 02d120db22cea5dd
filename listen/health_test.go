package listen_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
)

func TestHealthTellsHowEverySourceDoes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		down := errors.New("connection refused")
		fine, _ := polled("fine", func(int) (source.Batch, error) { return source.Batch{}, nil })
		failing, _ := polled("failing", func(pass int) (source.Batch, error) {
			if pass > 2 {
				return source.Batch{}, down
			}
			return source.Batch{}, nil
		})
		recovered, _ := polled("recovered", func(pass int) (source.Batch, error) {
			if pass == 1 {
				return source.Batch{}, down
			}
			return source.Batch{}, nil
		})
		gone, _ := polled("gone", func(int) (source.Batch, error) { return source.Batch{}, fmt.Errorf("410: %w", source.ErrGone) })
		never, _ := polled("never", func(int) (source.Batch, error) { return source.Batch{}, down })

		l := newListener(t, nil, fine, failing, recovered, gone, never)
		for _, h := range l.Health() {
			assert.True(t, h.Heard.IsZero(), "before it listens, nothing is known of %s", h.Source)
		}
		listenFor(t, l, time.Hour)
		health := l.Health()
		require.Len(t, health, 5)
		byName := map[string]int{"fine": 0, "failing": 1, "recovered": 2, "gone": 3, "never": 4}
		for name, i := range byName {
			assert.Equal(t, name, health[i].Source)
		}
		assert.True(t, health[0].Heard.After(start.Add(50*time.Minute)))
		assert.NoError(t, health[0].Err)

		assert.WithinDuration(t, start.Add(10*time.Minute), health[1].Failing, 2*time.Minute)
		assert.ErrorIs(t, health[1].Err, down)

		assert.True(t, health[2].Failing.IsZero())
		assert.ErrorIs(t, health[2].Err, down, "what happened is still told")

		assert.True(t, health[3].Ended)
		assert.True(t, health[4].Heard.IsZero())
		assert.WithinDuration(t, start, health[4].Failing, time.Second)
	})
}
