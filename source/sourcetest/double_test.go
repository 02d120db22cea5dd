package sourcetest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// replay has three batches.
func replay() source.Source {
	posts := make([]source.Post, 600)
	for i := range posts {
		posts[i] = source.Post{ID: fmt.Sprint(i), Text: "Acme", Time: noon}
	}
	return source.Posts("replay", posts)
}

func gather(ctx context.Context, s source.Source) (batches []source.Batch, err error) {
	for b, failed := range s.Read(ctx, nil) {
		if failed != nil {
			err = failed
			continue
		}
		batches = append(batches, b)
	}
	return batches, err
}

func TestDoubles(t *testing.T) {
	whole, err := gather(t.Context(), replay())
	require.NoError(t, err)
	require.Len(t, whole, 3)

	cut, err := gather(t.Context(), sourcetest.CutOff(replay(), 2))
	assert.ErrorIs(t, err, sourcetest.ErrCutOff)
	assert.Equal(t, whole[:2], cut)

	repeated, err := gather(t.Context(), sourcetest.Repeat(replay()))
	require.NoError(t, err)
	require.Len(t, repeated, 6)
	assert.Equal(t, repeated[2], repeated[3])

	reordered, err := gather(t.Context(), sourcetest.Reorder(replay()))
	require.NoError(t, err)
	assert.Equal(t, "255", reordered[0].Posts[0].ID)
	assert.Equal(t, "0", whole[0].Posts[0].ID, "the batch of the source is left alone")

	shifted, err := gather(t.Context(), sourcetest.Shift(replay(), time.Hour))
	require.NoError(t, err)
	assert.Equal(t, noon.Add(time.Hour), shifted[0].Posts[0].Time)

	failure := errors.New("no")
	_, err = gather(t.Context(), sourcetest.Fail("x", failure))
	assert.Equal(t, failure, err)
}

func TestHTMLIsNoAnswer(t *testing.T) {
	network := sourcetest.Serve(newWall(3))
	defer network.Close()
	network.Let(sourcetest.HTML)
	_, err := gather(t.Context(), &reader{base: network.URL})
	assert.Error(t, err)
	network.Let(nil)
	batches, err := gather(t.Context(), &reader{base: network.URL})
	require.NoError(t, err)
	assert.Len(t, batches[0].Posts, 3)
}

func TestHangEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		begun := time.Now()
		batches, err := gather(ctx, sourcetest.Hang(replay(), 1))
		assert.Len(t, batches, 1)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, time.Hour, time.Since(begun))
	})
}

// The kit itself finds fault with the doubles that lose or lie.
func TestTheKitFindsTheDoubles(t *testing.T) {
	for name, make := range map[string]func() source.Source{
		"cut off": func() source.Source { return sourcetest.CutOff(replay(), 2) },
		"shift":   func() source.Source { return sourcetest.Shift(replay(), 1e6*time.Hour) },
		"failing": func() source.Source { return sourcetest.Fail("x", errors.New("no")) },
		"hanging": func() source.Source { return sourcetest.Hang(replay(), 1) },
	} {
		t.Run(name, func(t *testing.T) {
			h := sourcetest.Harness{New: make, Patience: 100 * time.Millisecond}
			assert.Error(t, sourcetest.All(t.Context(), h))
		})
	}
	assert.NoError(t, sourcetest.All(t.Context(), sourcetest.Harness{New: replay}))
}
