package report

import (
	"cmp"
	"slices"
	"time"

	"golang.org/x/text/language"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
)

// A Report is what happened to brands in a period. Its JSON form has all of it.
type Report struct {
	Title    string    `json:"title"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Zone     string    `json:"zone"`
	Incident string    `json:"incident,omitzero"`

	// Summary says the most in a few sentences.
	Summary []string `json:"summary"`
	// Brands are those that were heard of, the most mentions first.
	Brands []Brand `json:"brands"`
	// Alerts were up in the period, each as told last, in the order in which
	// they began.
	Alerts          []*listen.Alert `json:"alerts"`
	ForgottenAlerts int             `json:"forgottenAlerts,omitzero"`

	Voice *insight.VoiceReport `json:"voice"`
	// Changes compare the shares of voice with those of the period before.
	Changes []insight.VoiceChange `json:"changes,omitempty"`
	// Rising are the topics of the period and of its days; Topics says how they
	// were found.
	Rising        []Topic                     `json:"rising"`
	Topics        *insight.TopicReport        `json:"topics"`
	People        *insight.PeopleReport       `json:"people"`
	Channels      *insight.ChannelReport      `json:"channels"`
	Conversations *insight.ConversationReport `json:"conversations"`
	Heard         []Heard                     `json:"heard,omitempty"`

	language language.Tag
}

// A Brand is a brand in the period.
type Brand struct {
	Name       string `json:"name"`
	Competitor bool   `json:"competitor,omitzero"`
	// Mentions were counted, Before in the period before.
	Mentions int `json:"mentions"`
	Before   int `json:"before"`
	// Expected is what is normal for the period, where every window of it was
	// judged; 0 is not known.
	Expected float64 `json:"expected,omitzero"`
	// Unheard is how many windows nobody listened in.
	Unheard int `json:"unheard,omitzero"`

	Tone       insight.Tone     `json:"tone"`
	Negative   insight.Interval `json:"negative"` // share of those with a tone
	Complaints int              `json:"complaints"`
	Posts      []insight.Post   `json:"posts"` // with the most engagement
	Windows    []*listen.Window `json:"windows,omitempty"`
}

// brands puts together what voices and windows tell.
func (c *Collector) brands(voice, before *insight.VoiceReport) []Brand {
	past := make(map[string]int)
	for _, v := range before.Brands {
		past[v.Brand] = int(v.Mentions.Value)
	}
	var out []Brand
	add := func(b Brand) {
		b.Before, b.Complaints, b.Negative = past[b.Name], c.complaints[b.Name], b.Tone.NegativeShare()
		c.judge(&b)
		out = append(out, b)
	}
	for _, v := range voice.Brands {
		add(Brand{Name: v.Brand, Competitor: v.Competitor, Mentions: int(v.Mentions.Value), Tone: v.Tone, Posts: v.Posts})
	}
	for name, windows := range c.windows { // those nobody spoke of in the period
		if !slices.ContainsFunc(out, func(b Brand) bool { return b.Name == name }) {
			add(Brand{Name: name, Competitor: windows[0].Competitor})
		}
	}
	slices.SortFunc(out, func(a, b Brand) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// judge adds what the windows of a brand tell.
func (c *Collector) judge(b *Brand) {
	var expected float64
	var judged time.Duration
	for _, w := range c.windows[b.Name] {
		b.Windows = append(b.Windows, inZone(w, c.zone))
		switch {
		case w.Volume == nil:
			b.Unheard++
		case w.Volume.Ready:
			expected += w.Volume.Expected
			judged += w.End.Sub(w.Start)
		}
	}
	if judged == c.options.To.Sub(c.options.From) {
		b.Expected = expected
	}
}

func inZone(w *listen.Window, zone *time.Location) *listen.Window {
	local := *w
	local.Start, local.End = w.Start.In(zone), w.End.In(zone)
	return &local
}

// title names brands and period.
func (r *Report) title() string {
	var names []string
	for _, b := range r.Brands {
		if !b.Competitor {
			names = append(names, b.Name)
		}
	}
	if len(names) == 0 {
		return period(r.From, r.To)
	}
	return few(names) + ": " + period(r.From, r.To)
}

// period writes the days of a period; whole days go without hours.
func period(from, to time.Time) string {
	last := to.Add(-time.Nanosecond)
	switch {
	case from.Hour()+from.Minute()+to.Hour()+to.Minute() > 0:
		return from.Format("2006-01-02 15:04") + " to " + to.Format("2006-01-02 15:04")
	case from.Format(time.DateOnly) == last.Format(time.DateOnly):
		return from.Format("Monday 2006-01-02")
	}
	return from.Format(time.DateOnly) + " to " + last.Format(time.DateOnly)
}
