package baseline

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStateIsSmall(t *testing.T) {
	assert.LessOrEqual(t, int(unsafe.Sizeof(Baseline{})), 1200)
	state, err := new(Baseline).AppendBinary(nil)
	require.NoError(t, err)
	assert.Len(t, state, StateSize)
}
