package listen

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/source"
)

// What an alert measures.
const (
	Mentions       = "mentions"
	NegativeShare  = "share of negative mentions"
	ComplaintShare = "share of complaints"
	HeardShare     = "share of the time heard"
	Posts          = "posts of the source"
	TopicShare     = "share of mentions with the topic"
	Followers      = "followers of the author"
)

// Why is the evidence behind an alert.
type Why struct {
	// Measure is what was judged: [Mentions], [NegativeShare],
	// [ComplaintShare], [TopicShare], [Followers], [HeardShare] or [Posts].
	Measure string `json:"measure"`
	// From and To bound the windows on which the evidence rests. They may
	// begin before the alert does: many windows that are each a little odd
	// are odd together.
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Value was seen in all of these windows, where Expected is normal.
	Value    float64 `json:"value"`
	Expected float64 `json:"expected"`
	// P is how likely so odd a window is when all is normal; below Threshold
	// it opens an alert. PerWeek is the same as a rate: how many windows of
	// a normal week are so odd by chance.
	P         float64 `json:"p"`
	Threshold float64 `json:"threshold"`
	PerWeek   float64 `json:"perWeek"`
	// Coverage is the share, in (0, 1], of the brand's usual sources that
	// were listened to.
	Coverage float64 `json:"coverage"`

	// Total is how many mentions the incident has so far, Negative how many
	// of them are negative; Sampled says from how many of them Terms, Authors
	// and Posts were read.
	Total    int `json:"total"`
	Negative int `json:"negative"`
	Sampled  int `json:"sampled"`
	// Repeats is how many posts of these windows were left out, because they
	// had been counted already or repeat others, see [Options.Duplicates].
	Repeats int `json:"repeats,omitzero"`

	// Terms are the words that stand out against the brand's past, strongest
	// first; Sources and Authors who brought it, largest share first; Posts
	// the ones that hold most of Terms, the largest known reach first. Each
	// has at most five.
	Terms   []Driver  `json:"terms,omitempty"`
	Sources []Driver  `json:"sources,omitempty"`
	Authors []Driver  `json:"authors,omitempty"`
	Posts   []TopPost `json:"posts,omitempty"`
}

// A Driver is something that many of the mentions share.
type Driver struct {
	Name  string  `json:"name"`
	Count int     `json:"count"`
	Share float64 `json:"share"` // of the mentions counted or sampled, in [0, 1]
	Usual float64 `json:"usual"` // the same share in the brand's past
}

// A TopPost is a post that stands for an incident.
type TopPost struct {
	ID     string       `json:"id"`
	Source string       `json:"source"`
	URL    string       `json:"url,omitzero"`
	Author string       `json:"author,omitzero"`
	Text   string       `json:"text"`           // at most 280 bytes around the brand
	Reach  source.Count `json:"reach,omitzero"` // the author's followers
}

