package main

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
)

// A report gathers what was heard and prints it.
type report struct {
	console
	config    *config
	cues      func(*listen.Mention) []sentiment.Cue
	telling   telling
	scores    scores
	days      days
	incidents incidents
	shown     string // the evidence that was printed last
}

func newReport(out console, c *config, cues func(*listen.Mention) []sentiment.Cue) *report {
	return &report{
		console:   out,
		config:    c,
		cues:      cues,
		telling:   newTelling(),
		scores:    newScores(c.brands),
		days:      newDays(),
		incidents: incidents{},
	}
}

func (r *report) head(title, rest string) {
	fmt.Fprintf(r, "\n%s  %s\n", r.paint(bold, title), r.paint(dim, rest))
}

func (r *report) begin() {
	if r.config.live() {
		r.head("MENTIONS", "as they come, the score toward the brand from -1 to 1; times are UTC")
	}
}

// add takes one event.
func (r *report) add(e listen.Event) {
	switch e := e.(type) {
	case *listen.Mention:
		r.mention(e)
	case *listen.Alert:
		r.incidents.add(e)
		if r.config.watch {
			r.printAlert(e)
		}
	}
}

func (r *report) mention(m *listen.Mention) {
	if m.Change != listen.Added || m.Own {
		return
	}
	r.scores.add(m)
	r.days.add(m)
	if r.config.live() {
		r.printMention(m)
	} else {
		r.telling.add(m)
	}
}

// end prints all but the mentions that were printed before.
func (r *report) end(s listen.Stats) {
	if total := r.scores.total(); !r.config.live() && total > 0 {
		best := r.telling.best(tellingShown)
		r.head("MENTIONS", fmt.Sprintf("%d telling ones of %s (-all prints every one), the score toward the brand from -1 to 1; times are UTC",
			len(best), thousands(int64(total))))
		for _, m := range best {
			r.printMention(m)
		}
	}
	r.printScores()
	r.printDays()
	r.printIncidents()
	r.printStats(s)
}

// printStats accounts for every post.
func (r *report) printStats(s listen.Stats) {
	fmt.Fprintf(r, "\n%s posts read: %s name a brand", thousands(s.Posts), thousands(s.Mentioned))
	for _, reason := range slices.Sorted(maps.Keys(s.Dropped)) {
		fmt.Fprintf(r, ", %s dropped (%s)", thousands(s.Dropped[reason]), reason)
	}
	if s.Own > 0 {
		fmt.Fprintf(r, "; %s are by the brands themselves and count for nothing", thousands(s.Own))
	}
	fmt.Fprintln(r, ".")
	if r.config.recorded() {
		fmt.Fprintln(r, r.paint(dim, "All of it comes from a recording inside this program, with invented brands. -h tells how to listen to your own."))
	}
}

// thousands writes a number with a comma after every three digits.
func thousands(n int64) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

const minute = "2006-01-02 15:04"

// stamp writes a time as far as it is known.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "?"
	}
	return t.UTC().Format(minute)
}

// A column of names is no wider than this.
const maxName = 20

// name writes a brand's name, shortened where it is very long.
func name(brand string) string {
	letters := []rune(clean(brand))
	if len(letters) > maxName {
		return string(letters[:maxName-1]) + "…"
	}
	return string(letters)
}
