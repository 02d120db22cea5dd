package listen_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

func TestReplayOfARecordingIsTheSameByteForByte(t *testing.T) {
	t.Parallel()
	var tape bytes.Buffer
	posts := crisis()
	gap := source.Gap{From: at(5 * 24 * time.Hour), To: at(5*24*time.Hour + 3*time.Hour), Reason: "maintenance"}
	l := newListener(t, &listen.Options{Once: true, Record: &tape}, source.Func("a", gapSource(posts[:len(posts)/2], gap)), list("b", 100, nil, posts[len(posts)/2:]...))
	live, errs := collect(l.Events(t.Context()))
	require.Empty(t, errs)
	require.NotEmpty(t, alerts(live))

	again, errs := collect(newListener(t, nil).Replay(t.Context(), listen.Records(&tape)))
	require.Empty(t, errs)
	assert.Equal(t, strings.Split(marshal(t, live), "},{"), strings.Split(marshal(t, again), "},{"))
}

func TestLiveOutagesAreRecorded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var tape bytes.Buffer
		src, _ := polled("s", func(pass int) (source.Batch, error) {
			if pass > 3 && pass < 6 {
				return source.Batch{}, &source.RateLimitError{Until: time.Now().Add(time.Hour)}
			}
			return source.Batch{Posts: []source.Post{{ID: fmt.Sprint(pass), Text: "Brewpoint", Time: time.Now()}}}, nil
		})
		live, _ := listenFor(t, newListener(t, &listen.Options{Record: &tape}, src), 24*time.Hour)
		recorded := tape.String()
		for _, step := range []string{`"post"`, `"lost"`, `"heard"`, `"advance"`} {
			assert.Contains(t, recorded, step)
		}
		again, errs := collect(newListener(t, nil).Replay(t.Context(), listen.Records(&tape)))
		assert.Empty(t, errs)
		assert.Equal(t, marshal(t, live), marshal(t, again))
	})
}

func TestBrokenLinesOfARecordingAreNamed(t *testing.T) {
	t.Parallel()
	lines := []string{
		`{"source":"s","post":{"id":"1","text":"Brewpoint","time":"2026-03-02T10:00:00Z"}}`,
		`{"source":"s","post":{"id":`,
		`{}`,
		`{"finish":true,"advance":"2026-03-02T10:00:00Z"}`,
		`{"source":"` + strings.Repeat("x", 2<<20) + `"}`,
		`{"source":"s","post":{"id":"2","text":"Brewpoint","time":"2026-03-02T10:01:00Z"}}`,
	}
	var got, skipped []string
	for rec, err := range listen.Records(strings.NewReader(strings.Join(lines, "\n"))) {
		if err != nil {
			var skip *source.SkipError
			require.ErrorAs(t, err, &skip)
			skipped = append(skipped, skip.Item)
			continue
		}
		got = append(got, rec.Post.ID)
	}
	assert.Equal(t, []string{"1", "2"}, got)
	assert.Equal(t, []string{"line 2", "line 3", "line 4", "line 5"}, skipped)
}

// fullDisk fails every write.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestFailedRecordingIsTold(t *testing.T) {
	t.Parallel()
	l := newListener(t, &listen.Options{Record: fullDisk{}})
	events, errs := collect(l.Feed(t.Context(), "s", post("1", 0)))
	assert.Len(t, events, 1, "listening goes on")
	require.Len(t, errs, 1)
	var failed *listen.RecordError
	assert.ErrorAs(t, errs[0], &failed)
}

// recorded is a recording of posts.
func recorded(posts []source.Post) func(yield func(listen.Record, error) bool) {
	return func(yield func(listen.Record, error) bool) {
		for i := range posts {
			if !yield(listen.Record{Source: "s", Post: &posts[i]}, nil) {
				return
			}
		}
	}
}

