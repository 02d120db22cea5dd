package main

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

var testBrands = []listen.Brand{{Name: "Acme"}, {Name: "Zenith", Competitor: true}}

// testEvents are two days of mentions, and an alert.
func testEvents() []listen.Event {
	start := time.Date(2026, time.May, 4, 8, 0, 0, 0, time.UTC)
	said := []struct {
		hours   int
		brand   string
		kind    match.Kind
		word    string
		valence float64
		text    string
	}{
		{0, "Acme", match.Exact, "Acme", -.62, "no signal from Acme since Monday"},
		{1, "Acme", match.Hashtag, "#acmefail", -.8, "down again #acmefail"},
		{5, "Acme", match.Misspelled, "Acmee", .7, "thank you Acmee, all is fine now"},
		{26, "Zenith", match.Exact, "Zenith", .5, "Zenith works well"},
		{27, "Zenith", match.Folded, "zenith", 0, "reading about zenith"},
		{30, "Acme", match.Exact, "Acme", -.4, strings.Repeat("a long tale, ", 12) + "until Acme came"},
		{120, "Acme", match.Handle, "@acme", .3, "nice\n\x1b[31m@acme\u202e"},
	}
	var events []listen.Event
	for i, s := range said {
		at := strings.Index(s.text, s.word)
		hit := match.Hit{Brand: s.brand, Start: at, End: at + len(s.word), Kind: s.kind, Confidence: .9}
		events = append(events, &listen.Mention{
			Source: "jsonl:test", Brand: s.brand, Competitor: s.brand == "Zenith", Change: listen.Added, Text: s.text,
			Post: source.Post{ID: string(rune('a' + i)), Time: start.Add(time.Duration(s.hours) * time.Hour), Author: source.Author{ID: string(rune('A' + i%3))}},
			Hit:  hit, Hits: []match.Hit{hit},
			Sentiment: sentiment.Score{Valence: s.valence, Confidence: .8, Language: "en"},
		})
	}
	own := *events[0].(*listen.Mention)
	own.Own = true
	edited := *events[1].(*listen.Mention)
	edited.Change = listen.Edited
	return append(events, &own, &edited,
		testAlert("1", listen.VolumeSpike, listen.Firing, start), testAlert("1", listen.VolumeSpike, listen.Resolved, start),
		testAlert("2", listen.SentimentTurn, listen.Firing, start), testAlert("3", listen.VolumeDrop, listen.Pending, start))
}

func testAlert(id string, kind listen.AlertKind, state listen.AlertState, start time.Time) *listen.Alert {
	a := &listen.Alert{ID: id, Brand: "Acme", Kind: kind, State: state, Start: start, Time: start.Add(time.Hour)}
	a.Why = listen.Why{Measure: listen.Mentions, From: start, To: start.Add(2 * time.Hour), Value: 40, Expected: 6, P: 1e-9, Threshold: 1e-4, Coverage: 1, Total: 40}
	if kind == listen.SentimentTurn {
		a.Why.Measure, a.Why.Value, a.Why.Expected = listen.NegativeShare, .1, .3
		a.Value, a.Expected = .1, .3
	}
	if state == listen.Resolved {
		a.End = start.Add(2 * time.Hour)
	}
	return a
}

func TestReport(t *testing.T) {
	stats := listen.Stats{Posts: 1234, Mentioned: 7, Mentions: 7, Own: 1, Dropped: map[listen.Reason]int64{listen.NoBrand: 1200, listen.Repeat: 27}}
	for name, tc := range map[string]struct {
		config   config
		terminal bool
		events   []listen.Event
		stats    listen.Stats
	}{
		"plain":    {config{files: []string{"x"}}, false, testEvents(), stats},
		"terminal": {config{files: []string{"x"}}, true, testEvents(), stats},
		"watch":    {config{files: []string{"x"}, watch: true}, false, testEvents(), stats},
		"nothing":  {config{files: []string{"x"}}, false, nil, listen.Stats{}},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			tc.config.brands = testBrands
			r := newReport(console{&out, tc.terminal, 100}, &tc.config, noCues)
			r.begin()
			for _, e := range tc.events {
				r.add(e)
			}
			r.end(tc.stats)
			golden(t, "testdata/"+name+".golden", withoutReasons(out.String()))
		})
	}
}

// withoutReasons replaces the lines that package listen has worded.
func withoutReasons(report string) string {
	return regexp.MustCompile(`(?m)(^ {6}\S.*\n)+`).ReplaceAllString(report, "      (why)\n")
}

func TestReasonsArePrinted(t *testing.T) {
	var out bytes.Buffer
	r := newReport(console{&out, false, 60}, &config{brands: testBrands}, noCues)
	a := testAlert("1", listen.VolumeSpike, listen.Firing, time.Unix(0, 0))
	r.printAlert(a)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	assert.Equal(t, strings.Fields(strings.Join(reasons(a), " ")), strings.Fields(strings.Join(lines[1:], " ")))
	for _, line := range lines[1:] {
		assert.LessOrEqual(t, len([]rune(line)), 60)
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

func TestExcerptKeepsTheHitInSight(t *testing.T) {
	c := console{nil, false, 0}
	text := strings.Repeat("word ", 40) + "Acme" + strings.Repeat(" tail", 40)
	at := strings.Index(text, "Acme")
	got := c.excerpt(text, []match.Hit{{Start: at, End: at + 4}}, 30)
	assert.Contains(t, got, "[Acme]")
	assert.Len(t, []rune(got), 30+len([]rune("[]……")))

	assert.Equal(t, "", c.excerpt("", nil, 30))
	assert.Equal(t, "[سلام] Acme", c.excerpt("سلام Acme", []match.Hit{{Start: 0, End: 8}}, 30))
	assert.NotPanics(t, func() { c.excerpt("a\xff\xfe", []match.Hit{{Start: 1, End: 900}}, 1) })
}

func TestScaleFitsTheRoom(t *testing.T) {
	hour := time.Hour
	for _, tc := range []struct {
		lasts time.Duration
		room  int
		want  string
	}{
		{0, 80, "an hour"}, {40 * hour, 80, "an hour"}, {70 * hour, 80, "an hour"}, {90 * hour, 80, "a day"}, {22 * 24 * hour, 80, "a day"},
		{79 * 24 * hour, 80, "a day"}, {81 * 24 * hour, 80, "a week"}, {5 * 365 * 24 * hour, 80, "in four weeks"}, {30 * 365 * 24 * hour, 80, "a year"},
		{500 * 365 * 24 * hour, 80, "a year"},
	} {
		d := newDays()
		start := time.Date(2026, time.May, 4, 0, 0, 0, 0, time.UTC)
		d.add(&listen.Mention{Brand: "x", Post: source.Post{Time: start}})
		d.add(&listen.Mention{Brand: "x", Post: source.Post{Time: start.Add(tc.lasts)}})
		s, first, last := d.scale(tc.room)
		assert.Equal(t, tc.want, s.name, tc.lasts)
		sum := 0
		for _, c := range d.columns("x", s, first, last) {
			sum += c.mentions
		}
		assert.Equal(t, 2, sum, tc.lasts)
	}
}

func TestThousands(t *testing.T) {
	assert.Equal(t, "0 999 1,000 12,345,678", strings.Join([]string{thousands(0), thousands(999), thousands(1000), thousands(12_345_678)}, " "))
}

func noCues(*listen.Mention) []sentiment.Cue { return nil }
