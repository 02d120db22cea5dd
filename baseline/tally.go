package baseline

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Tally keeps the last intervals of one series open, so that posts that arrive late still count. It adds
// up what arrives in whatever order, and hands an interval to its Baseline once the horizon has passed:
// the Baseline then is as if everything had come in order. Make one with [NewTally]; the zero Tally takes nothing.
type Tally struct {
	base    *Baseline
	horizon time.Duration
	open    []slot // ascending in time
	closed  int64  // unix second of the end of what is closed, valid when any is
	any     bool
}

type slot struct {
	start               int64
	value, of, coverage float64
}

// ErrLate is the reason of an [ObservationError] whose interval the Tally has already closed.
var ErrLate = errors.New("later than the horizon")

var errNoBaseline = &OptionError{"baseline", nil, "there is none"}

// maxOpen bounds the open intervals of a Tally.
const maxOpen = 4096

// NewTally keeps open what began less than horizon (and one interval) ago. The horizon is at least 0 and
// at most 4096 intervals. The Baseline must not be given observations by anybody else.
func NewTally(b *Baseline, horizon time.Duration) (*Tally, error) {
	if b == nil {
		return nil, errNoBaseline
	}
	if step := b.settings().step; horizon < 0 || horizon/step >= maxOpen {
		return nil, &OptionError{"horizon", horizon, fmt.Sprintf("not in 0 to %d intervals", maxOpen-1)}
	}
	return &Tally{base: b, horizon: horizon}, nil
}

// Add adds the counts of an observation to its interval; Time may lie anywhere in it. Adding a Value of 0
// says that the interval was watched: intervals to which nothing is added are missing. Coverages add up, to at
// most 1, and zero leaves the interval as covered as it was (wholly, if nobody says otherwise).
func (t *Tally) Add(o Observation) error {
	if t.base == nil {
		return errNoBaseline
	}
	if err := o.check(t.base.settings().kind); err != nil {
		return err
	}
	start := t.start(o.Time)
	if t.any && start < t.closed {
		return &ObservationError{Field: "Time", Value: o.Time, Time: o.Time, Reason: ErrLate}
	}
	i, found := slices.BinarySearchFunc(t.open, start, func(s slot, at int64) int { return int(s.start - at) })
	if !found {
		if len(t.open) >= 2*maxOpen {
			return &ObservationError{Field: "Time", Value: o.Time, Time: o.Time, Reason: ErrTime}
		}
		t.open = slices.Insert(t.open, i, slot{start: start})
	}
	t.open[i].add(slot{value: o.Value, of: o.Of, coverage: o.Coverage})
	return nil
}

func (s *slot) add(o slot) {
	s.value += o.value
	s.of += o.of
	s.coverage = min(1, s.coverage+o.coverage)
}

// start is the unix second at which the interval around t begins, counted from the epoch.
func (t *Tally) start(at time.Time) int64 {
	step := int64(t.base.settings().step / time.Second)
	sec := at.Unix()
	return sec - ((sec%step)+step)%step
}

// Close hands over every interval that ended at least the horizon before now, in order of time, and
// appends a Verdict for each to dst.
func (t *Tally) Close(dst []Verdict, now time.Time) ([]Verdict, error) {
	if t.base == nil {
		return dst, errNoBaseline
	}
	step := int64(t.base.settings().step / time.Second)
	limit := now.Add(-t.horizon).Unix()
	n := 0
	var errs []error
	for n < len(t.open) && t.open[n].start+step <= limit {
		v, err := t.base.Update(t.open[n].observation())
		if err != nil {
			errs = append(errs, err)
		} else {
			dst = append(dst, v)
		}
		n++
	}
	t.open = slices.Delete(t.open, 0, n)
	if end := t.start(time.Unix(limit, 0)); !t.any || end > t.closed {
		t.closed, t.any = end, true
	}
	return dst, errors.Join(errs...)
}

// Preview judges the intervals that are still open by what is in them so far, and changes nothing.
func (t *Tally) Preview(dst []Verdict) []Verdict {
	if t.base == nil {
		return dst
	}
	trial := *t.base
	for _, s := range t.open {
		if v, err := trial.Update(s.observation()); err == nil {
			dst = append(dst, v)
		}
	}
	return dst
}

// Merge adds the open intervals of a Tally of the same series that counted other posts, such as another
// shard's. For whole counts it is exactly commutative and associative. The other is left as it is.
func (t *Tally) Merge(other *Tally) error {
	if other == nil {
		return nil
	}
	var errs []error
	for _, s := range other.open {
		errs = append(errs, t.Add(s.observation()))
	}
	return errors.Join(errs...)
}

func (s slot) observation() Observation {
	return Observation{
		Time:  time.Unix(s.start, 0).UTC(),
		Value: min(s.value, valueLimit), Of: min(s.of, valueLimit), Coverage: s.coverage,
	}
}
