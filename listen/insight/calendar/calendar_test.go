package calendar

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen/insight"
)

func date(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func find(t *testing.T, country string, year int, name string) []string {
	t.Helper()
	events, err := Between(country, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	var out []string
	for _, e := range events {
		if e.Name == name {
			out = append(out, e.From)
		}
	}
	return out
}

// The dates are those of the years' printed calendars.
func TestKnownDays(t *testing.T) {
	for _, c := range []struct {
		country string
		year    int
		name    string
		want    string
	}{
		{"NL", 2026, "Koningsdag", "2026-04-27"},
		{"NL", 2026, "Sinterklaas", "2026-12-05"},
		{"IT", 2026, "Festa della Liberazione", "2026-04-25"},
		{"US", 2026, "Thanksgiving Day", "2026-11-26"},
		{"US", 2026, "Black Friday", "2026-11-27"},
		{"DE", 2026, "Easter Sunday", "2026-04-05"},
		{"GB", 2026, "Mother's Day", "2026-03-15"},
		{"NL", 2026, "Mother's Day", "2026-05-10"},
		{"IR", 2025, "Nowruz", "2025-03-21"},
		{"IR", 2024, "Nowruz", "2024-03-20"},
		{"IR", 2026, "Revolution Day", "2026-02-11"},
		{"IR", 2025, "Yalda Night", "2025-12-21"},
		{"IR", 2025, "Chaharshanbe Suri", "2025-03-18"},
		{"IR", 2025, "Ashura", "2025-07-06"},
		{"IR", 2024, "Arbaeen", "2024-08-25"},
		{"IR", 2025, "Martyrdom of Imam Reza", "2025-08-24"},
		{"IR", 2025, "Eid al-Fitr", "2025-03-31"},
		{"IR", 2025, "Eid al-Ghadir", "2025-06-14"},
	} {
		assert.Equal(t, []string{c.want}, find(t, c.country, c.year, c.name), "%s %s", c.country, c.name)
	}
}

func TestEveryCountryHasItsYear(t *testing.T) {
	for _, country := range Countries() {
		for _, year := range []int{2020, 2026, 2031} {
			closed, err := Closed(country, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC))
			require.NoError(t, err)
			assert.GreaterOrEqual(t, len(closed), 5, "%s %d", country, year)
			assert.True(t, slices.IsSorted(closed))
		}
	}
}

// Computed months begin within a day of the announced ones, most on the day.
func TestComputedMoonIsNearTheAnnounced(t *testing.T) {
	exact := 0
	for i := range months {
		off := computed(i).Sub(announced(i)).Hours() / 24
		assert.LessOrEqual(t, max(off, -off), 1.0, months[i])
		if off == 0 {
			exact++
		}
	}
	assert.Equal(t, 15, exact, "as the comment says")
}

// What announced months of other years said, as far as the computation is asked
// for them.
func TestComputedHolidaysOfOtherYears(t *testing.T) {
	for name, want := range map[string]string{"Ashura": "2021-08-19", "Eid al-Fitr": "2022-05-03", "Arbaeen": "2023-09-06"} {
		got := find(t, "IR", date(want).Year(), name)
		require.Len(t, got, 1)
		off := date(got[0]).Sub(date(want)).Hours() / 24
		assert.LessOrEqual(t, max(off, -off), 1.0, "%s: %s for %s", name, got[0], want)
	}
	events, err := Between("ir", date("2027-01-01"), date("2027-12-31"))
	require.NoError(t, err)
	assert.True(t, slices.ContainsFunc(events, func(e insight.Event) bool { return e.Name == "Ashura" && e.Estimated }))
}

func TestBadQuestionsAreRefused(t *testing.T) {
	var bad *insight.OptionError
	_, err := Between("XX", date("2026-01-01"), date("2026-12-31"))
	require.ErrorAs(t, err, &bad)
	_, err = Between("NL", date("2026-01-01"), date("2025-12-31"))
	require.ErrorAs(t, err, &bad)
	_, err = Between("NL", date("1901-01-01"), date("1902-12-31"))
	require.ErrorAs(t, err, &bad)
}
