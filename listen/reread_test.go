package listen_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/storetest"
)

// opened is the state of a listener as bytes, to compare two of them.
func opened(t *testing.T, store *storetest.Memory, prefix string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for e, err := range store.Load(t.Context()) {
		require.NoError(t, err)
		if bytes.HasPrefix([]byte(e.Key), []byte(prefix)) {
			out[e.Key] = string(e.Value)
		}
	}
	return out
}

func TestChangedTermsRereadTheHistory(t *testing.T) {
	t.Parallel()
	var tape bytes.Buffer
	store := new(storetest.Memory)
	posts := crisis()
	old, err := listen.New([]listen.Brand{{Name: "Brewpoint", Filter: `NOT "app is down"`}, {Name: "Zonnova"}}, nil, &listen.Options{Store: store, Record: &tape})
	require.NoError(t, err)
	feed(t, old, posts...)
	require.NoError(t, old.Save(t.Context()))
	assert.Empty(t, old.Changed())

	changed := []listen.Brand{{Name: "Brewpoint", Filter: "NOT corner"}, {Name: "Zonnova"}, {Name: "Oat", Terms: []string{"meeting"}}}
	l, err := listen.New(changed, nil, &listen.Options{Store: store})
	require.NoError(t, err)
	assert.Equal(t, []string{"Brewpoint", "Oat"}, l.Changed())
	reread := func(l *listen.Listener, brands ...string) []listen.Event {
		events, errs := collect(l.Reread(t.Context(), listen.Records(bytes.NewReader(tape.Bytes())), brands...))
		require.Empty(t, errs)
		return events
	}
	stats := l.Stats()
	got := map[string]int{}
	for _, m := range mentions(reread(l)) {
		got[m.Brand+" "+string(m.Change)]++
		switch m.Change {
		case listen.Added:
			assert.NotContains(t, m.Text, "corner")
			if m.Brand == "Brewpoint" {
				assert.Contains(t, m.Text, "app is down")
			}
		case listen.Withdrawn:
			assert.Contains(t, m.Post.Text, "corner")
		}
	}
	assert.Equal(t, 300, got["Brewpoint added"], "every complaint that was ruled out")
	assert.Positive(t, got["Brewpoint withdrawn"])
	assert.Positive(t, got["Oat added"])
	assert.Len(t, got, 3, "the other brand is left alone")
	assert.Equal(t, stats, l.Stats())
	assert.Empty(t, l.Changed())
	require.NoError(t, l.Save(t.Context()))

	// What was learned is what a listener knows that had these terms all the time.
	fresh := new(storetest.Memory)
	always, err := listen.New(changed, nil, &listen.Options{Store: fresh})
	require.NoError(t, err)
	feed(t, always, posts...)
	require.NoError(t, always.Save(t.Context()))
	for _, kind := range []string{"brand/", "open/", "post/"} {
		assert.Equal(t, opened(t, fresh, kind), opened(t, store, kind), kind)
	}

	before := opened(t, store, "")
	assert.Empty(t, mentions(reread(l, "Brewpoint", "Oat")), "a second time nothing is new")
	require.NoError(t, l.Save(t.Context()))
	assert.Equal(t, before, opened(t, store, ""), "and nothing changes")

	_, errs := collect(l.Reread(t.Context(), listen.Records(&tape), "Nobody"))
	require.Len(t, errs, 1)
	var bad *listen.BrandError
	assert.ErrorAs(t, errs[0], &bad)
}

func TestRereadingTellsTheAlertsThatAreUp(t *testing.T) {
	t.Parallel()
	var tape bytes.Buffer
	store := new(storetest.Memory)
	posts := crisis()
	for i, p := range posts {
		if p.Time.After(at(18*day + 12*time.Hour)) { // in the middle of it
			posts = posts[:i]
			break
		}
	}
	old := newListener(t, &listen.Options{Store: store, Record: &tape})
	fired := alerts(feed(t, old, posts...))
	require.NotEmpty(t, fired)
	require.NoError(t, old.Save(t.Context()))

	calm, err := listen.New([]listen.Brand{{Name: "Brewpoint", Filter: `NOT "app is down"`}}, nil, &listen.Options{Store: store})
	require.NoError(t, err)
	events, errs := collect(calm.Reread(t.Context(), listen.Records(bytes.NewReader(tape.Bytes()))))
	require.Empty(t, errs)
	told := alerts(events)
	require.NotEmpty(t, told)
	for _, a := range told {
		assert.Equal(t, listen.Resolved, a.State, "without these posts nothing is odd")
	}
	require.NoError(t, calm.Save(t.Context()))

	back, err := listen.New(brands[:1], nil, &listen.Options{Store: store})
	require.NoError(t, err)
	events, errs = collect(back.Reread(t.Context(), listen.Records(bytes.NewReader(tape.Bytes()))))
	require.Empty(t, errs)
	var up []string
	for _, a := range alerts(events) {
		assert.Equal(t, listen.Firing, a.State)
		up = append(up, a.ID)
	}
	assert.Contains(t, up, fired[0].ID, "the same incident has the same id")
}
