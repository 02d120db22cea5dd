package fetch

import (
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// maxPause caps what a server may ask for: a typing error of its operator must
// not silence a source for a year.
const maxPause = 24 * time.Hour

// resetHeaders are the names under which servers say when a window ends.
var resetHeaders = []string{"X-Ratelimit-Reset", "X-Rate-Limit-Reset", "Ratelimit-Reset"}

// remainingHeaders are the names under which they say what is left of it.
var remainingHeaders = []string{"X-Ratelimit-Remaining", "X-Rate-Limit-Remaining", "Ratelimit-Remaining"}

// ComeBack returns when a server wants to be asked again, at most a day from
// now; zero where it does not say. Retry-After counts first, in seconds or as
// a date, then the reset headers: as epoch seconds or milliseconds, as seconds
// from now, or as an ISO 8601 or HTTP date.
func ComeBack(h http.Header, now time.Time) time.Time {
	until := moment(h.Get("Retry-After"), now)
	for _, name := range resetHeaders {
		if until.IsZero() {
			until = moment(h.Get(name), now)
		}
	}
	if until.IsZero() {
		return until
	}
	if until.Before(now) {
		return now
	}
	if limit := now.Add(maxPause); until.After(limit) {
		return limit
	}
	return until
}

// moment reads any of the forms of a time that servers send.
func moment(value string, now time.Time) time.Time {
	value = strings.TrimSpace(value)
	if n, err := strconv.ParseFloat(value, 64); err == nil {
		return numeric(n, now)
	}
	if t, err := http.ParseTime(value); err == nil {
		return t.UTC()
	}
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		return t.UTC()
	}
	return time.Time{}
}

func numeric(n float64, now time.Time) time.Time {
	const year = 365 * 24 * 3600
	switch {
	case math.IsNaN(n) || n < 0:
		return time.Time{}
	case n > 1e14:
		return now.Add(maxPause)
	case n > 1e11: // milliseconds since 1970
		return time.UnixMilli(int64(n)).UTC()
	case n > 20*year: // seconds since 1970
		return time.Unix(int64(n), 0).UTC()
	case n > maxPause.Seconds():
		return now.Add(maxPause)
	}
	// Rounded up, so that nobody comes back a moment too early.
	return now.Add(time.Duration(math.Ceil(n)) * time.Second)
}

// exhausted reports whether a refusal is really a limit: some networks answer
// 403 when a quota is used up.
func exhausted(h http.Header) bool {
	if h.Get("Retry-After") != "" {
		return true
	}
	for _, name := range remainingHeaders {
		if h.Get(name) == "0" {
			return true
		}
	}
	return false
}

// Scope returns the host of an address: what a pause counts for.
func Scope(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
