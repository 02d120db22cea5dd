package listen

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"
)

// Mentions are read for topics in batches of at least leastBatch, which a busy
// brand fills in a window and a quiet one in days. A brand has to be known for
// newsDays and from leastDocs mentions before a word can be new. The words of
// the past are bounded by maxTerms, the rarest are forgotten.
const (
	leastBatch   = 20
	leastDocs    = 200
	newsDays     = 7 * 24 * time.Hour
	maxTerms     = 256
	termHalfLife = 28 * 24 * time.Hour
	termPrior    = 0.5
	maxTopicTime = 48 * time.Hour // after which it is the new normal
)

// A rising topic is in at least as many posts, by so many authors, in such a
// share of the batch, and so many times as often as before.
const (
	topicPosts   = 5
	topicAuthors = 3
	topicShare   = 0.1
	topicLift    = 2
)

// topics knows the words of a brand's mentions and follows the alert about one
// that rises against its own past.
type topics struct {
	lifecycle
	Terms  map[string]termPast `json:"terms,omitempty"`
	Docs   float64             `json:"docs,omitzero"` // mentions behind Terms, older ones count less
	First  time.Time           `json:"first,omitzero"`
	Batch  tally               `json:"batch,omitzero"`
	Opened time.Time           `json:"opened,omitzero"` // when the batch began

	Start    time.Time `json:"start,omitzero"`
	From     time.Time `json:"from,omitzero"` // of the first batch
	Last     time.Time `json:"last,omitzero"`
	Found    rising    `json:"found,omitzero"` // the strongest so far
	Evidence tally     `json:"evidence,omitzero"`
	Told     Told      `json:"told,omitzero"`
}

// termPast is how often a word was said, and how unevenly.
type termPast struct {
	Docs   float64 `json:"n"`
	Uneven float64 `json:"u"` // variance over that of a binomial, as learned from the batches
}

// rising is a word that stands in more mentions than it used to.
type rising struct {
	Term     string  `json:"term"`
	Count    int     `json:"count"`
	Of       int     `json:"of"`
	Expected float64 `json:"expected"` // as a share
	High     float64 `json:"high"`
	Z        float64 `json:"z"`
	P        float64 `json:"p"`
}

func (r rising) share() float64 { return share(r.Count, r.Of) }

// step takes a closed window and reads the batch when it is full.
func (t *topics) step(f frame, w *watch, o *Options) *Alert {
	if f.tally.Mentions > 0 {
		if t.Batch.Mentions == 0 {
			t.Opened = f.start
		}
		if t.First.IsZero() {
			t.First = f.start
		}
		t.Batch.merge(f.tally)
	}
	if len(t.Batch.Sample) < leastBatch {
		return nil
	}
	batch := t.Batch
	t.Batch = tally{}
	counts := documentCounts(batch.Sample, terms)
	found := t.find(counts, &batch, f.end, o)
	t.learn(counts, len(batch.Sample), f.end.Sub(t.Opened))
	return t.follow(found, &batch, f, w, o)
}

