package insight_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen/insight"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	location, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Skip(err)
	}
	v, err := time.ParseInLocation("2006-01-02 15:04", s, location)
	require.NoError(t, err)
	return v
}

func TestStaffedTime(t *testing.T) {
	hours := insight.Weekdays("Europe/Amsterdam", 9*time.Hour, 17*time.Hour)
	hours.Closed = []string{"2026-04-27"} // a monday
	night := &insight.Hours{Zone: "Europe/Amsterdam"}
	for day := range night.Week {
		night.Week[day] = []insight.Shift{{From: 0, To: 6 * time.Hour}, {From: 22 * time.Hour, To: 24 * time.Hour}}
	}
	for _, c := range []struct {
		hours    *insight.Hours
		from, to string
		want     time.Duration
	}{
		{hours, "2026-03-02 08:00", "2026-03-02 10:30", 90 * time.Minute},
		{hours, "2026-03-06 16:00", "2026-03-09 10:00", 2 * time.Hour}, // over a weekend
		{hours, "2026-04-24 16:00", "2026-04-28 10:00", 2 * time.Hour}, // and a holiday
		{hours, "2026-03-02 10:00", "2026-03-02 09:00", 0},
		{night, "2026-03-28 22:00", "2026-03-29 06:00", 7 * time.Hour}, // the clock goes forward
		{night, "2026-10-24 22:00", "2026-10-25 06:00", 9 * time.Hour}, // and back
		{nil, "2026-03-02 10:00", "2026-03-03 10:00", 24 * time.Hour},
	} {
		got, err := c.hours.Between(at(t, c.from), at(t, c.to))
		require.NoError(t, err)
		assert.Equal(t, c.want, got, "%s to %s", c.from, c.to)
	}
	open, err := hours.Open(at(t, "2026-03-02 09:00"))
	require.NoError(t, err)
	assert.True(t, open)
	open, err = hours.Open(at(t, "2026-03-02 17:00"))
	require.NoError(t, err)
	assert.False(t, open)
}

func TestBadHoursAreNamed(t *testing.T) {
	for field, hours := range map[string]*insight.Hours{
		"Hours.Zone":   insight.Weekdays("Mars/Olympus", 0, time.Hour),
		"Hours.Week":   insight.Weekdays("", 9*time.Hour, 8*time.Hour),
		"Hours.Closed": {Week: insight.Weekdays("", 0, time.Hour).Week, Closed: []string{"Christmas"}},
	} {
		_, err := hours.Between(monday, monday.Add(time.Hour))
		require.ErrorContains(t, err, field)
	}
	_, err := (&insight.Hours{}).Open(monday)
	require.ErrorContains(t, err, "has no shift")
}
