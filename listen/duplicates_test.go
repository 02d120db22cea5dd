package listen_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/storetest"
	"github.com/earshot-go/earshot/source"
)

// Three posts: one, the same from another source, and its words by another.
func repeated(l *listen.Listener, t *testing.T) []*listen.Mention {
	t.Helper()
	const text = "the new kettle of Brewpoint boils faster than mine ever did"
	var all []listen.Event
	for i, p := range []source.Post{
		{ID: "a", URL: "https://example.com/kettle?utm_source=feed", Text: text},
		{ID: "b", URL: "https://www.example.com/kettle", Text: text},
		{ID: "c", URL: "https://example.org/9", Text: text + "!"},
	} {
		p.Time = at(90*time.Minute + time.Duration(i)*time.Minute)
		events, errs := collect(l.Feed(t.Context(), fmt.Sprint("s", i), p))
		require.Empty(t, errs)
		all = append(all, events...)
	}
	return mentions(all)
}

func TestRepeatsAreToldAndCountedAsAsked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mode    listen.Duplicates
		repeat  []bool
		counted int
	}{
		{listen.SamePost, []bool{false, true, false}, 2},
		{listen.EachPost, []bool{false, false, false}, 3},
		{listen.EachText, []bool{false, true, true}, 1},
	} {
		t.Run(string(c.mode), func(t *testing.T) {
			t.Parallel()
			var windows []*listen.Window
			l := newListener(t, &listen.Options{Duplicates: c.mode, Hooks: listen.Hooks{Judged: func(w *listen.Window) { windows = append(windows, w) }}})
			feed(t, l, post("first", 0))
			got := repeated(l, t)
			require.Len(t, got, 3, "all are told")
			for i, m := range got {
				assert.Equal(t, c.repeat[i], m.Repeat, m.Post.ID)
				if i == 0 {
					assert.Nil(t, m.AlsoSeen)
					continue
				}
				require.NotNil(t, m.AlsoSeen)
				assert.Equal(t, []string{"same address", "same words"}[i-1], m.AlsoSeen.By)
				assert.Equal(t, "a", m.AlsoSeen.First.ID)
				assert.Equal(t, i+1, m.AlsoSeen.Count)
				assert.Len(t, m.AlsoSeen.Origins, i+1)
			}
			feed(t, l, post("later", 4*time.Hour))
			require.NotEmpty(t, windows)
			assert.Equal(t, "Brewpoint", windows[0].Brand)
			assert.Equal(t, c.counted, windows[0].Mentions)
			assert.Equal(t, 3-c.counted, windows[0].Repeats)
			assert.EqualValues(t, 3-c.counted, l.Stats().Repeated)
		})
	}
	_, err := listen.New(brands, nil, &listen.Options{Duplicates: "some"})
	var bad *listen.OptionError
	require.ErrorAs(t, err, &bad)
	assert.Equal(t, "Duplicates", bad.Field)
}

func TestRepeatsAreRecognizedAfterARestart(t *testing.T) {
	t.Parallel()
	store := new(storetest.Memory)
	l := newListener(t, &listen.Options{Store: store})
	repeated(l, t)
	require.NoError(t, l.Save(t.Context()))
	again := newListener(t, &listen.Options{Store: store})
	got := mentions(feed(t, again, source.Post{ID: "d", Text: "the new kettle of Brewpoint boils faster than mine ever did", Time: at(2 * time.Hour)}))
	require.Len(t, got, 1)
	require.NotNil(t, got[0].AlsoSeen)
	assert.Equal(t, 4, got[0].AlsoSeen.Count)
	assert.Equal(t, "a", got[0].AlsoSeen.First.ID)
}
