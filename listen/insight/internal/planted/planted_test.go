package planted_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen/insight/internal/planted"
)

func TestWhatIsPlantedIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("twelve weeks, looked at in twelve ways")
	}
	tallies, err := planted.Find("", 1)
	require.NoError(t, err)
	for _, y := range tallies {
		t.Logf("%-32s planted %3d found %3d false %3d in %d", y.Kind, y.Planted, y.Found, y.False, y.Chances)
		assert.GreaterOrEqual(t, 4*y.Found, 3*y.Planted, y.Kind)
		assert.LessOrEqual(t, y.False, 1+y.Chances/10, y.Kind)
	}
}

func TestSameSeedSameWeeks(t *testing.T) {
	a, _ := planted.Make(3)
	b, _ := planted.Make(3)
	assert.Equal(t, a, b)
}
