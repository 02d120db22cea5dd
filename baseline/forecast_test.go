package baseline

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestForecastBandsHoldWhatTheySay(t *testing.T) {
	in80, in95, n := 0.0, 0.0, 0.0
	for seed := range uint64(10) {
		all := brand(200+seed, 25, 2*eight, nil)
		var b Baseline
		replay(t, &b, all[:eight])
		for day := eight; day+24 <= len(all); day += 24 {
			for h, f := range b.Forecast(nil, 24) {
				o := all[day+h]
				require.Equal(t, o.Time, f.Time)
				n++
				if f.Low80 <= o.Value && o.Value <= f.High80 {
					in80++
				}
				if f.Low95 <= o.Value && o.Value <= f.High95 {
					in95++
				}
			}
			replay(t, &b, all[day:day+24])
		}
	}
	assert.InDelta(t, 0.80, in80/n, 0.06)
	assert.InDelta(t, 0.95, in95/n, 0.03)
}

func TestForecastKnowsTheCalendar(t *testing.T) {
	var calendar []Event
	isHoliday := func(day int) bool { return day%11 == 10 }
	for day := range 80 {
		if isHoliday(day) {
			calendar = append(calendar, Event{Class: 1, Start: monday.AddDate(0, 0, day), End: monday.AddDate(0, 0, day+1)})
		}
	}
	b, err := New(Options{Calendar: calendar})
	require.NoError(t, err)
	half := func(i int) float64 {
		if isHoliday(i / 24) {
			return 0.4
		}
		return 1
	}
	replay(t, b, brand(51, 30, 65*24, half)) // day 65 is the next holiday
	ahead := b.Forecast(nil, 48)
	assert.InDelta(t, 0.4, ahead[12].Parts.Event, 0.2)
	assert.Equal(t, 1.0, ahead[36].Parts.Event)
	assert.InEpsilon(t, 0.4*weekly(30, ahead[12].Time), ahead[12].Expected, 0.6)
}

func TestForecastOfARatioIsAShare(t *testing.T) {
	b, err := New(Options{Kind: Ratio})
	require.NoError(t, err)
	assert.Empty(t, b.Forecast(nil, 3))
	for i, o := range brand(53, 40, eight, nil) {
		o.Of = o.Value
		o.Value = float64(int(o.Of*0.3 + float64(i%2)*0.4))
		require.NoError(t, b.Learn(o))
	}
	for _, f := range b.Forecast(nil, 24) {
		assert.InDelta(t, 0.3, f.Expected, 0.05)
		assert.True(t, 0 <= f.Low95 && f.Low95 <= f.Low80 && f.Low80 <= f.Expected)
		assert.True(t, f.Expected <= f.High80 && f.High80 <= f.High95 && f.High95 <= 1)
	}
}

func TestTheDayKeepsItsShapeWhenTheClocksChange(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Skip("no time zones on this machine")
	}
	b, err := New(Options{Location: zone})
	require.NoError(t, err)
	start := time.Date(2024, 2, 5, 0, 0, 0, 0, zone)
	for i := range 7 * weekHours { // until Monday 25 March
		at := start.Add(hoursOf(i))
		require.NoError(t, b.Learn(Observation{Time: at, Value: float64(int(weekly(30, at.In(zone))))}))
	}
	for _, f := range b.Forecast(nil, 8*24) { // the clocks change on the 31st
		if local := f.Time.In(zone); local.Hour() == 15 && local.Weekday() == time.Monday {
			assert.InEpsilon(t, weekly(30, local), f.Expected, 0.2, "%s", local)
		}
	}
}
