package listen_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

func TestASourceThatAnswersAndHasNothingIsTold(t *testing.T) {
	t.Parallel()
	from, to := at(10*day+9*time.Hour), at(11*day+15*time.Hour)
	broken := slices.DeleteFunc(ordinary(3, 13, 20), func(p source.Post) bool { return !p.Time.Before(from) && p.Time.Before(to) })
	other := ordinary(4, 13, 20)
	l := newListener(t, once, list("broken", 100, nil, broken...), list("other", 100, nil, other...))
	events, errs := collect(l.Events(t.Context()))
	require.Empty(t, errs)
	told := ofKind(alerts(events), listen.SourceSilent)
	require.Equal(t, []listen.AlertState{listen.Firing, listen.Resolved}, states(told), "also over the night, in which little is usual")
	assert.Equal(t, "broken", told[0].Source)
	assert.Empty(t, told[0].Brand)
	assert.Equal(t, from, told[0].Start)
	assert.Equal(t, from.Add(2*time.Hour), told[0].Time)
	assert.Greater(t, told[0].Expected, 20.)
	assert.Contains(t, told[0].String(), "no post where")
	assert.Contains(t, told[0].Why.String(), "answered and had no post")
	assert.Equal(t, listen.InHours, told[0].Urgency)
	assert.Equal(t, told[0].ID, told[1].ID)
	assert.WithinDuration(t, to, told[1].End, 10*time.Hour)
}

func TestAQuietSourceIsNoNews(t *testing.T) {
	t.Parallel()
	for seed := range seeds(3) {
		assert.Empty(t, ofKind(alerts(replay(t, ordinary(seed, 21, 3))), listen.SourceSilent))
	}
}
