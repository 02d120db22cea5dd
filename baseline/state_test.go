package baseline

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestResumeEqualsUninterruptedRun(t *testing.T) {
	zone := time.FixedZone("IRST", 3*3600+1800)
	for _, o := range []Options{
		{},
		{Location: zone, Weekend: []time.Weekday{time.Thursday, time.Friday}},
		{Kind: Amount},
		{Step: 5 * time.Minute},
	} {
		whole, err := New(o)
		require.NoError(t, err)
		part, err := New(o)
		require.NoError(t, err)
		step := whole.set.step
		for i, obs := range brand(21, 15, 900, between(600, 700, 4)) {
			obs.Time = monday.Add(time.Duration(i) * step)
			want, err := whole.Update(obs)
			require.NoError(t, err)
			got, err := part.Update(obs)
			require.NoError(t, err)
			require.Equal(t, want, got, "row %d", i)
			data, err := part.MarshalBinary()
			require.NoError(t, err)
			require.Len(t, data, StateSize)
			part, _ = New(o)
			require.NoError(t, part.UnmarshalBinary(data))
		}
		assert.Equal(t, *whole, *part)
	}
}

func TestBadStatesLeaveTheBaselineUnharmed(t *testing.T) {
	var b Baseline
	replay(t, &b, brand(23, 15, 200, nil))
	good, err := b.MarshalBinary()
	require.NoError(t, err)
	otherVersion := append([]byte(nil), good...)
	otherVersion[1]++
	daily, err := New(Options{Step: 24 * time.Hour})
	require.NoError(t, err)
	for name, c := range map[string]struct {
		b    Baseline
		data []byte
		want string
	}{
		"empty":         {b, nil, "not a state"},
		"other format":  {b, []byte("{}"), "not a state"},
		"other version": {b, otherVersion, "version 3"},
		"cut short":     {b, good[:len(good)-1], "bytes, want"},
		"too long":      {b, append(append([]byte(nil), good...), 0), "bytes, want"},
		"other options": {*daily, good, "other options"},
	} {
		t.Run(name, func(t *testing.T) {
			before := c.b
			err := c.b.UnmarshalBinary(c.data)
			var se *StateError
			require.ErrorAs(t, err, &se)
			assert.ErrorContains(t, err, c.want)
			assert.Equal(t, before, c.b)
		})
	}
}

// The file is what the first form of the state left of a week of hours.
func TestOlderStateOpens(t *testing.T) {
	old, err := os.ReadFile("testdata/state-1.bin")
	require.NoError(t, err)
	var b Baseline
	require.NoError(t, b.UnmarshalBinary(old))
	assert.True(t, b.Ready())
	assert.Equal(t, 147, b.Seen())
	v := b.Observe(b.Last().Add(time.Hour), 500)
	assert.Less(t, v.P, 0.01)
	data, err := b.MarshalBinary()
	require.NoError(t, err)
	assert.Len(t, data, StateSize)
}

func FuzzUnmarshalBinary(f *testing.F) {
	var b Baseline
	for _, o := range brand(23, 15, 200, nil) {
		b.Observe(o.Time, o.Value)
	}
	good, _ := b.MarshalBinary()
	f.Add(good, 3.0)
	f.Add(good[:40], 1e15)
	f.Fuzz(func(t *testing.T, data []byte, v float64) {
		var b Baseline
		if b.UnmarshalBinary(data) != nil {
			assert.Equal(t, Baseline{}, b)
			return
		}
		for i := range 30 {
			got := b.Observe(b.Last().Add(time.Duration(i+1)*time.Hour), v)
			assert.False(t, got.Score < 0 || got.Score > 1 || got.Score != got.Score, "score %v", got.Score)
		}
	})
}

func FuzzObserve(f *testing.F) {
	f.Add(int64(0), 3.0, 5.0, 0.5, uint8(0))
	f.Add(int64(1<<40), 1e15, 1e15, 1.0, uint8(1))
	f.Add(int64(-1<<33), -1e-300, 0.0, 1e-300, uint8(2))
	f.Fuzz(func(t *testing.T, sec int64, v, of, coverage float64, kind uint8) {
		steps := []time.Duration{time.Hour, time.Second, 5 * time.Minute, 24 * time.Hour, 91 * 24 * time.Hour, 366 * 24 * time.Hour}
		step := steps[int(kind/3)%len(steps)]
		b, err := New(Options{Kind: Kind(kind % 3), Step: step})
		require.NoError(t, err)
		at := time.Unix(sec%(1<<36), 0)
		for i := range 120 {
			o := Observation{Time: at.Add(time.Duration(i) * step), Value: v, Of: of, Coverage: coverage}
			if i%7 == 3 {
				o.Value = 0
			}
			got, err := b.Update(o)
			if err != nil {
				return
			}
			for _, x := range []float64{got.Score, got.P, got.Alone, got.Expected, got.Low, got.High, got.Size, got.Surge} {
				require.False(t, x != x, "not a number in %+v", got)
			}
			require.LessOrEqual(t, got.Low, got.High)
		}
		data, err := b.MarshalBinary()
		require.NoError(t, err)
		require.NoError(t, b.UnmarshalBinary(data))
	})
}
