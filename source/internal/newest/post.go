package newest

import (
	"time"

	"github.com/earshot-go/earshot/source"
)

// Count makes a count of a number that an answer may lack.
func Count(n *int64) source.Count {
	if n == nil {
		return source.Count{}
	}
	return source.Known(*n)
}

// Moment reads a time of RFC 3339; zero where it is none.
func Moment(stated string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, stated)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// Settle replaces times that cannot be by that of the answer, as an estimate,
// and gives a post without a version one.
func Settle(p *source.Post, received time.Time) {
	if p.Time.After(received) || p.Time.Year() < 1990 {
		p.Time, p.TimeEstimated = received, true
	}
	if p.Edited.After(received) {
		p.Edited = time.Time{}
	}
	if p.Version == "" && !p.Deleted {
		p.Version = p.Fingerprint()
	}
}
