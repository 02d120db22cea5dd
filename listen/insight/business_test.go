package insight_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/sentiment"
)

// year is a made-up series of some days from monday on.
func year(days int, seed uint64, of func(day int, noise float64) float64) *insight.Series {
	chance := rand.New(rand.NewPCG(seed, 3))
	s := &insight.Series{Name: "sales", Values: map[string]float64{}}
	for day := range days {
		s.Values[monday.AddDate(0, 0, day).Format(time.DateOnly)] = of(day, chance.NormFloat64())
	}
	return s
}

func TestShortSeriesAreRefused(t *testing.T) {
	short := year(20, 1, func(int, float64) float64 { return 10 })
	var e *insight.ShortError
	_, err := insight.Associate(short, short, nil)
	require.ErrorAs(t, err, &e)
	assert.Equal(t, 20, e.Have)
	assert.Equal(t, 56, e.Need)
	_, err = insight.Associate(year(100, 1, func(int, float64) float64 { return 1 }), year(100, 1, func(int, float64) float64 { return 1 }), &insight.AssociateOptions{Lags: 30})
	require.ErrorAs(t, err, &e, "more lags take more days")
	_, err = insight.DaysWith(short, []string{"2026-03-03"})
	require.ErrorAs(t, err, &e)
	_, err = insight.Interrupted(short, monday.AddDate(0, 0, 10), nil)
	require.ErrorAs(t, err, &e)
	_, err = insight.Outlook(short, nil, 3)
	require.ErrorAs(t, err, &e)
	days, err := insight.DaysOf(all(said("ann", 1, "Acme")), nil)
	require.NoError(t, err)
	_, err = insight.Moved(days, monday, nil)
	require.ErrorAs(t, err, &e)
}

func TestNumbersThatAreNoneAreNamed(t *testing.T) {
	good := year(60, 1, func(_ int, n float64) float64 { return 10 + n })
	for _, bad := range []*insight.Series{
		{Name: "a", Values: map[string]float64{"2026-03-01": math.NaN()}},
		{Name: "b", Values: map[string]float64{"yesterday": 1}},
	} {
		var e *insight.OptionError
		_, err := insight.Associate(good, bad, nil)
		require.ErrorAs(t, err, &e)
		_, err = insight.DaysWith(bad, nil)
		require.ErrorAs(t, err, &e)
		_, err = insight.Interrupted(bad, monday, nil)
		require.ErrorAs(t, err, &e)
		_, err = insight.Outlook(bad, nil, 1)
		require.ErrorAs(t, err, &e)
	}
	negative := year(60, 1, func(day int, n float64) float64 { return -1 })
	_, err := insight.Interrupted(negative, monday.AddDate(0, 0, 30), nil)
	require.ErrorContains(t, err, "below zero")
	flat := year(90, 1, func(int, float64) float64 { return 5 })
	_, err = insight.Interrupted(flat, monday.AddDate(0, 0, 45), flat)
	require.ErrorContains(t, err, "does not vary")
}

func TestAssociationFindsItsLagAndSaysWhatItIsNot(t *testing.T) {
	heard := year(120, 5, func(_ int, n float64) float64 { return 50 + 10*n })
	calls := &insight.Series{Name: "calls", Values: map[string]float64{}}
	chance := rand.New(rand.NewPCG(6, 6))
	for day := 3; day < 120; day++ {
		before := heard.Values[monday.AddDate(0, 0, day-3).Format(time.DateOnly)]
		calls.Values[monday.AddDate(0, 0, day).Format(time.DateOnly)] = 20 + before + 8*chance.NormFloat64()
	}
	a, err := insight.Associate(heard, calls, nil)
	require.NoError(t, err)
	assert.True(t, a.Shown)
	assert.Equal(t, 3, a.Lag)
	assert.Contains(t, a.Words, "calls 3 days later")
	assert.Contains(t, a.Words, "does not say that one makes the other")
	assert.Less(t, a.R.Low, a.R.Value)
}

