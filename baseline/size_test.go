package baseline

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
)

func TestStateIsSmall(t *testing.T) {
	t.Logf("memory %d bytes, serialised %d bytes", unsafe.Sizeof(Baseline{}), StateSize)
	assert.LessOrEqual(t, int(unsafe.Sizeof(Baseline{})), 2048)
	assert.LessOrEqual(t, StateSize, 1536)
}
