package notify

import "time"

// Quiet is a stretch of every day in which messages are held back. The zero
// Quiet holds nothing.
type Quiet struct {
	// From and To are times since midnight; To before From is on the next
	// day: 22 hours to 7 hours is the night.
	From, To time.Duration
	// Location is where the clock hangs; nil is UTC.
	Location *time.Location
	// Days are whole days to hold messages back, for instance Saturday and
	// Sunday.
	Days []time.Weekday
}

// until returns the first moment from at on that is not quiet; at itself where
// it is not. Days are walked by the calendar, so that a change of the clock
// moves no hour.
func (q Quiet) until(at time.Time) time.Time {
	const aWeek = 9 // days, with both ends
	local := at.In(q.location())
	for range 2 * aWeek {
		end, quiet := q.end(local)
		if !quiet {
			return local.In(at.Location())
		}
		local = end
	}
	return at // all the week is quiet: Check refuses that
}

// end returns when the quiet stretch around local is over, if there is one.
func (q Quiet) end(local time.Time) (time.Time, bool) {
	y, m, d := local.Date()
	for _, day := range q.Days {
		if day == local.Weekday() {
			return time.Date(y, m, d+1, 0, 0, 0, 0, local.Location()), true
		}
	}
	if q.From == q.To {
		return local, false
	}
	for _, start := range []int{d - 1, d} {
		from, to := clock(y, m, start, q.From, local.Location()), clock(y, m, start, q.To, local.Location())
		if q.To < q.From {
			to = clock(y, m, start+1, q.To, local.Location())
		}
		if !local.Before(from) && local.Before(to) {
			return to, true
		}
	}
	return local, false
}

func clock(y int, m time.Month, d int, since time.Duration, at *time.Location) time.Time {
	return time.Date(y, m, d, 0, 0, int(since/time.Second), 0, at)
}

func (q Quiet) location() *time.Location {
	if q.Location == nil {
		return time.UTC
	}
	return q.Location
}

func (q Quiet) check() (reason string) {
	const day = 24 * time.Hour
	days := make(map[time.Weekday]bool)
	for _, d := range q.Days {
		if d < time.Sunday || d > time.Saturday {
			return "names a day that no week has"
		}
		days[d] = true
	}
	switch {
	case q.From < 0 || q.From >= day || q.To < 0 || q.To > day:
		return "begins or ends outside a day"
	case len(days) == 7:
		return "is every day of the week"
	case q.From == 0 && q.To == day:
		return "is all day"
	}
	return ""
}
