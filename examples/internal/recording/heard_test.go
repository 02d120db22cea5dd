package recording_test

import (
	"encoding/json"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
)

// listened is what a listener tells about the recording, for all tests.
var listened struct {
	once     sync.Once
	mentions []*listen.Mention
	alerts   []*listen.Alert
}

func hear(t *testing.T) ([]*listen.Mention, []*listen.Alert) {
	listened.once.Do(func() { listened.mentions, listened.alerts = replay(t) })
	return listened.mentions, listened.alerts
}

// replay listens to the whole recording.
func replay(t *testing.T) (mentions []*listen.Mention, alerts []*listen.Alert) {
	t.Helper()
	l, err := listen.New(recording.Brands(), recording.Sources(), &listen.Options{Once: true})
	require.NoError(t, err)
	for event, err := range l.Events(t.Context()) {
		require.NoError(t, err)
		switch e := event.(type) {
		case *listen.Mention:
			mentions = append(mentions, e)
		case *listen.Alert:
			alerts = append(alerts, e)
		}
	}
	return mentions, alerts
}

type key struct{ source, id, brand string }

// said is what the script knows about every post.
func said() (tones map[key]int, language map[key]string) {
	tones, language = map[key]int{}, map[key]string{}
	for _, l := range lines() {
		for _, s := range l.Said {
			tones[key{l.Source, l.Post.ID, s.Brand}] = s.Tone
			language[key{l.Source, l.Post.ID, s.Brand}] = l.Language
		}
	}
	return tones, language
}

func TestMentionsAreThoseOfTheScript(t *testing.T) {
	mentions, _ := hear(t)
	tones, _ := said()
	heard, wrong := 0, 0
	for _, m := range mentions {
		if m.Own {
			continue
		}
		if _, ok := tones[key{m.Source, m.Post.ID, m.Brand}]; ok {
			heard++
		} else {
			wrong++
			t.Logf("not said: %s %s %q", m.Brand, m.Hit.Kind, m.Text)
		}
	}
	assert.Greater(t, float64(heard), .97*float64(len(tones)), "of what was said")
	assert.Less(t, float64(wrong), .005*float64(heard), "of what was not")
}

// Of the posts that speak for or against a brand, nearly none may be heard the
// wrong way round.
func TestTonesAreThoseOfTheScript(t *testing.T) {
	mentions, _ := hear(t)
	tones, language := said()
	type sums struct{ all, right, reversed int }
	of := map[string]*sums{}
	for _, m := range mentions {
		k := key{m.Source, m.Post.ID, m.Brand}
		tone, ok := tones[k]
		if !ok || tone == 0 {
			continue
		}
		s := of[language[k]]
		if s == nil {
			s = &sums{}
			of[language[k]] = s
		}
		s.all++
		switch sign := heardTone(m); {
		case sign == tone:
			s.right++
		case sign == -tone:
			s.reversed++
			t.Logf("%s reversed: %+d %q", language[k], tone, m.Text)
		default:
			t.Logf("%s silent: %+d %q", language[k], tone, m.Text)
		}
	}
	for language, s := range of {
		t.Logf("%s: %d posts, right %.2f, reversed %.2f", language, s.all, float64(s.right)/float64(s.all), float64(s.reversed)/float64(s.all))
		assert.Greater(t, float64(s.right), .7*float64(s.all), language)
		assert.Less(t, float64(s.reversed), .12*float64(s.all), language)
	}
}

func heardTone(m *listen.Mention) int {
	switch m.Sentiment.Label() {
	case sentiment.Positive:
		return 1
	case sentiment.Negative:
		return -1
	}
	return 0
}

func TestReplayIsByteEqual(t *testing.T) {
	text := func(mentions []*listen.Mention, alerts []*listen.Alert) string {
		text, err := json.Marshal([]any{mentions, alerts})
		require.NoError(t, err)
		return string(text)
	}
	assert.True(t, text(hear(t)) == text(replay(t)), "two replays differ")
}

func TestScenesAreHeard(t *testing.T) {
	_, alerts := hear(t)
	for _, s := range recording.Scenes() {
		for _, kind := range expected(s.Kind) {
			assert.True(t, slices.ContainsFunc(alerts, func(a *listen.Alert) bool {
				return a.State == listen.Firing && a.Kind == kind && a.Brand == s.Brand && a.Source == s.Source && a.Start.Before(s.To) && a.Time.After(s.From)
			}), "%s: no %s of %s", s.Kind, kind, s.Brand)
		}
	}
}

func expected(kind recording.SceneKind) []listen.AlertKind {
	switch kind {
	case recording.Outage:
		return []listen.AlertKind{listen.VolumeSpike, listen.SentimentTurn, listen.ComplaintSurge}
	case recording.Campaign:
		return []listen.AlertKind{listen.VolumeSpike}
	case recording.Silence:
		return []listen.AlertKind{listen.Silence}
	case recording.Hole:
		return []listen.AlertKind{listen.SourceLost}
	}
	return nil
}

// Beside the scenes, the weeks are calm; a hole in a source is no silence.
func TestNothingElseAlerts(t *testing.T) {
	_, alerts := hear(t)
	calm := 0
	for _, a := range alerts {
		if a.State != listen.Firing || slices.ContainsFunc(recording.Scenes(), func(s recording.Scene) bool {
			return s.Brand == a.Brand && s.Source == a.Source && a.Start.Before(s.To.Add(12*time.Hour)) && a.Time.After(s.From)
		}) {
			continue
		}
		calm++
		t.Logf("%s %s %s: %s", a.Brand, a.Kind, a.Start, a.Why)
		for _, s := range recording.Scenes() {
			overlaps := s.Kind == recording.Hole && a.Start.Before(s.To) && a.Time.After(s.From)
			assert.False(t, overlaps, "a hole in a source raised an alert: %s", a.Why)
		}
	}
	assert.LessOrEqual(t, calm, 1)
}
