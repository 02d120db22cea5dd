package script

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/source"
)

// How long after a post people and brands still answer it.
const (
	talkedAbout = 24 * time.Hour
	caredFor    = 12 * time.Hour
)

// thread tells every reply what it answers. Chance here is apart from that of
// the texts, which stay as they are.
func (w *writer) thread() {
	chance := rand.New(rand.NewPCG(2026, 4))
	answered := map[int]bool{}
	for i := range w.lines {
		l := &w.lines[i]
		if l.Post.Kind != source.KindReply {
			continue
		}
		if brand := careOf(l); brand != "" {
			if to := w.earlier(i, caredFor, func(j int) bool { return !answered[j] && w.needsCare(j, brand) }, unweighted, chance); to >= 0 {
				answered[to] = true
				l.Post.Parent = w.lines[to].Post.ID
			}
			continue
		}
		if to := w.earlier(i, talkedAbout, func(j int) bool { return w.sameTalk(i, j) }, w.pull, chance); to >= 0 {
			l.Post.Parent = w.lines[to].Post.ID
		}
	}
}

// earlier draws one of the posts before i that are fit, by weight; -1 if there
// is none.
func (w *writer) earlier(i int, within time.Duration, fit func(int) bool, weight func(int) float64, chance *rand.Rand) int {
	var found []int
	sum := 0.0
	for j := i - 1; j >= 0 && w.lines[i].Post.Time.Sub(w.lines[j].Post.Time) < within; j-- {
		if w.lines[j].Source == w.lines[i].Source && w.lines[j].Language == w.lines[i].Language && fit(j) {
			found = append(found, j)
			sum += weight(j)
		}
	}
	at := chance.Float64() * sum
	for _, j := range found {
		if at -= weight(j); at < 0 {
			return j
		}
	}
	return -1
}

func unweighted(int) float64 { return 1 }

// pull is how many answers a post draws: more, the more people read its author.
func (w *writer) pull(j int) float64 {
	return math.Sqrt(1 + float64(w.lines[j].Post.Author.Followers.Or(10)))
}

// careOf is the brand whose account wrote the line, or "".
func careOf(l *Line) string {
	for _, b := range recording.Brands() {
		if slices.Contains(b.Handles, l.Post.Author.Handle) {
			return b.Name
		}
	}
	return ""
}

// needsCare tells that somebody spoke of the brand to no good, or asked.
func (w *writer) needsCare(j int, brand string) bool {
	l := &w.lines[j]
	return careOf(l) == "" && slices.ContainsFunc(l.Said, func(s Said) bool { return s.Brand == brand && s.Tone <= 0 })
}

// sameTalk tells that somebody else spoke of the same brand.
func (w *writer) sameTalk(i, j int) bool {
	a, b := &w.lines[i], &w.lines[j]
	return len(a.Said) > 0 && len(b.Said) > 0 && a.Said[0].Brand == b.Said[0].Brand && a.Post.Author.ID != b.Post.Author.ID
}
