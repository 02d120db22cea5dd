package listen

import (
	"math"
	"time"

	"github.com/earshot-go/earshot/sentiment"
)

// What a brand's reach is learned from. A bin is half an octave of followers;
// 64 of them end at four billion. The tail above the largest tenth is taken
// for a power law, whose exponent is estimated as Hill (1975) does; that needs
// ten mentions above it, hence a hundred in all.
const (
	reachBins      = 64
	perOctave      = 2
	tailShare      = 0.1
	leastReach     = 100
	reachHalfLife  = 28 * 24 * time.Hour
	leastReachTime = 24 * time.Hour
)

// reach knows how many followers those who speak of a brand usually have, and
// follows the alert about a negative mention by one with many more.
type reach struct {
	lifecycle
	Bins      []float64 `json:"bins,omitempty"` // mentions by followers, older ones count less
	Negatives float64   `json:"negatives,omitzero"`
	Weeks     float64   `json:"weeks,omitzero"` // in which they came

	Start time.Time `json:"start,omitzero"`
	Last  time.Time `json:"last,omitzero"`
	Found bool      `json:"found,omitzero"` // one in the open window
	Posts tally     `json:"posts,omitzero"` // those of the incident
	Peak  float64   `json:"peak,omitzero"`
	Told  Told      `json:"told,omitzero"`
}

func binOf(followers float64) int {
	return min(reachBins-1, int(perOctave*math.Log2(1+followers)))
}

// middle is the number of followers in the middle of a bin.
func middle(bin int) float64 { return math.Exp2((float64(bin)+0.5)/perOctave) - 1 }

// hear takes a mention that counts and returns the alert that it raises.
func (r *reach) hear(m *Mention, key postKey, w *watch, o *Options) *Alert {
	n, known := m.Post.Author.Followers.Value()
	if !known {
		return nil
	}
	followers := float64(n)
	negative := m.Sentiment.Label() == sentiment.Negative
	perWeek := r.perWeek(followers)
	odd := negative && perWeek < o.Alerts.PerWeek
	r.learn(followers, negative)
	if !odd {
		return nil
	}
	r.gather(m, key, followers)
	tell := r.tell(m.Post.Time, o)
	if tell == "" {
		return nil
	}
	return r.alert(tell, m.Post.Time, perWeek, w, o)
}

func (r *reach) gather(m *Mention, key postKey, followers float64) {
	if !r.up() && !r.Muffled {
		r.Start, r.Posts, r.Peak = m.Post.Time, tally{}, 0
	}
	r.Last, r.Found = m.Post.Time, true
	r.Posts.add(m, key)
	r.Peak = max(r.Peak, followers)
}

// tell decides at once: one such post is an incident, so there is no hold.
func (r *reach) tell(now time.Time, o *Options) AlertState {
	switch {
	case r.State == Firing && r.Told.outdone(r.Peak, r.Told.Expected, now, o.Alerts):
		return Worse
	case r.State == Firing || r.Muffled:
		return ""
	case !now.After(r.QuietTo):
		r.Muffled = true
		return Held
	}
	r.State = Firing
	return Firing
}

func (r *reach) learn(followers float64, negative bool) {
	if r.Bins == nil {
		r.Bins = make([]float64, reachBins)
	}
	r.Bins[binOf(followers)]++
	if negative {
		r.Negatives++
	}
}

// perWeek is how many negative mentions with at least so many followers are
// to be expected in a normal week; infinite while too little is known.
func (r *reach) perWeek(followers float64) float64 {
	if r.total() < leastReach || r.Weeks < float64(leastReachTime)/float64(7*24*time.Hour) {
		return math.Inf(1)
	}
	return r.Negatives / r.Weeks * r.beyond(followers)
}

func (r *reach) total() (n float64) {
	for _, c := range r.Bins {
		n += c
	}
	return n
}

// beyond is the probability, in (0, 1], of at least so many followers.
func (r *reach) beyond(followers float64) float64 {
	total := r.total()
	above, sum, edge := 0.0, 0.0, reachBins // the tail: its mentions, their logarithms, its lowest bin
	for edge > 0 && above < tailShare*total {
		edge--
		above += r.Bins[edge]
		sum += r.Bins[edge] * math.Log1p(middle(edge))
	}
	start := float64(edge) / perOctave * math.Ln2 // the logarithm of the lower edge of the tail
	x := math.Log1p(followers) - start
	if x <= 0 {
		return 1 // not in the tail, so not unusual: how usual does not matter
	}
	exponent := above / max(sum-above*start, 1e-9)
	return above / total * math.Exp(-exponent*x)
}

// quantile is the number of followers below which a share of the mentions lies.
func (r *reach) quantile(share float64) float64 {
	sum, total := 0.0, r.total()
	for bin, c := range r.Bins {
		if sum += c; sum >= share*total {
			return math.Round(middle(bin))
		}
	}
	return 0
}

// step takes the end of a window.
func (r *reach) step(f frame, w *watch, o *Options) *Alert {
	r.age(f.end.Sub(f.start))
	found := r.Found
	r.Found = false
	if r.State != Firing {
		r.Muffled = r.Muffled && found
		return nil
	}
	if r.lifecycle.step(found, f.end, o.Alerts) != Resolved {
		return nil
	}
	a := r.alert(Resolved, f.end, r.perWeek(r.Peak), w, o)
	a.End = r.Last
	return a
}

// age lets what was learned count less.
func (r *reach) age(window time.Duration) {
	keep := math.Exp2(-float64(window) / float64(reachHalfLife))
	for i := range r.Bins {
		r.Bins[i] *= keep
	}
	r.Negatives *= keep
	r.Weeks = r.Weeks*keep + float64(window)/float64(7*24*time.Hour)
}

func (r *reach) alert(tell AlertState, now time.Time, perWeek float64, w *watch, o *Options) *Alert {
	a := w.alert(UnusualReach, tell, r.Start, now)
	a.Value, a.Expected, a.Low, a.High = r.Peak, r.quantile(0.5), r.quantile(0.025), r.quantile(0.975)
	rate := max(r.Negatives/max(r.Weeks, 1e-9), 1e-9) // negative mentions in a week
	a.Why = Why{
		Measure: Followers, From: r.Start, To: r.Last, Value: a.Value, Expected: a.Expected,
		P: min(1, perWeek/rate), Threshold: min(1, o.Alerts.PerWeek/rate), PerWeek: perWeek, Coverage: 1,
	}
	a.Why.explain(&r.Posts, &w.past)
	if tell == Worse {
		before := r.Told
		a.Before = &before
	}
	w.weigh(a)
	r.Told = a.told()
	return a
}
