package insight

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"slices"

	"github.com/axiomhq/hyperloglog"
)

// exactUpTo is how many different things are counted one by one before a
// sketch takes over.
const exactUpTo = 1024

// distinct counts different hashes: exactly up to 1,024, by a HyperLogLog of
// 2^14 registers beyond, whose standard error is 0.81 % (Flajolet et al. 2007).
// What it holds depends on the set alone, not on the order, so that merging is
// associative and commutative.
type distinct struct {
	all    map[uint64]struct{}
	sketch *hyperloglog.Sketch
}

func (d *distinct) add(h uint64, exact bool) {
	if d.sketch != nil {
		d.sketch.InsertHash(h)
		return
	}
	if d.all == nil {
		d.all = make(map[uint64]struct{})
	}
	d.all[h] = struct{}{}
	if !exact && len(d.all) > exactUpTo {
		d.estimate()
	}
}

func (d *distinct) estimate() {
	if d.sketch != nil {
		return
	}
	d.sketch = hyperloglog.NewNoSparse()
	for h := range d.all {
		d.sketch.InsertHash(h)
	}
	d.all = nil
}

func (d *distinct) merge(o *distinct, exact bool) {
	if o.sketch == nil {
		for h := range o.all {
			d.add(h, exact)
		}
		return
	}
	d.estimate()
	_ = d.sketch.Merge(o.sketch) // it refuses nothing but another precision
}

func (d *distinct) count() int64 {
	if d.sketch != nil {
		return int64(d.sketch.Estimate())
	}
	return int64(len(d.all))
}

func (d *distinct) clone() distinct {
	out := distinct{all: maps.Clone(d.all)}
	if d.sketch != nil {
		out.sketch = d.sketch.Clone()
	}
	return out
}

func (d *distinct) isExact() bool { return d.sketch == nil }

// distinctState is how a distinct is kept: Hashes are eight bytes each.
type distinctState struct {
	Hashes []byte `json:"hashes,omitempty"`
	Sketch []byte `json:"sketch,omitempty"`
}

// MarshalJSON writes the hashes in order, or the sketch.
func (d distinct) MarshalJSON() ([]byte, error) {
	var s distinctState
	for _, h := range slices.Sorted(maps.Keys(d.all)) {
		s.Hashes = binary.BigEndian.AppendUint64(s.Hashes, h)
	}
	if d.sketch != nil {
		data, err := d.sketch.MarshalBinary()
		if err != nil {
			return nil, err
		}
		s.Sketch = data
	}
	return json.Marshal(s)
}

var errSketch = errors.New("a sketch is damaged")

// UnmarshalJSON reads what MarshalJSON wrote.
func (d *distinct) UnmarshalJSON(data []byte) error {
	var s distinctState
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	*d = distinct{}
	for i := 0; i+8 <= len(s.Hashes); i += 8 {
		d.add(binary.BigEndian.Uint64(s.Hashes[i:]), true)
	}
	if s.Sketch == nil {
		return nil
	}
	sketch := hyperloglog.NewNoSparse()
	if err := sketch.UnmarshalBinary(s.Sketch); err != nil {
		return errors.Join(errSketch, err)
	}
	if err := hyperloglog.NewNoSparse().Merge(sketch); err != nil || sketch.Estimate() > math.MaxInt64 {
		return errSketch
	}
	d.sketch = sketch
	return nil
}
