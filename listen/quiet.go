package listen

import (
	"maps"
	"math"
	"slices"
	"time"
)

// busy is how many posts a source usually has in a window in which none is no
// accident: a Poisson count with this mean is zero once in a thousand times,
// and twice in a row once in a million.
const busy = 7

// silentRun is how many such windows in a row raise an alert.
const silentRun = 2

// quiet follows the alert about a source that answers and has nothing.
type quiet struct {
	lifecycle
	Run      int       `json:"run,omitzero"` // silent windows in a row
	Start    time.Time `json:"start,omitzero"`
	Last     time.Time `json:"last,omitzero"`
	Expected float64   `json:"expected,omitzero"` // posts in all of them
	Peak     float64   `json:"peak,omitzero"`     // and in the busiest
}

// usualAt is the mean number of posts in the windows at the same time of the
// last seven days, 0 where fewer than three are known.
func (b *ledger) usualAt(start time.Time) float64 {
	const days, least = 7, 3
	first := b.first()
	posts, n := int64(0), 0
	for d := 1; d <= days; d++ {
		day := start.AddDate(0, 0, -d)
		if day.Before(first) {
			break
		}
		n++
		if p := b.Pages[day.Unix()]; p != nil {
			posts += p.Posts
		}
	}
	if n < least {
		return 0
	}
	return float64(posts) / float64(n)
}

// silent tells of the sources that had nothing in a closed window.
func (l *Listener) silent(f frame) (alerts []*Alert) {
	for _, src := range slices.Sorted(maps.Keys(l.ledgers)) {
		book := l.ledgers[src]
		p := book.Pages[f.start.Unix()]
		none := p == nil || p.Posts == 0
		if !none && book.Quiet.Run == 0 && !book.Quiet.up() {
			continue
		}
		if none && l.outages.missed(src, f.start, f.end) > 0 {
			continue // nobody listened
		}
		if tell := book.Quiet.step(none, book.usualAt(f.start), f, l.options.Alerts); tell != "" {
			l.ledger(src) // changed
			alerts = append(alerts, book.Quiet.alert(tell, src, f))
		}
	}
	return alerts
}

func (q *quiet) step(none bool, usual float64, f frame, d Damping) AlertState {
	switch {
	case !none:
		q.Run = 0
	case usual >= busy:
		if q.Run++; q.Run == 1 && !q.up() {
			q.Start, q.Expected, q.Peak = f.start, 0, 0
		}
		q.Last = f.end
		q.Expected += usual
		q.Peak = max(q.Peak, usual)
	case !q.up():
		return "" // no post is usual now
	}
	return q.lifecycle.step(q.Run >= silentRun || none && q.up(), f.end, d)
}

func (q *quiet) alert(tell AlertState, src string, f frame) *Alert {
	id := src + "/" + string(SourceSilent) + "/" + q.Start.Format(time.RFC3339)
	p := math.Exp(-q.Expected)
	a := &Alert{
		ID: id, Incident: id,
		Source: src, Kind: SourceSilent, State: tell, Severity: 4, Time: f.end, Start: q.Start,
		Expected: q.Peak, Low: max(0, q.Peak-1.96*math.Sqrt(q.Peak)), High: q.Peak + 1.96*math.Sqrt(q.Peak),
		Why: Why{Measure: Posts, From: q.Start, To: q.Last, Expected: q.Expected, P: p, Threshold: math.Exp(-busy * silentRun), Coverage: 1},
	}
	if tell == Resolved {
		a.End = q.Last
	}
	a.urge(Hours{}, time.UTC)
	return a
}
