package baseline

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTableKeepsSeriesApart(t *testing.T) {
	table, err := NewTable(Options{}, 10)
	require.NoError(t, err)
	var low, high Baseline
	a, b := brand(1, 3, 300, nil), brand(2, 90, 300, nil)
	for i := range a {
		v, err := table.Update("low", a[i])
		require.NoError(t, err)
		assert.Equal(t, low.Observe(a[i].Time, a[i].Value), v)
		assert.Equal(t, high.Judge(b[i]), table.Judge("high", b[i]))
		_, err = table.Update("high", b[i])
		require.NoError(t, err)
		require.NoError(t, high.Learn(b[i]))
	}
	assert.Equal(t, 2, table.Len())
	assert.Equal(t, low, *table.Get("low"))
	assert.Nil(t, table.Get("none"))
}

func TestFullTableForgetsTheLongestUnseen(t *testing.T) {
	table, err := NewTable(Options{}, 300)
	require.NoError(t, err)
	saved := map[string][]byte{}
	table.Evicted = func(key string, b *Baseline) { saved[key], _ = b.AppendBinary(nil) }
	o := Observation{Time: monday, Value: 4}
	for i := range 1000 {
		_, err := table.Update(fmt.Sprint(i), o)
		require.NoError(t, err)
		if i >= 100 {
			_, err = table.Update("7", Observation{Time: monday.Add(hoursOf(i)), Value: 2})
			require.NoError(t, err)
		}
	}
	assert.Equal(t, 300, table.Len())
	assert.NotNil(t, table.Get("7"), "seen again and again")
	assert.Len(t, saved, 700)
	var keys []string
	for key := range table.All() {
		keys = append(keys, key)
	}
	require.Len(t, keys, 300)
	assert.Equal(t, "701", keys[0])
	assert.Equal(t, "7", keys[299])

	require.NoError(t, table.Restore("0", saved["0"]))
	assert.Equal(t, 1, table.Get("0").Seen())
	assert.Error(t, table.Restore("1", []byte("damaged")))
}

func TestTableRefusesBadOptions(t *testing.T) {
	_, err := NewTable(Options{}, 0)
	assert.ErrorContains(t, err, "limit")
	_, err = NewTable(Options{Step: 1}, 5)
	assert.ErrorContains(t, err, "Step")
}
