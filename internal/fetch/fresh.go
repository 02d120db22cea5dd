package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Validators are what a server gave to ask "changed since?" with.
type Validators struct {
	ETag         string `json:"etag,omitzero"`
	LastModified string `json:"modified,omitzero"`
	// Full is when the last whole answer came.
	Full time.Time `json:"full,omitzero"`
}

const (
	// validatorsAge is after how long a whole answer is asked for all the
	// same: a server that answers 304 for ever is seen through in a week.
	validatorsAge = 7 * 24 * time.Hour
	// settled is how old a Last-Modified must be to be believed: what was
	// changed in the same second as it was asked for may change again
	// within it, and a validator of that second hides the change for ever.
	settled = 60 * time.Second
	// maxAge caps max-age, which some servers set to a year.
	maxAge = 5 * time.Hour
	// maxValidator bounds what is kept of a header.
	maxValidator = 1 << 10
)

// Keep returns the validators of an answer, and none where they cannot be
// trusted.
func Keep(resp *Response) Validators {
	v := Validators{resp.Header.Get("ETag"), resp.Header.Get("Last-Modified"), resp.Received}
	if len(v.ETag) > maxValidator || len(v.LastModified) > maxValidator || resp.Header.Get("Expires") == "0" {
		return Validators{Full: v.Full}
	}
	if v.LastModified == "" {
		return v
	}
	modified, err := http.ParseTime(v.LastModified)
	if err != nil || serverTime(resp).Sub(modified) < settled {
		return Validators{Full: v.Full}
	}
	return v
}

// Set puts the validators into a request's header unless they have come of
// age.
func (v Validators) Set(h http.Header, now time.Time) {
	if now.Sub(v.Full) > validatorsAge {
		return
	}
	if v.ETag != "" {
		h.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		h.Set("If-Modified-Since", v.LastModified)
	}
}

// serverTime is when the answer was sent by the clock of the server, with
// which its other times agree.
func serverTime(resp *Response) time.Time {
	if t, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		return t
	}
	return resp.Received
}

// FreshFor returns how long the server says that its answer stays good: the
// longer of max-age and Expires, at most five hours.
func FreshFor(resp *Response) time.Duration {
	fresh := time.Duration(0)
	for directive := range strings.SplitSeq(resp.Header.Get("Cache-Control"), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		if !strings.EqualFold(name, "max-age") {
			continue
		}
		if n, err := strconv.Atoi(strings.Trim(value, `"`)); err == nil {
			fresh = time.Duration(min(max(n, 0), int(maxAge.Seconds()))) * time.Second
		}
	}
	if t, err := http.ParseTime(resp.Header.Get("Expires")); err == nil {
		fresh = max(fresh, t.Sub(serverTime(resp)))
	}
	return min(fresh, maxAge)
}
