package baseline

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The quick forms must be as near to the exact ones as their comments say, at their seams too.
func TestQuickFormsAreNear(t *testing.T) {
	for x := -720.0; x <= 705; x += 0.0173 {
		assert.InEpsilon(t, math.Exp(x), expOf(x), 3e-5, "exp(%v)", x)
	}
	for _, x := range []float64{math.Inf(1), math.Inf(-1), 0, 710, -800} {
		assert.Equal(t, math.Exp(x), expOf(x))
	}
	assert.True(t, math.IsNaN(expOf(math.NaN())))
	for z := 0.01; z < 30; z += 0.01 {
		want := -math.Log(math.Erfc(z / math.Sqrt2))
		assert.InDelta(t, want, surprise(z), max(1e-5, want*1e-3), "surprise(%v)", z)
		assert.Equal(t, surprise(z), surprise(-z))
	}
}

// The eighth power's norm by its series is that by its powers.
func TestEighthNorm(t *testing.T) {
	norm, sum, weight := 0.0, 0.0, 0.0
	for i := range 5000 {
		x := 3 + 2*math.Sin(float64(i)) + 20*float64(i%700/699)
		fresh := 1 / (weight*sizeKeep + 1)
		norm = float64(eighthNorm(norm, x, fresh))
		sum = sum*(1-fresh) + fresh*math.Pow(x, 8)
		weight = 1 / fresh
		assert.InEpsilon(t, math.Pow(sum, 1.0/8), norm, 1e-3, "row %d", i)
	}
	assert.Zero(t, eighthNorm(0, 0, 0.5))
}
