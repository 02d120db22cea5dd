package match

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKindsAreWrittenByName(t *testing.T) {
	t.Parallel()
	for k := Exact; k <= Homoglyph; k++ {
		data, err := json.Marshal(Hit{Brand: "Acme", Kind: k})
		require.NoError(t, err)
		assert.Contains(t, string(data), `"kind":"`+k.String()+`"`)
		var back Hit
		require.NoError(t, json.Unmarshal(data, &back))
		assert.Equal(t, k, back.Kind)
	}
	var k Kind
	assert.ErrorContains(t, k.UnmarshalText([]byte("guess")), "no kind")
}
