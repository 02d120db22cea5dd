package feed

import (
	"strings"
	"time"
)

// oldest is before the first feed: an earlier date is a default of some
// software, not a date.
var oldest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)

// believe returns when an item was written: its publication if that can be,
// else its change, else when the feed came, as an estimate. at is zero where
// nobody knows when the feed came.
func believe(published, updated, at time.Time) (t time.Time, estimated bool) {
	for _, t := range []time.Time{published, updated} {
		if t.After(oldest) && (at.IsZero() || !t.After(at)) {
			return t.UTC(), false
		}
	}
	return at, !at.IsZero()
}

// layouts are the forms of dates that feeds were seen to hold beside those
// that gofeed knows.
var layouts = []string{
	"Mon, Jan 2 2006 3:04:05 PM",
	"Mon, Jan 2 2006 15:04:05 PM",
	"2006-01-02T15:04Z07:00",
	"2006-01-02 15:04:05 MST",
	"02 Jan 2006",
	"2006-01",
	"2006",
}

// parseDate reads a date that gofeed did not; zero where nobody can.
func parseDate(raw string) time.Time {
	raw = strings.Join(strings.Fields(raw), " ")
	for _, layout := range layouts {
		if t, err := time.Parse(layout, raw); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