func TestDiffTellsWhatChangesAndWhy(t *testing.T) {
	t.Parallel()
	posts := []source.Post{
		{ID: "1", Text: "coffee at Brewpoint", Time: at(0)},
		{ID: "2", Text: "the brewpoint oven is hot", Time: at(1)},
		{ID: "3", Text: "our daily BP", Time: at(2)},
		{ID: "4", Text: "Zonnova", Time: at(3)},
	}
	old, err := listen.New([]listen.Brand{{Name: "Brewpoint"}, {Name: "Zonnova"}}, nil, nil)
	require.NoError(t, err)
	changed, err := listen.New([]listen.Brand{{Name: "Brewpoint", Terms: []string{"daily BP"}, Not: []string{"brewpoint oven"}}}, nil, nil)
	require.NoError(t, err)

	d, err := listen.Diff(t.Context(), old, changed, recorded(posts))
	require.NoError(t, err)
	assert.Equal(t, 4, d.Posts)
	require.Len(t, d.Gained, 1)
	assert.Equal(t, 1, d.GainedCount)
	assert.Equal(t, "3", d.Gained[0].Mention.Post.ID)
	assert.NotEmpty(t, d.Gained[0].Reason)
	require.Len(t, d.Lost, 2)
	assert.Equal(t, "2", d.Lost[0].Mention.Post.ID)
	assert.Contains(t, d.Lost[1].Reason, "not listened to")
}

func TestDiffOfAlerts(t *testing.T) {
	t.Parallel()
	calm := newListener(t, &listen.Options{Alerts: listen.Damping{Hold: 24}})
	quick := newListener(t, nil)
	d, err := listen.Diff(t.Context(), calm, quick, recorded(crisis()))
	require.NoError(t, err)
	assert.Empty(t, d.Gained)
	assert.Empty(t, d.Removed)
	require.NotEmpty(t, d.Added)
	assert.Contains(t, d.Added[0].Reason, "how calm alerts are")

	none, err := listen.New([]listen.Brand{{Name: "Zonnova"}}, nil, nil)
	require.NoError(t, err)
	d, err = listen.Diff(t.Context(), newListener(t, nil), none, recorded(crisis()))
	require.NoError(t, err)
	require.NotEmpty(t, d.Removed)
	assert.Contains(t, d.Removed[0].Reason, "Brewpoint is not listened to")

	same, err := listen.Diff(t.Context(), newListener(t, nil), newListener(t, nil), recorded(crisis()))
	require.NoError(t, err)
	assert.Equal(t, &listen.Difference{Posts: len(crisis())}, same)
}

func TestBacktest(t *testing.T) {
	t.Parallel()
	incidents := []listen.Incident{
		{Brand: "Brewpoint", Kind: listen.VolumeSpike, Start: at(18*24*time.Hour + 10*time.Hour), End: at(18*24*time.Hour + 13*time.Hour)},
		{Brand: "Zonnova", Start: at(15 * 24 * time.Hour), End: at(15*24*time.Hour + time.Hour)},
	}
	b, err := listen.Backtest(newListener(t, nil).Replay(t.Context(), recorded(crisis())), incidents, time.Hour)
	require.NoError(t, err)
	assert.Equal(t, 2, b.Incidents)
	assert.Equal(t, 1, b.Caught)
	assert.InDelta(t, 0.5, b.Recall, 1e-9)
	assert.Equal(t, incidents[1:], b.Missed)
	assert.Equal(t, time.Hour, b.Delay, "told when its first window was over")
	assert.InDelta(t, 3, b.Weeks, 0.1)
	assert.InDelta(t, float64(b.Alerts)/3, b.PerWeek, 0.1)
	assert.Equal(t, b.Alerts-1, len(b.False), "the tone is no volume spike")
	assert.InDelta(t, 1/float64(b.Alerts), b.Precision, 1e-9)
}

func FuzzRecords(f *testing.F) {
	f.Add([]byte(`{"source":"s","post":{"id":"1","text":"Brewpoint","time":"2026-03-02T10:00:00Z"}}` + "\n\n{"))
	f.Add([]byte(`{"source":"s","gap":{"from":"9999-01-01T00:00:00Z","reason":""}}` + "\n" + `{"advance":"0001-01-01T00:00:00Z"}`))
	f.Add([]byte(`{"lost":"2026-03-02T10:00:00Z"}` + "\n" + `{"heard":"2020-03-02T10:00:00Z"}` + "\n" + `{"finish":true}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := newListener(t, nil)
		events, _ := collect(l.Replay(t.Context(), listen.Records(bytes.NewReader(data))))
		assert.False(t, slices.Contains(events, nil))
	})
}
