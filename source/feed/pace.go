package feed

import (
	"hash/fnv"
	"slices"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
)

const (
	shortestPace = 5 * time.Minute
	longestPace  = 24 * time.Hour
	defaultPace  = time.Hour
	maxHalved    = 8
	// paceItems is how many of the newest items tell how often a feed
	// changes.
	paceItems = 20
)

// learnPace learns how often to ask: as often as the publisher posts, but not
// more often than it says that the feed changes. While nothing overlaps with
// what was seen, posts are being missed, and the interval is halved each time;
// it grows back as slowly.
func (s *state) learnPace(items []item, stated time.Duration, missed bool) {
	interval := max(medianGap(items), stated)
	if interval == 0 {
		interval = defaultPace
	}
	s.Pace = int64(min(interval, longestPace).Seconds())
	if missed {
		s.Halved = min(s.Halved+1, maxHalved)
	} else if s.Halved > 0 {
		s.Halved--
	}
}

// medianGap returns the median time between the newest items; 0 where fewer
// than three have a time.
func medianGap(items []item) time.Duration {
	var times []time.Time
	for _, it := range items {
		if !it.post.TimeEstimated && !it.post.Time.IsZero() {
			times = append(times, it.post.Time)
		}
	}
	if len(times) < 3 {
		return 0
	}
	times = times[max(0, len(times)-paceItems):]
	var gaps []time.Duration
	for i := 1; i < len(times); i++ {
		gaps = append(gaps, times[i].Sub(times[i-1]))
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// next returns when to come back: after the interval, and after what the
// answer says of its freshness, give or take a tenth, so that a thousand feeds
// that were added together do not come due together.
func (s *state) next(resp *fetch.Response, name string) time.Time {
	interval := time.Duration(s.Pace) * time.Second >> min(s.Halved, maxHalved)
	interval = max(interval, fetch.FreshFor(resp), shortestPace)
	h := fnv.New32a()
	h.Write([]byte(name + resp.Received.String()))
	jitter := time.Duration(float64(interval) * (float64(h.Sum32()%2001)/1000 - 1) / 10)
	return resp.Received.Add(min(interval+jitter, longestPace))
}