func TestControlTakesOutWhatMovedAnyway(t *testing.T) {
	shared := func(day int) float64 {
		if day >= 60 {
			return 0.6
		}
		return 1
	}
	control := year(120, 8, func(day int, n float64) float64 { return math.Round(300 * shared(day) * math.Exp(0.05*n)) })
	sales := year(120, 9, func(day int, n float64) float64 { return math.Round(200 * shared(day) * math.Exp(0.05*n)) })
	alone, err := insight.Interrupted(sales, monday.AddDate(0, 0, 60), nil)
	require.NoError(t, err)
	assert.True(t, alone.Shown)
	assert.InDelta(t, 0.6, alone.Factor.Value, 0.06)
	beside, err := insight.Interrupted(sales, monday.AddDate(0, 0, 60), control)
	require.NoError(t, err)
	assert.False(t, beside.Shown, beside.Words)
}

// A moment has the date of the days' zone, whichever zone it is told in.
func TestADateIsOneOfTheZoneOfTheDays(t *testing.T) {
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	series := func(zone string) *insight.Series {
		s := year(60, 5, func(day int, n float64) float64 { return math.Round(300 * math.Exp(0.05*n)) })
		s.Zone = zone
		return s
	}
	midnight := time.Date(2026, 3, 2+40, 0, 0, 0, 0, amsterdam) // 22:00 the day before in UTC
	for _, test := range []struct {
		series, control string
		since           time.Time
		days            int
	}{
		{"Europe/Amsterdam", "", midnight, 20},
		{"Europe/Amsterdam", "", midnight.UTC(), 20},
		{"", "Europe/Amsterdam", midnight.UTC(), 20},
		{"UTC", "Europe/Amsterdam", midnight, 21},
		{"", "", midnight, 20},
		{"", "", midnight.UTC(), 21},
	} {
		control := series(test.control)
		for date := range control.Values {
			control.Values[date] = 100 + float64(len(date)) + control.Values[date]/2
		}
		e, err := insight.Interrupted(series(test.series), test.since, control)
		require.NoError(t, err)
		assert.Equal(t, test.days, e.Days, "%+v", test)
	}
	_, err = insight.Interrupted(series("Nowhere/Else"), midnight, nil)
	assert.ErrorContains(t, err, "series.Zone")

	var mentions []*listen.Mention
	for day := range 60 {
		mentions = append(mentions, said("a", float64(24*day+12), "Acme"))
	}
	days, err := insight.DaysOf(all(mentions...), &insight.DayOptions{Zone: "Europe/Amsterdam"})
	require.NoError(t, err)
	assert.Equal(t, "Europe/Amsterdam", days.Mentions().Zone)
	moved, err := insight.Moved(days, midnight.UTC(), nil)
	require.NoError(t, err)
	assert.Equal(t, 20, moved.After.Days)
}

func TestMissingDaysAreNotZero(t *testing.T) {
	var mentions []*listen.Mention
	for day := range 20 {
		if day == 10 {
			continue // the source was down
		}
		for i := range 5 {
			mentions = append(mentions, said(fmt.Sprint("a", i), float64(24*day+i), "Acme", wanting(sentiment.Complaint)))
		}
	}
	days, err := insight.DaysOf(all(mentions...), nil)
	require.NoError(t, err)
	assert.Equal(t, 0.0, days.Complaints().Values["2026-03-12"])
	days.Cover([]listen.Coverage{{Start: monday.AddDate(0, 0, 10), Heard: 0.5}, {Start: monday.AddDate(0, 0, 9), Heard: 1}})
	_, there := days.Mentions().Values["2026-03-12"]
	assert.False(t, there)
	assert.Equal(t, 5.0, days.Mentions().Values["2026-03-11"])
}

