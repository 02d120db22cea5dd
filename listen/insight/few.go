package insight

import "slices"

// fewest is how many hashes a few keeps.
const fewest = 64

// A few counts different hashes in half a kilobyte: exactly below 64,
// by the 64th smallest hash beyond, with a standard error of 13 % (Bar-Yossef
// et al. 2002). It holds the smallest hashes in order, whatever the order in
// which they came.
type few []uint64

func (f *few) add(h uint64) {
	at, found := slices.BinarySearch(*f, h)
	if found || at >= fewest {
		return
	}
	*f = slices.Insert(*f, at, h)
	*f = (*f)[:min(len(*f), fewest)]
}

func (f *few) merge(o few) {
	for _, h := range o {
		f.add(h)
	}
}

// isExact tells that count counts, and estimates nothing.
func (f few) isExact() bool { return len(f) < fewest }

func (f few) count() float64 {
	if len(f) < fewest {
		return float64(len(f))
	}
	return (fewest - 1) / (float64(f[fewest-1]) / (1 << 63) / 2)
}
