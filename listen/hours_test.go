package listen_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
)

func TestHours(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	local := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
		require.NoError(t, err)
		return at
	}
	office := listen.Hours{Shifts: []listen.Shift{{From: "09:00", To: "17:30"}}, Holidays: []string{"2026-12-25"}}
	split := listen.Hours{Shifts: []listen.Shift{{From: "09:00", To: "12:00"}, {From: "13:00", To: "17:00"}, {Days: []time.Weekday{time.Saturday}, From: "10:00", To: "14:00"}}}
	night := listen.Hours{Shifts: []listen.Shift{{Days: []time.Weekday{time.Friday}, From: "22:00", To: "06:00"}}}
	whole := listen.Hours{Shifts: []listen.Shift{{Days: []time.Weekday{time.Sunday}, From: "00:00", To: "00:00"}}}
	for _, c := range []struct {
		name  string
		hours listen.Hours
		at    string
		next  string
	}{
		{"around the clock", listen.Hours{}, "2026-03-01 03:00", "2026-03-01 03:00"},
		{"around the clock but for a holiday", listen.Hours{Holidays: []string{"2026-03-01"}}, "2026-03-01 03:00", "2026-03-02 00:00"},
		{"at work", office, "2026-03-02 09:00", "2026-03-02 09:00"},
		{"before work", office, "2026-03-02 08:59", "2026-03-02 09:00"},
		{"the end is outside", office, "2026-03-02 17:30", "2026-03-03 09:00"},
		{"the weekend", office, "2026-03-06 18:00", "2026-03-09 09:00"},
		{"a holiday before a weekend", office, "2026-12-24 18:00", "2026-12-28 09:00"},
		{"spring forward", office, "2026-03-28 12:00", "2026-03-30 09:00"},
		{"lunch", split, "2026-03-02 12:30", "2026-03-02 13:00"},
		{"Saturday has hours of its own", split, "2026-03-06 18:00", "2026-03-07 10:00"},
		{"night, before midnight", night, "2026-03-06 23:00", "2026-03-06 23:00"},
		{"night, after midnight", night, "2026-03-07 05:59", "2026-03-07 05:59"},
		{"night, over", night, "2026-03-07 06:00", "2026-03-13 22:00"},
		{"a whole day", whole, "2026-03-08 23:59", "2026-03-08 23:59"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			at, next := local(c.at), local(c.next)
			assert.Equal(t, next.String(), c.hours.Next(at).String())
			assert.Equal(t, c.at == c.next, c.hours.Open(at))
		})
	}
	assert.Zero(t, listen.Hours{Shifts: []listen.Shift{{Days: []time.Weekday{9}, From: "09:00", To: "10:00"}}}.Next(local("2026-03-02 12:00")), "never")
}

func TestBadHoursAreNamed(t *testing.T) {
	t.Parallel()
	_, err := listen.New([]listen.Brand{{Name: "Acme", Hours: listen.Hours{
		Shifts:   []listen.Shift{{From: "9 o'clock", To: "25:00", Days: []time.Weekday{7}}},
		Holidays: []string{"Christmas"},
	}}}, nil, nil)
	var bad *listen.BrandError
	require.ErrorAs(t, err, &bad)
	for _, want := range []string{"Acme", `"9 o'clock"`, `"25:00"`, "7 is no day", `"Christmas"`} {
		assert.ErrorContains(t, err, want)
	}
}

func TestUrgencyTakesTheHoursIntoAccount(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("UTC+1", 3600)
	office := listen.Hours{Shifts: []listen.Shift{{From: "14:00", To: "17:00"}}}
	l, err := listen.New([]listen.Brand{{Name: "Brewpoint", Hours: office, Location: zone}}, nil, nil)
	require.NoError(t, err)
	from := 18*day + 10*time.Hour
	posts := with(ordinary(42, 20, 12), burst("q", "the queue at Brewpoint", 120, from, from+time.Hour)...)
	seen := map[listen.Urgency]int{}
	for _, a := range alerts(feed(t, l, posts...)) {
		seen[a.Urgency]++
		switch {
		case a.State == listen.Resolved, a.Kind == listen.SentimentTurn && a.Value < a.Expected:
			assert.Equal(t, listen.InDigest, a.Urgency)
			assert.Zero(t, a.Due)
		case a.Severity >= 8:
			assert.Equal(t, listen.Immediate, a.Urgency)
			assert.Equal(t, a.Time, a.Due)
		case a.Severity >= 4:
			assert.Equal(t, listen.InHours, a.Urgency)
			assert.Equal(t, office.Next(a.Time.In(zone)).UTC(), a.Due)
			assert.Equal(t, 13, a.Due.Hour(), "two in the afternoon, there")
		}
	}
	assert.Positive(t, seen[listen.InHours], seen)
}