// String says the same in a sentence or two.
func (w Why) String() string {
	if w.Measure == HeardShare {
		return "could not be heard " + between(w.From, w.To)
	}
	if w.Measure == Posts {
		return fmt.Sprintf("answered and had no post, where %.0f are usual, %s", w.Expected, between(w.From, w.To))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s where %s is normal, %s", w.amount(w.Value), w.plain(w.Expected), between(w.From, w.To))
	if w.Coverage < 1 {
		fmt.Fprintf(&b, ", with %.0f %% of the usual sources", 100*w.Coverage)
	}
	if w.Repeats > 0 {
		fmt.Fprintf(&b, ", %d repeats left out", w.Repeats)
	}
	b.WriteString("; by chance " + w.rarity())
	if len(w.Terms) > 0 {
		b.WriteString(". Stands out: " + list(w.Terms, func(d Driver) string {
			return fmt.Sprintf("%q %.0f %% (usually %.0f %%)", d.Name, 100*d.Share, 100*d.Usual)
		}))
	}
	if odd := w.oddSources(); len(odd) > 0 {
		b.WriteString(". By source: " + list(odd, func(d Driver) string {
			return fmt.Sprintf("%s %.0f %% (usually %.0f %%)", d.Name, 100*d.Share, 100*d.Usual)
		}))
	}
	if len(w.Posts) > 0 {
		p := w.Posts[0]
		fmt.Fprintf(&b, ". %s", p.Author)
		if n, known := p.Reach.Value(); known {
			fmt.Fprintf(&b, " (%d followers)", n)
		}
		fmt.Fprintf(&b, ": %q", p.Text)
	}
	return b.String()
}

// rarity says how often a window is so odd when all is normal.
func (w Why) rarity() string {
	const weeksPerYear = 52.18
	switch weeks := 1 / w.PerWeek; {
	case weeks < 1.5:
		return fmt.Sprintf("%.0f times a week", w.PerWeek)
	case weeks < 2*weeksPerYear:
		return fmt.Sprintf("once in %.0f weeks", weeks)
	case weeks < 100*weeksPerYear:
		return fmt.Sprintf("once in %.0f years", weeks/weeksPerYear)
	default:
		return "not once in a century"
	}
}

// oddSources are those whose share moved so far that it is worth a word.
func (w Why) oddSources() []Driver {
	const worthAWord = 0.15
	return slices.DeleteFunc(slices.Clone(w.Sources), func(d Driver) bool { return math.Abs(d.Share-d.Usual) < worthAWord })
}

func list(drivers []Driver, say func(Driver) string) string {
	words := make([]string, len(drivers))
	for i, d := range drivers {
		words[i] = say(d)
	}
	return strings.Join(words, ", ")
}

// unit is the word for what a measure counts.
func unit(measure string) string {
	switch measure {
	case NegativeShare:
		return "negative"
	case ComplaintShare:
		return "complaints"
	case TopicShare:
		return "with the topic"
	}
	return "mentions"
}

func (w Why) amount(v float64) string {
	if w.Measure == Followers {
		return w.plain(v) + " followers"
	}
	if w.Measure != Mentions {
		return fmt.Sprintf("%.0f %% %s among %d mentions", 100*v, unit(w.Measure), w.Total)
	}
	if w.plain(v) == "1" {
		return "1 mention"
	}
	return w.plain(v) + " mentions"
}

func (w Why) plain(v float64) string {
	switch {
	case w.Measure != Mentions && w.Measure != Followers:
		return fmt.Sprintf("%.0f %%", 100*v)
	case v >= 10 || v == math.Trunc(v):
		return fmt.Sprintf("%.0f", v)
	default:
		return fmt.Sprintf("%.1f", v)
	}
}

// between writes a stretch of time, naming the day once.
func between(from, to time.Time) string {
	if from.Format(time.DateOnly) == to.Format(time.DateOnly) {
		return from.Format("on 2006-01-02 from 15:04") + to.Format(" to 15:04")
	}
	return from.Format("from 2006-01-02 15:04") + to.Format(" to 2006-01-02 15:04")
}

const maxDrivers = 5

// explain fills the drivers of w from the incident and the brand's past.
func (w *Why) explain(incident *tally, past *past) {
	w.Total, w.Negative, w.Repeats, w.Sampled = incident.Mentions, incident.Negative, incident.Repeats, len(incident.Sample)
	w.Sources = sourceDrivers(incident, past)
	w.Authors = shares(incident.Sample, func(e excerpt, add func(string)) { add(e.Author) })
	w.Terms = termDrivers(incident.Sample, past.Sample.Items)
	w.Posts = topPosts(incident.Sample, w.Terms)
}

func sourceDrivers(incident *tally, past *past) []Driver {
	var out []Driver
	for src, usual := range past.shares() {
		if incident.Sources[src] == 0 && usual >= 0.05 { // its silence matters too
			out = append(out, Driver{Name: src, Usual: usual})
		}
	}
	for src, n := range incident.Sources {
		out = append(out, Driver{src, n, share(n, incident.Mentions), past.share(src)})
	}
	return largest(out)
}

// shares counts in how many excerpts each name stands that names tells.
func shares(sample []excerpt, names func(e excerpt, add func(string))) []Driver {
	counts := documentCounts(sample, names)
	out := make([]Driver, 0, len(counts))
	for name, n := range counts {
		if name != "" {
			out = append(out, Driver{Name: name, Count: n, Share: share(n, len(sample))})
		}
	}
	return largest(out)
}

func documentCounts(sample []excerpt, names func(e excerpt, add func(string))) map[string]int {
	counts := make(map[string]int)
	var seen []string // in one excerpt, which holds few words
	add := func(name string) {
		if !slices.Contains(seen, name) {
			seen = append(seen, name)
			counts[name]++
		}
	}
	for _, e := range sample {
		seen = seen[:0]
		names(e, add)
	}
	return counts
}

func largest(drivers []Driver) []Driver {
	slices.SortFunc(drivers, func(a, b Driver) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Name, b.Name)
	})
	return drivers[:min(len(drivers), maxDrivers)]
}

// topPosts are those that stand for the incident: they hold most of the words
// that stand out. Among equals, the largest reach comes first.
func topPosts(sample []excerpt, drivers []Driver) []TopPost {
	ranked := slices.Clone(sample)
	held := make(map[postKey]int, len(sample))
	for _, e := range sample {
		held[e.Key] = heldBy(e, drivers)
	}
	slices.SortStableFunc(ranked, func(a, b excerpt) int {
		return cmp.Or(held[b.Key]-held[a.Key], cmp.Compare(b.Reach.Or(-1), a.Reach.Or(-1)))
	})
	var out []TopPost
	for _, e := range ranked[:min(len(ranked), maxDrivers)] {
		out = append(out, TopPost{ID: e.ID, Source: e.Source, URL: e.URL, Author: e.Author, Text: e.Text, Reach: e.Reach})
	}
	return out
}

// heldBy counts the drivers among the words of an excerpt.
func heldBy(e excerpt, drivers []Driver) (n int) {
	found := make(map[string]bool)
	terms(e, func(term string) { found[term] = true })
	for _, d := range drivers {
		if found[d.Name] {
			n++
		}
	}
	return n
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
