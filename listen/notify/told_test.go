package notify_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/notify"
	"github.com/earshot-go/earshot/sentiment"
)

// Much of what was said by the end was mild, so that the end is less severe than
// the beginning.
func TestAMilderEndIsTold(t *testing.T) {
	d := &desk{}
	box, err := notify.NewOutbox(t.Context(), []notify.Destination{{Name: "pager", To: d, Least: 7}}, nil)
	require.NoError(t, err)
	for _, id := range []string{"grave", "mild"} {
		began, over := *spike, *spike
		began.ID, over.ID = id, id
		if over.State, over.Severity = listen.Resolved, 5; id == "mild" {
			began.Severity = 6
		}
		require.NoError(t, box.Put(t.Context(), notify.FromAlert(&began)))
		require.NoError(t, box.Put(t.Context(), notify.FromAlert(&over)))
	}
	require.NoError(t, box.Deliver(t.Context()))
	assert.Equal(t, []string{"Fernhill: volume spike", "Fernhill: volume spike is over"}, d.titles())
}

func TestWhatCannotBeKeptIsNotSent(t *testing.T) {
	d := &desk{}
	box, err := notify.NewOutbox(t.Context(), []notify.Destination{{Name: "desk", To: d}}, &notify.Options{Store: &memory{}})
	require.NoError(t, err)
	m := message("k", 1)
	m.Data = json.RawMessage("{")
	require.Error(t, box.Put(t.Context(), m))
	require.NoError(t, box.Deliver(t.Context()))
	assert.Empty(t, d.titles())
	m.Data = nil
	require.NoError(t, box.Put(t.Context(), m), "it may be put again")
	require.NoError(t, box.Deliver(t.Context()))
	assert.Len(t, d.titles(), 1)
}

func TestTheStoreOfAListenerIsRefusedInFewWords(t *testing.T) {
	store := &memory{entries: map[string][]byte{}}
	for i := range 1000 {
		store.entries[fmt.Sprintf("post/%d", 100_000+i)+"-"] = []byte("x")
	}
	box, err := notify.NewOutbox(t.Context(), []notify.Destination{{Name: "desk", To: &desk{}}}, &notify.Options{Store: store})
	assert.Nil(t, box)
	assert.ErrorContains(t, err, "a store of its own")
	assert.Less(t, len(err.Error()), 1000)
}

// largest is a store that notes how much it was asked to write at once.
type largest struct {
	memory
	entries int
}

func (l *largest) Save(ctx context.Context, entries []listen.Entry) error {
	l.entries = max(l.entries, len(entries))
	return l.memory.Save(ctx, entries)
}

func TestAStoreThatFailsForLongFillsNoMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &largest{}
		box, err := notify.NewOutbox(t.Context(), []notify.Destination{{Name: "desk", To: &desk{fail: errors.New("500")}}}, &notify.Options{Store: store})
		require.NoError(t, err)
		for i := range 3 {
			require.NoError(t, box.Put(t.Context(), message(fmt.Sprint(i), 1)))
		}
		store.breaks(errors.New("disk full"))
		for range 50 {
			require.Error(t, box.Deliver(t.Context()))
			time.Sleep(time.Hour)
		}
		assert.LessOrEqual(t, store.entries, 3+1, "each letter is owed once")
		store.breaks(nil)
		require.Error(t, box.Deliver(t.Context()))
		again, err := notify.NewOutbox(t.Context(), []notify.Destination{{Name: "desk", To: &desk{}}}, &notify.Options{Store: store})
		require.NoError(t, err)
		for _, l := range again.Waiting() {
			assert.GreaterOrEqual(t, l.Attempts, 50, "what was owed is written")
		}
	})
}

func TestWordsOfAMention(t *testing.T) {
	m := &listen.Mention{Source: "s", Brand: "Fernhill", Change: listen.Added, Sentiment: sentiment.Score{Valence: 0.01, Confidence: 1}}
	m.Post.ID, m.Post.Author.Name = "1", "Ines"
	assert.Equal(t, "Fernhill: new post by Ines", notify.FromMention(m).Title, "hardly positive is neutral")
	m.Sentiment.Valence = -0.6
	assert.Equal(t, "Fernhill: negative post by Ines", notify.FromMention(m).Title)
	m.Change = listen.Withdrawn
	assert.Equal(t, "Fernhill: negative post by Ines, withdrawn", notify.FromMention(m).Title)
	m.Change, m.Sentiment = listen.Edited, sentiment.Score{}
	m.Post.Text = "one"
	first := notify.FromMention(m)
	assert.Equal(t, "Fernhill: post by Ines, edited", first.Title)
	assert.Equal(t, first.Key, notify.FromMention(m).Key, "the same again is the same")
	m.Post.Text = "two"
	assert.NotEqual(t, first.Key, notify.FromMention(m).Key, "a second edit is told as well")
}
