package listen_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
)

func TestADigestLosesNothing(t *testing.T) {
	t.Parallel()
	var digest listen.Digest
	var digests []listen.Digest
	tellings, held, mentioned := 0, 0, 0
	l := newListener(t, &listen.Options{Hooks: listen.Hooks{Held: func(a *listen.Alert) { held++; digest.Hold(a) }}, Alerts: listen.Damping{CoolDown: 48 * time.Hour}})
	next := at(day)
	for _, p := range with(crisis(), burst("again", "the Brewpoint app is down again", 200, 19*day+9*time.Hour, 19*day+11*time.Hour)...) {
		if p.Time.After(next) {
			digests = append(digests, digest.Take())
			next = next.Add(day)
		}
		for _, e := range feed(t, l, p) {
			digest.Add(e)
			if _, ok := e.(*listen.Alert); ok {
				tellings++
			} else {
				mentioned++
			}
		}
	}
	digests = append(digests, digest.Take())
	require.Positive(t, held)

	told, counted, states := 0, 0, map[listen.AlertState]int{}
	for _, d := range digests {
		for _, s := range d.Alerts {
			told += len(s.Tellings)
			states[s.Last.State]++
		}
		for _, b := range d.Brands {
			counted += b.Mentions
		}
		assert.Zero(t, d.More)
		assert.LessOrEqual(t, d.To.Sub(d.From), 2*day)
	}
	assert.Equal(t, tellings+held, told, "every telling stands in one digest")
	assert.Equal(t, mentioned, counted)
	assert.Positive(t, states[listen.Held])
}

func TestADigestKeepsWhatIsStillUp(t *testing.T) {
	t.Parallel()
	var d listen.Digest
	d.Add(&listen.Alert{ID: "1", Brand: "Acme", Kind: listen.VolumeSpike, State: listen.Firing, Severity: 5, Time: at(0)})
	d.Add(&listen.Alert{ID: "2", Brand: "Acme", Kind: listen.SentimentTurn, State: listen.Firing, Severity: 9, Time: at(0)})
	d.Add(&listen.Alert{ID: "2", Brand: "Acme", Kind: listen.SentimentTurn, State: listen.Resolved, Severity: 9, Time: at(time.Hour)})
	d.Add(nil)
	d.Fail(nil)
	d.Fail(&listen.SourceError{Source: "feed", Err: errors.New("no route")})
	first := d.Take()
	require.Len(t, first.Alerts, 2)
	assert.Regexp(t, `(?s)^2026-03-02 00:00 to 2026-03-02 01:00\n\[9\] Acme sentiment turn resolved.*\n\[5\] Acme volume spike.*\nfeed failed 1 times\n$`, first.String())

	form, err := json.Marshal(&d)
	require.NoError(t, err)
	var restored listen.Digest
	require.NoError(t, json.Unmarshal(form, &restored))
	second := restored.Take()
	require.Len(t, second.Alerts, 1)
	assert.Equal(t, "1", second.Alerts[0].Last.ID)
	assert.Empty(t, second.Alerts[0].Tellings, "nothing new")
	assert.Empty(t, second.Failures)
}

func TestADigestIsBoundedAndSaysSo(t *testing.T) {
	t.Parallel()
	var d listen.Digest
	for i := range 1500 {
		for range 2 {
			d.Add(&listen.Alert{ID: fmt.Sprint(i), State: listen.Resolved, Time: at(0)})
		}
	}
	for range 100 {
		d.Add(&listen.Alert{ID: "0", State: listen.Resolved, Time: at(0)})
	}
	taken := d.Take()
	told := taken.More
	for _, s := range taken.Alerts {
		told += len(s.Tellings)
	}
	assert.Equal(t, 3100, told)
	assert.Len(t, taken.Alerts, 1000)
	assert.Contains(t, taken.String(), "more tellings")
}
