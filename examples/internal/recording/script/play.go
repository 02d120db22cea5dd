package script

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/source"
)

// A Line is one post of the recording and what its writer knows about it.
type Line struct {
	Source   string
	Language string
	Post     source.Post
	// Said tells which brands the post speaks of; a brand that answers from
	// its own account is not among them.
	Said []Said
}

// Said is how a post speaks of a brand: Tone is -1, 0 or 1.
type Said struct {
	Brand string
	Tone  int
}

// A writer holds what the posts of one recording share.
type writer struct {
	*rand.Rand
	lines []Line
}

// Play returns all posts in the order of their times.
func Play() []Line {
	w := &writer{Rand: rand.New(rand.NewPCG(2026, 3))}
	for hour := recording.Start; hour.Before(recording.End); hour = hour.Add(time.Hour) {
		for i := range countries {
			w.hour(&countries[i], hour)
		}
	}
	w.lines = slices.DeleteFunc(w.lines, missed)
	slices.SortStableFunc(w.lines, func(a, b Line) int { return a.Post.Time.Compare(b.Post.Time) })
	w.number()
	w.thread()
	return w.lines
}

// missed reports whether a source has lost the line in a hole.
func missed(l Line) bool {
	return slices.ContainsFunc(recording.Scenes(), func(s recording.Scene) bool {
		return s.Kind == recording.Hole && s.Source == l.Source && during(s, l.Post.Time)
	})
}

func during(s recording.Scene, t time.Time) bool { return !t.Before(s.From) && t.Before(s.To) }

// hour writes what one country says in one hour.
func (w *writer) hour(c *country, hour time.Time) {
	for _, b := range brands {
		rate := b.perHour * c.awake(hour)
		for range w.poisson(rate * damping(b.name, hour)) {
			w.post(c, hour, w.topic(), b.name)
		}
		for _, e := range extra(b.name, hour) {
			for range w.poisson(e.perHour * c.share) {
				w.post(c, hour, e.topic, b.name)
			}
		}
	}
	for range w.poisson(chatterPerHour * c.awake(hour)) {
		w.post(c, hour, "chatter", "")
	}
	for range w.poisson(namesakePerHour * c.awake(hour)) {
		if len(c.patterns.lines["namesake"]) > 0 {
			w.post(c, hour, "namesake", "")
		}
	}
}
