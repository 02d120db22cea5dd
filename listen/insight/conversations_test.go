package insight_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/sentiment"
)

func hour(h float64) time.Time { return monday.Add(time.Duration(h * float64(time.Hour))) }

// told reads mentions into conversations with a target of two hours.
func told(t *testing.T, mentions ...*listen.Mention) *insight.Conversations {
	t.Helper()
	c, err := insight.NewConversations(&insight.ConversationOptions{Target: 2 * time.Hour})
	require.NoError(t, err)
	for _, m := range mentions {
		c.Add(m)
	}
	return c
}

func TestLifeOfAConversation(t *testing.T) {
	c := told(t,
		said("ann", 1, "Acme broke", wanting(sentiment.Complaint)),
		said("bystander", 1.5, "same with Acme", wanting(sentiment.Complaint), answering("ann-1")),
		said("acme", 4, "Acme is sorry", own, answering("ann-1")),
		said("ann", 5, "thanks Acme", wanting(sentiment.Praise), answering("acme-4")),
	)
	ref := insight.Ref{Source: "forum:a", Post: "ann-1", Brand: "Acme"}
	v, there := c.Get(ref)
	require.True(t, there)
	assert.Equal(t, insight.Answered, v.State, "thanks do not reopen")
	assert.Equal(t, 3, v.Messages)
	assert.Equal(t, 1, v.Replies)

	c.Add(said("ann", 9, "Acme broke again", wanting(sentiment.Complaint), answering("acme-4")))
	v, _ = c.Get(ref)
	assert.Equal(t, insight.Reopened, v.State)
	require.NoError(t, c.Assign(ref, "kim", hour(10)))
	v, _ = c.Get(ref)
	assert.Equal(t, insight.Acknowledged, v.State)
	assert.Equal(t, "kim", v.Assigned)
	require.NoError(t, c.Answer(ref, hour(11)))
	require.NoError(t, c.Close(ref, hour(12)))

	r := c.Report(hour(20))
	assert.Equal(t, map[insight.ConversationState]int{insight.Closed: 1}, r.States)
	assert.Equal(t, 3*time.Hour, *r.First.Median)
	assert.Equal(t, 2*time.Hour, *r.Again.Median)
	assert.Equal(t, 1, r.Breached, "three hours against a target of two")
	assert.Empty(t, r.Waiting)
}

func TestWhoWaitsIsCounted(t *testing.T) {
	c := told(t,
		said("ann", 1, "Acme?", wanting(sentiment.Question)), said("acme", 2, "Acme", own, answering("ann-1")),
		said("ben", 1, "Acme?", wanting(sentiment.Question)),
		said("cem", 9.5, "Acme?", wanting(sentiment.Question)),
		said("spammer", 1, "buy Acme?", wanting(sentiment.Question|sentiment.Spam)),
		said("mourner", 1, "Acme?", wanting(sentiment.Question|sentiment.LeaveAlone)),
		said("dan", 1, "nice Acme", wanting(sentiment.Praise)),
	)
	r := c.Report(hour(10))
	assert.Equal(t, 3, r.First.Waits)
	assert.Equal(t, 1, r.First.Answered)
	assert.Equal(t, 1, r.Met)
	assert.Equal(t, 1, r.Breached)
	require.Len(t, r.Waiting, 2)
	assert.Equal(t, "ben", r.Waiting[0].Post.Author, "the one that is due first")
	assert.True(t, r.Waiting[0].Breached)
	assert.Equal(t, hour(11.5), r.Waiting[1].Due)
}

// A brand whose answers nobody hears does not let everybody wait.
func TestBrandsThatAreNeverHeardAreNamed(t *testing.T) {
	question := said("ann", 1, "Acme?", wanting(sentiment.Question))
	assert.Equal(t, []string{"Acme"}, told(t, question).Report(hour(10)).NoAnswers)
	assert.Empty(t, told(t).Report(hour(10)).NoAnswers, "nobody asked")
	assert.Empty(t, told(t, question, said("acme", 2, "Acme news", own)).Report(hour(10)).NoAnswers, "its own post answers nobody, yet is heard")

	answered, taken, closed := told(t, question), told(t, question), told(t, question)
	ref := insight.Ref{Source: question.Source, Post: question.Post.ID, Brand: "Acme"}
	require.NoError(t, answered.Answer(ref, hour(2)))
	require.NoError(t, taken.Acknowledge(ref, hour(2)))
	require.NoError(t, closed.Close(ref, hour(2)))
	for _, c := range []*insight.Conversations{answered, taken, closed} {
		assert.Empty(t, c.Report(hour(10)).NoAnswers)
	}

	heard := told(t, said("acme", 2, "Acme news", own))
	state, err := heard.AppendBinary(nil)
	require.NoError(t, err)
	again := told(t)
	require.NoError(t, again.UnmarshalBinary(state))
	merged := told(t, question)
	require.NoError(t, merged.Merge(again))
	assert.Empty(t, merged.Report(hour(10)).NoAnswers)
}

func TestUnknownConversationsAreNamed(t *testing.T) {
	c := told(t)
	require.ErrorIs(t, c.Close(insight.Ref{Post: "x"}, monday), insight.ErrUnknown)
	require.ErrorIs(t, c.Answer(insight.Ref{}, monday), insight.ErrUnknown)
}

// When there is no room, waits stay in the figures.
func TestForgottenWaitsStillCount(t *testing.T) {
	c, err := insight.NewConversations(&insight.ConversationOptions{Limit: 50})
	require.NoError(t, err)
	for i := range 400 {
		author := fmt.Sprint("a", i)
		c.Add(said(author, float64(i), "Acme?", wanting(sentiment.Question)))
		if i%4 != 0 {
			c.Add(said("acme", float64(i)+0.5, "Acme", own, answering(fmt.Sprintf("%s-%d", author, i))))
		}
	}
	r := c.Report(hour(400))
	assert.Equal(t, 400, r.First.Waits)
	assert.Equal(t, 300, r.First.Answered)
	assert.Positive(t, r.Forgotten)
	assert.False(t, r.Basis.Exact)
	assert.InDelta(t, 1800, r.First.Median.Seconds(), 20)
	kept := 0
	for _, n := range r.States {
		kept += n
	}
	assert.LessOrEqual(t, kept, 50)
}
