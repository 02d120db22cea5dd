package insight

import (
	"maps"
	"math"
	"slices"
)

// quantiles keeps numbers from 0 up in buckets whose width grows with the
// number, so that every quantile is right to within 1 % of the number plus one,
// as a DDSketch's is (Masson, Rim and Lee 2019). Buckets add up: merging is
// associative and commutative. At most 1,300 of them are ever needed.
type quantiles map[int]int64

const bucketWidth = 0.02

// unbucketed is the largest number of which buckets tell.
const unbucketed = 1e11

func bucketOf(v float64) int {
	return int(math.Round(math.Log1p(max(0, min(unbucketed, v))) / bucketWidth))
}

func (q *quantiles) add(v float64) {
	if math.IsNaN(v) {
		return
	}
	if *q == nil {
		*q = make(quantiles)
	}
	(*q)[bucketOf(v)]++
}

func (q *quantiles) merge(o quantiles) {
	if *q == nil && len(o) > 0 {
		*q = make(quantiles)
	}
	for bucket, n := range o {
		(*q)[bucket] += n
	}
}

func (q quantiles) n() (n int64) {
	for _, count := range q {
		n += count
	}
	return n
}

// at is the quantile p in [0, 1]; NaN if there is no number.
func (q quantiles) at(p float64) float64 {
	rank, seen := int64(math.Ceil(p*float64(q.n()))), int64(0)
	for _, bucket := range slices.Sorted(maps.Keys(q)) {
		if seen += q[bucket]; seen >= max(1, rank) {
			return math.Expm1(float64(bucket) * bucketWidth)
		}
	}
	return math.NaN()
}

// A spread is the median of numbers and their median distance from it, in
// buckets.
type spread struct {
	n           int64
	median, mad int
}

func (q quantiles) spread() spread {
	s := spread{n: q.n()}
	if s.n == 0 {
		return s
	}
	s.median = bucketOf(q.at(0.5))
	off := make(quantiles)
	for bucket, n := range q {
		off[max(bucket-s.median, s.median-bucket)] += n
	}
	rank, seen := (off.n()+1)/2, int64(0)
	for _, distance := range slices.Sorted(maps.Keys(off)) {
		if seen += off[distance]; seen >= rank {
			s.mad = distance
			break
		}
	}
	return s
}

// oddity is the modified z score of v in logarithms: how many robust standard
// deviations it lies above the median (Iglewicz and Hoaglin 1993). The
// deviation is at least that of a doubling, since engagement comes in small
// whole numbers. Fewer than 20 numbers say nothing, which is 0.
func (s spread) oddity(v float64) float64 {
	if s.n < 20 {
		return 0
	}
	least := math.Ln2 / bucketWidth
	return 0.6745 * float64(bucketOf(v)-s.median) / max(float64(s.mad), 0.6745*least)
}