func TestOutlookKnowsItsHolidays(t *testing.T) {
	var events []insight.Event
	feast := map[int]bool{}
	for _, day := range []int{30, 75, 120, 165, 210, 250} {
		feast[day] = true
		date := monday.AddDate(0, 0, day).Format(time.DateOnly)
		events = append(events, insight.Event{Name: "fair", Kind: insight.Planned, From: date})
	}
	s := year(245, 2, func(day int, n float64) float64 {
		v := 100 + 5*n
		if feast[day] {
			v *= 3
		}
		return math.Round(v)
	})
	o, err := insight.Outlook(s, events, 10)
	require.NoError(t, err)
	require.Len(t, o.Days, 10)
	assert.Equal(t, []string{"fair"}, o.Days[5].Events)
	assert.Greater(t, o.Days[5].Expected, 2*o.Days[4].Expected)
	require.Len(t, o.Coming, 1)
	assert.True(t, o.Coming[0].Moved)
	assert.InDelta(t, 3, o.Coming[0].Before[0].Factor, 0.5)
	assert.Equal(t, monday.AddDate(0, 0, 210).Format(time.DateOnly), o.Coming[0].Before[0].Event.From)
	for _, d := range o.Days {
		assert.LessOrEqual(t, d.Low95, d.Low80)
		assert.LessOrEqual(t, d.High80, d.High95)
	}
	_, err = insight.Outlook(s, []insight.Event{{Name: "x", From: "soon"}, {Name: "y", Kind: "party", From: "2026-01-01"}}, 0)
	for _, part := range []string{"Event.From", "Event.Kind", "days"} {
		require.ErrorContains(t, err, part)
	}
}

func TestFixThatHelpedIsToldFromAQuietMonth(t *testing.T) {
	var leaks, everything []*listen.Mention
	chance := rand.New(rand.NewPCG(5, 5))
	for day := range 60 {
		quiet := 1.0
		if day >= 30 {
			quiet = 0.5
		}
		for i := range int(20*quiet + chance.Float64()*4) {
			m := said(fmt.Sprint("a", i), float64(24*day)+float64(i)/4, "Acme", feeling(-0.5))
			everything = append(everything, m)
			if i%2 == 0 {
				leaks = append(leaks, m)
			}
		}
	}
	topic, err := insight.DaysOf(all(leaks...), nil)
	require.NoError(t, err)
	brand, err := insight.DaysOf(all(everything...), nil)
	require.NoError(t, err)
	alone, err := insight.Moved(topic, monday.AddDate(0, 0, 30), nil)
	require.NoError(t, err)
	assert.Contains(t, alone.String(), "fewer")
	beside, err := insight.Moved(topic, monday.AddDate(0, 0, 30), brand)
	require.NoError(t, err)
	assert.False(t, beside.Factor.Excludes(1), "the whole talk halved: no merit of the fix")
}

// Whatever the numbers, a result can be written down or there is an error.
func TestExtremeSeriesGiveResultsOrErrors(t *testing.T) {
	marked := []string{"2026-03-10", "2026-03-20", "2026-03-30"}
	for name, of := range map[string]func(int, float64) float64{
		"huge":    func(day int, n float64) float64 { return 1e300 * math.Abs(n) },
		"zero":    func(int, float64) float64 { return 0 },
		"one":     func(day int, _ float64) float64 { return float64(day / 70) },
		"leaping": func(day int, _ float64) float64 { return math.Pow(10, float64(day%300)) },
		"tiny":    func(_ int, n float64) float64 { return 1e-300 * math.Abs(n) },
	} {
		s, plain := year(90, 3, of), year(90, 4, func(_ int, n float64) float64 { return 100 + n })
		effect, err := insight.DaysWith(s, marked)
		written(t, name, effect, err)
		effect, err = insight.Interrupted(s, monday.AddDate(0, 0, 45), nil)
		written(t, name, effect, err)
		association, err := insight.Associate(s, plain, nil)
		written(t, name, association, err)
		outlook, err := insight.Outlook(s, []insight.Event{{Name: "x", From: marked[0]}, {Name: "x", From: "2026-06-05"}}, 10)
		written(t, name, outlook, err)
	}
}

func written(t *testing.T, name string, result any, err error) {
	t.Helper()
	if err != nil {
		return
	}
	_, err = json.Marshal(result)
	assert.NoError(t, err, "%s: %+v", name, result)
}
