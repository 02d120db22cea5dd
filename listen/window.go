package listen

import "time"

// maxSilence is how many windows without any post are counted as zeros when
// time jumps ahead. Beyond it nobody was listening, and the windows between
// are skipped: they are missing, not zero.
const maxSilence = 1000

// windows holds the tallies of the intervals that still take posts, in event
// time. The zero time in closedTo means that nothing was counted yet.
type windows struct {
	interval time.Duration
	lateness time.Duration
	first    time.Time // the window in which listening began; it is cut off and never judged
	closedTo time.Time // all windows that end at or before it were judged
	newest   time.Time // the latest event time seen
	open     map[int64]map[int]*tally
	last     time.Time // the start that startOf returned last: most posts are of the same window
}

func newWindows(interval, lateness time.Duration) *windows {
	return &windows{interval: interval, lateness: lateness, open: make(map[int64]map[int]*tally)}
}

// startOf returns when the window of t starts.
func (w *windows) startOf(t time.Time) time.Time {
	if d := t.Sub(w.last); d < 0 || d >= w.interval {
		w.last = t.UTC().Truncate(w.interval)
	}
	return w.last
}

// begin starts counting with the first whole window after t, unless it has
// begun.
func (w *windows) begin(t time.Time) (begun bool) {
	if !w.closedTo.IsZero() {
		return false
	}
	w.first = w.startOf(t)
	w.closedTo = w.first.Add(w.interval)
	return true
}

// takes reports whether the window of t is still open.
func (w *windows) takes(t time.Time) bool { return !t.Before(w.closedTo) }

// late reports whether the window of t was judged already.
func (w *windows) late(t time.Time) bool { return !w.takes(t) && !w.startOf(t).Equal(w.first) }

// tally returns the counts of a brand in the window of t.
func (w *windows) tally(t time.Time, brand int) *tally {
	start := w.startOf(t).Unix()
	if w.get(start, brand) == nil {
		w.set(start, brand, new(tally))
	}
	return w.get(start, brand)
}

// get returns the counts of a brand in the window that starts at start, or nil.
func (w *windows) get(start int64, brand int) *tally { return w.open[start][brand] }

func (w *windows) set(start int64, brand int, t *tally) {
	if w.open[start] == nil {
		w.open[start] = make(map[int]*tally)
	}
	w.open[start][brand] = t
}

// replace sets the counts of a brand in a window, or removes them.
func (w *windows) replace(start int64, brand int, t *tally) {
	if t != nil {
		w.set(start, brand, t)
	} else {
		delete(w.open[start], brand)
	}
}

// due returns the start of the oldest open window that ends at or before
// limit. It skips windows that nobody listened to.
func (w *windows) due(limit time.Time) (start time.Time, ok bool) {
	if w.closedTo.IsZero() || limit.Before(w.closedTo.Add(w.interval)) {
		return time.Time{}, false
	}
	last := w.startOf(limit).Add(-w.interval) // the last window that ends by limit
	if silent := w.firstOpen(last).Sub(w.closedTo); silent > maxSilence*w.interval {
		w.closedTo = w.firstOpen(last)
	}
	return w.closedTo, true
}

// firstOpen returns the start of the oldest window that holds a post, or last.
func (w *windows) firstOpen(last time.Time) time.Time {
	first := last
	for unix := range w.open {
		if t := time.Unix(unix, 0).UTC(); t.Before(first) {
			first = t
		}
	}
	return first
}

// close ends the window that due returned and hands over its tallies.
func (w *windows) close(start time.Time) map[int]*tally {
	byBrand := w.open[start.Unix()]
	delete(w.open, start.Unix())
	w.closedTo = start.Add(w.interval)
	return byBrand
}