// find returns what rises in a batch, strongest first.
func (t *topics) find(counts map[string]int, batch *tally, now time.Time, o *Options) (found []rising) {
	if t.Docs < leastDocs || now.Sub(t.First) < newsDays {
		return nil
	}
	n := len(batch.Sample)
	for term, y := range counts {
		if y < topicPosts || share(y, n) < topicShare {
			continue
		}
		if share(y, n) < topicLift*t.usual(term) {
			continue
		}
		r := t.rise(term, y, n)
		r.P = min(1, float64(len(counts))*r.P) // Bonferroni, over the words of the batch
		if r.P < o.oddness() && authorsOf(batch.Sample, term) >= topicAuthors {
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(a, b rising) int { return cmp.Or(cmp.Compare(b.Z, a.Z), cmp.Compare(a.Term, b.Term)) })
	return found
}

// usual is the share of the past mentions that hold a word.
func (t *topics) usual(term string) float64 {
	return (t.Terms[term].Docs + termPrior) / (t.Docs + 2*termPrior)
}

// rise compares a batch with the past. What rises most is told by the log-odds
// ratio of Monroe, Colaresi and Quinn (2008), "Fightin' Words", section 3.5.1,
// with half a mention as the prior and the mentions without the word in the
// variance as well, which that paper leaves out for words that are rare.
//
// Whether it is news is told by P, the tail of a beta-binomial distribution: as
// many mentions with the word, or more, where the past leaves its share as
// uncertain as it does, and the word is said as unevenly as it is.
func (t *topics) rise(term string, y, n int) rising {
	past := t.Terms[term]
	with, without := float64(y)+termPrior, float64(n-y)+termPrior
	pastWith, pastWithout := past.Docs+termPrior, max(0, t.Docs-past.Docs)+termPrior
	odds := math.Log(with/without) - math.Log(pastWith/pastWithout)
	known, expected := pastWith+pastWithout, t.usual(term)
	if past.Uneven > 1 {
		known = min(known, max(1, float64(n-1)/(past.Uneven-1)-1))
	}
	spread := math.Sqrt(expected * (1 - expected) / float64(n) * max(1, past.Uneven))
	return rising{
		Term: term, Count: y, Of: n, Expected: expected, High: min(1, expected+1.96*spread),
		Z: odds / math.Sqrt(1/with+1/without+1/pastWith+1/pastWithout),
		P: atLeast(y, n, expected*known, (1-expected)*known),
	}
}

// atLeast is the probability of y or more of n where the share is that of a
// beta distribution.
func atLeast(y, n int, alpha, beta float64) (p float64) {
	gamma := func(v float64) float64 { l, _ := math.Lgamma(v); return l }
	logBeta := func(a, b float64) float64 { return gamma(a) + gamma(b) - gamma(a+b) }
	for k := y; k <= n; k++ {
		a, b := float64(k), float64(n-k)
		choose := -math.Log(float64(n)+1) - logBeta(a+1, b+1)
		p += math.Exp(choose + logBeta(a+alpha, b+beta) - logBeta(alpha, beta))
	}
	return min(1, p)
}

func authorsOf(sample []excerpt, term string) int {
	authors, unknown := make(map[string]bool), 0
	for _, e := range sample {
		if !holds(e, term) {
			continue
		}
		if e.Author == "" {
			unknown++ // each may be another
		} else {
			authors[e.Author] = true
		}
	}
	return len(authors) + unknown
}

func holds(e excerpt, term string) (found bool) {
	terms(e, func(t string) { found = found || t == term })
	return found
}

// learn lets a batch become part of the past.
func (t *topics) learn(counts map[string]int, n int, took time.Duration) {
	if t.Terms == nil {
		t.Terms = make(map[string]termPast)
	}
	keep := math.Exp2(-float64(took) / float64(termHalfLife))
	for term, past := range t.Terms {
		past.learnUneven(float64(counts[term]), float64(n), t.Docs)
		past.Docs = past.Docs*keep + float64(counts[term])
		t.Terms[term] = past
	}
	for term, y := range counts {
		if _, known := t.Terms[term]; !known {
			t.Terms[term] = termPast{Docs: float64(y), Uneven: 1}
		}
	}
	t.Docs = t.Docs*keep + float64(n)
	t.forget()
}

// learnUneven follows the squared deviation from what a binomial would give,
// clipped so that one incident does not hide the next.
func (p *termPast) learnUneven(y, n, docs float64) {
	const rate, clip = 0.05, 25
	share := (p.Docs + termPrior) / (docs + 2*termPrior)
	off := y - n*share
	p.Uneven += rate * (min(clip, off*off/(n*share*(1-share))) - p.Uneven)
}

// forget drops the rarest words where there are twice as many as are kept.
func (t *topics) forget() {
	if len(t.Terms) <= 2*maxTerms {
		return
	}
	names := slices.SortedFunc(maps.Keys(t.Terms), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.Terms[b].Docs, t.Terms[a].Docs), cmp.Compare(a, b))
	})
	for _, name := range names[maxTerms:] {
		delete(t.Terms, name)
	}
}

// follow turns what rises into an alert.
func (t *topics) follow(found []rising, batch *tally, f frame, w *watch, o *Options) *Alert {
	odd := len(found) > 0 && (t.up() || !w.abnormal()) // an incident tells its words itself
	settled := t.up() && f.end.Sub(t.Start) > maxTopicTime
	if settled {
		odd = false
	}
	if odd {
		t.gather(found[0], batch, f)
	}
	tell := t.lifecycle.step(odd, f.end, o.Alerts)
	if tell == "" && odd && t.State == Firing && t.Told.outdone(t.Found.share(), t.Found.Expected, f.end, o.Alerts) {
		tell = Worse
	}
	if tell == "" {
		return nil
	}
	a := t.alert(tell, found, f, w, o)
	a.NewNormal = tell == Resolved && settled
	return a
}

func (t *topics) gather(r rising, batch *tally, f frame) {
	if !t.up() && !t.Muffled {
		t.Start, t.From, t.Found, t.Evidence = f.start, t.Opened, r, tally{}
	}
	t.Last = f.end
	t.Evidence.merge(batch)
	if r.share()-r.Expected > t.Found.share()-t.Found.Expected {
		t.Found = r
	}
}

func (t *topics) alert(tell AlertState, found []rising, f frame, w *watch, o *Options) *Alert {
	a := w.alert(RisingTopic, tell, t.Start, f.end)
	a.Value, a.Expected, a.High = t.Found.share(), t.Found.Expected, t.Found.High
	a.Why = Why{
		Measure: TopicShare, From: t.From, To: t.Last, Value: a.Value, Expected: a.Expected,
		P: t.Found.P, Threshold: o.oddness(), PerWeek: t.Found.P / o.oddness() * o.Alerts.PerWeek, Coverage: f.coverage,
	}
	a.Why.explain(&t.Evidence, &w.past)
	a.Why.Terms = t.drivers(found)
	a.Why.Posts = topPosts(t.Evidence.Sample, a.Why.Terms)
	switch tell {
	case Resolved:
		a.End = t.Last
	case Worse:
		before := t.Told
		a.Before = &before
	}
	w.weigh(a)
	t.Told = a.told()
	return a
}

// drivers are the words that rise now, or that rose most.
func (t *topics) drivers(found []rising) (out []Driver) {
	if len(found) == 0 {
		found = []rising{t.Found}
	}
	for _, r := range found[:min(len(found), maxDrivers)] {
		out = append(out, Driver{r.Term, r.Count, r.share(), r.Expected})
	}
	return out
}
