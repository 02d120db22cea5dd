package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
)

func TestALetterIsAnsweredWhenItIsSafe(t *testing.T) {
	b := newBox(time.Now())
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	answers := make(chan error, 2)
	go func() {
		answers <- b.put(t.Context(), "Anna", "hello")
		answers <- b.put(t.Context(), "Anna", "again")
		stop()
	}()
	full := errors.New("the disk is full")
	var heard []source.Post
	for batch, err := range b.read(ctx, nil) {
		require.NoError(t, err)
		if heard = append(heard, batch.Posts...); batch.Done == nil {
			continue // the first one
		}
		if len(heard) == 1 {
			batch.Done(full)
		} else {
			batch.Done(nil)
		}
	}
	assert.ErrorIs(t, <-answers, full)
	assert.NoError(t, <-answers)
	require.Len(t, heard, 2)
	assert.NotEqual(t, heard[0].ID, heard[1].ID)
}

func TestALetterThatNobodyReadsIsGivenUp(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	assert.ErrorIs(t, newBox(time.Now()).put(ctx, "", "hello"), context.Canceled)
}
