package listen

import "time"

// outages remembers for each source when it could not be heard, so that an
// interval that nobody listened to is missing and not zero.
type outages map[string][]stretch

// A stretch is [from, to); a zero to is still going on.
type stretch struct{ from, to time.Time }

// maxOutages bounds what is remembered of one source; the oldest is forgotten.
const maxOutages = 64

func (o outages) add(src string, s stretch) {
	all := append(o[src], s)
	o[src] = all[max(0, len(all)-maxOutages):]
}

// begin notes that a source fails since from; a running outage goes on.
func (o outages) begin(src string, from time.Time) {
	if !o.running(src) {
		o.add(src, stretch{from: from})
	}
}

// running reports whether a source fails right now.
func (o outages) running(src string) bool {
	all := o[src]
	return len(all) > 0 && all[len(all)-1].to.IsZero()
}

// end closes a running outage. One no longer than grace did no harm: what was
// missed still came in time.
func (o outages) end(src string, to time.Time, grace time.Duration) {
	if !o.running(src) {
		return
	}
	all := o[src]
	last := &all[len(all)-1]
	last.to = to
	if to.Sub(last.from) <= grace {
		o[src] = all[:len(all)-1]
	}
}

// missed returns the share, in [0, 1], of [from, to) in which the source could
// not be heard.
func (o outages) missed(src string, from, to time.Time) float64 {
	var lost time.Duration
	for _, s := range o[src] {
		lost += overlap(s, from, to)
	}
	return min(1, float64(lost)/float64(to.Sub(from)))
}

func overlap(s stretch, from, to time.Time) time.Duration {
	if s.from.After(from) {
		from = s.from
	}
	if !s.to.IsZero() && s.to.Before(to) {
		to = s.to
	}
	return max(0, to.Sub(from))
}
