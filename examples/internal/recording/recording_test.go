package recording_test

import (
	"math"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/examples/internal/recording/script"
	"github.com/earshot-go/earshot/source"
)

// lines are what the script writes, written once for all tests.
var lines = sync.OnceValue(script.Play)

func TestFilesAreWhatTheScriptWrites(t *testing.T) {
	files, err := script.Files()
	require.NoError(t, err)
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("posts", name))
		require.NoError(t, err)
		assert.True(t, string(want) == string(got), "posts/%s is out of date: run go generate", name)
	}
	assert.Len(t, files, len(recording.SourceNames))
}

func TestSourcesYieldEveryPost(t *testing.T) {
	want := map[string]int{}
	for _, l := range lines() {
		want[l.Source]++
	}
	for _, s := range recording.Sources() {
		assert.Len(t, read(t, s, nil), want[s.Name()], s.Name())
	}
}

func TestReadingGoesOnAtEveryCursor(t *testing.T) {
	for _, s := range recording.Sources() {
		all := read(t, s, nil)
		done := 0
		for batch, err := range s.Read(t.Context(), nil) {
			require.NoError(t, err)
			done += len(batch.Posts)
			for next, err := range s.Read(t.Context(), batch.Cursor) {
				require.NoError(t, err)
				require.Equal(t, all[done:][:len(next.Posts)], next.Posts)
				break
			}
		}
	}
}

func TestForeignCursorIsRefused(t *testing.T) {
	for _, cursor := range []string{"x", "-1", "7", "999999999"} {
		for _, err := range recording.Sources()[0].Read(t.Context(), source.Cursor(cursor)) {
			require.ErrorIs(t, err, source.ErrCursor, cursor)
		}
	}
}

func TestHoleIsReportedOnce(t *testing.T) {
	for _, s := range recording.Sources() {
		var gaps []source.Gap
		for batch, err := range s.Read(t.Context(), nil) {
			require.NoError(t, err)
			if batch.Gap != nil {
				gaps = append(gaps, *batch.Gap)
				assert.False(t, batch.Posts[0].Time.Before(batch.Gap.To))
			}
		}
		if s.Name() == recording.Mastodon {
			require.Len(t, gaps, 1)
		} else {
			assert.Empty(t, gaps)
		}
	}
}

func TestScenesShow(t *testing.T) {
	perHour := func(s recording.Scene, shift time.Duration) float64 {
		n := 0
		for _, l := range lines() {
			if at := l.Post.Time.Add(-shift); !at.Before(s.From) && at.Before(s.To) && concerns(s, l) {
				n++
			}
		}
		return float64(n) / s.To.Sub(s.From).Hours()
	}
	const week = 7 * 24 * time.Hour
	for _, s := range recording.Scenes() {
		now, before := perHour(s, 0), perHour(s, -week)
		switch s.Kind {
		case recording.Outage, recording.Campaign:
			assert.Greater(t, now, 3*before, s.Kind)
		case recording.Silence:
			assert.Less(t, now, before/10, s.Kind)
		case recording.Hole:
			assert.Zero(t, now, s.Kind)
			assert.Greater(t, before, 1.0, s.Kind)
		}
	}
}

func concerns(s recording.Scene, l script.Line) bool {
	if s.Kind == recording.Hole {
		return l.Source == s.Source
	}
	for _, said := range l.Said {
		if said.Brand == s.Brand {
			return true
		}
	}
	return false
}

func TestRecordingIsOfAUsefulSize(t *testing.T) {
	all := lines()
	assert.Greater(t, len(all), 3_500)
	assert.Less(t, len(all), 6_000)

	texts := map[string]bool{}
	languages := map[string]int{}
	for _, l := range all {
		texts[l.Post.Text] = true
		languages[l.Post.Language]++
		assert.False(t, l.Post.Time.Before(recording.Start) || !l.Post.Time.Before(recording.End))
	}
	assert.Greater(t, float64(len(texts)), .75*float64(len(all)), "texts that differ")
	for _, language := range []string{"en", "nl", "it", "fa", ""} {
		assert.Greater(t, languages[language], 300, "posts in %q", language)
	}
	share := float64(languages[""]) / float64(len(all))
	assert.Less(t, math.Abs(share-.45), .1, "posts without a stated language")
}

func read(t *testing.T, s source.Source, from source.Cursor) []source.Post {
	posts := []source.Post{}
	for batch, err := range s.Read(t.Context(), from) {
		require.NoError(t, err)
		posts = append(posts, batch.Posts...)
	}
	return posts
}
