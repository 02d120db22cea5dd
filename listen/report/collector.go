package report

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/sentiment"
)

// A Collector gathers what a report is made of. It is safe for concurrent use.
type Collector struct {
	options Options
	zone    *time.Location

	mu            sync.Mutex
	voice         *insight.Voice
	before        *insight.Voice
	people        *insight.People
	channels      *insight.Channels
	topics        *insight.Topics
	conversations *insight.Conversations
	alerts        []known // by their first telling
	forgotten     int
	windows       map[string][]*listen.Window
	complaints    map[string]int
}

const maxAlerts = 1000

// New returns a collector. The error joins everything that is wrong with the
// options.
func New(o *Options) (*Collector, error) {
	c := &Collector{windows: make(map[string][]*listen.Window), complaints: make(map[string]int)}
	if o != nil {
		c.options = *o
	}
	zone, err := c.options.check()
	if c.zone = zone; zone == nil {
		c.options.Zone = "" // told once is enough
	}
	if err := errors.Join(err, c.open()); err != nil {
		return nil, err
	}
	return c, nil
}

// known is an alert as it was told last. What was never more than pending is
// quiet: nobody was alerted.
type known struct {
	*listen.Alert
	quiet bool
}

// open makes everything that gathers.
func (c *Collector) open() error {
	o := &c.options
	now := o.selection()
	past := insight.Selection{From: o.From.Add(-o.To.Sub(o.From)), To: o.From, Brands: o.Brands}
	waits := o.Conversations
	waits.Selection = now
	days := int(o.To.Sub(o.From)/(24*time.Hour)) + 64
	var errs [6]error
	c.voice, errs[0] = insight.NewVoice(&insight.VoiceOptions{Selection: now})
	c.before, errs[1] = insight.NewVoice(&insight.VoiceOptions{Selection: past})
	c.people, errs[2] = insight.NewPeople(&insight.PeopleOptions{Selection: now})
	c.channels, errs[3] = insight.NewChannels(&insight.ChannelOptions{Selection: now, Zone: o.Zone})
	c.topics, errs[4] = insight.NewTopics(&insight.TopicOptions{Selection: insight.Selection{To: o.To, Brands: o.Brands}, Zone: o.Zone, Days: days})
	c.conversations, errs[5] = insight.NewConversations(&waits)
	return errors.Join(errs[:]...)
}

// Add takes the next event. Events of the time before the period make the
// comparison; those after it are left out.
func (c *Collector) Add(event listen.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch e := event.(type) {
	case *listen.Mention:
		c.voice.Add(e)
		c.before.Add(e)
		c.people.Add(e)
		c.channels.Add(e)
		c.topics.Add(e)
		c.conversations.Add(e)
		c.complain(e)
	case *listen.Alert:
		c.addAlert(e)
	}
}

// complain counts complaints as voices count mentions.
func (c *Collector) complain(m *listen.Mention) {
	o := &c.options
	if m.Intent.Has(sentiment.Complaint) && m.Change == listen.Added && !m.Own && !m.Repeat && c.about(m.Brand) && !m.Post.Time.Before(o.From) && m.Post.Time.Before(o.To) {
		c.complaints[m.Brand]++
	}
}

// addAlert keeps the newest word on each alert.
func (c *Collector) addAlert(a *listen.Alert) {
	if !c.concerns(a) {
		return
	}
	if i := slices.IndexFunc(c.alerts, func(k known) bool { return k.ID == a.ID }); i >= 0 {
		over := a.State == listen.Pending || a.State == listen.Resolved
		c.alerts[i] = known{a, c.alerts[i].quiet && over}
		return
	}
	if len(c.alerts) == maxAlerts {
		c.alerts, c.forgotten = c.alerts[1:], c.forgotten+1
	}
	c.alerts = append(c.alerts, known{a, a.State == listen.Pending})
}

func (c *Collector) concerns(a *listen.Alert) bool {
	o := &c.options
	switch {
	case o.Incident != "" && a.Incident != o.Incident, !a.Start.Before(o.To), a.Brand != "" && !c.about(a.Brand):
		return false
	case !a.Time.After(o.From): // told before the period began: over, or told again later
		return a.State != listen.Resolved
	}
	return true
}

func (c *Collector) about(brand string) bool {
	return len(c.options.Brands) == 0 || slices.Contains(c.options.Brands, brand)
}

// Judged takes a window; it is made for listen.Hooks.Judged.
func (c *Collector) Judged(w *listen.Window) {
	o := &c.options
	if !c.about(w.Brand) || w.Start.Before(o.From) || !w.Start.Before(o.To) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.windows[w.Brand] = append(c.windows[w.Brand], w)
}

// Report writes down what was gathered. Coverage is that of the period, as
// listen.Listener.Coverage tells it; nil leaves that part out.
func (c *Collector) Report(coverage []listen.Coverage) (*Report, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := &c.options
	people, err := c.people.Report(nil)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	rising, topics, err := c.rising()
	if err != nil {
		return nil, err
	}
	r := &Report{
		Title: o.Title, From: o.From.In(c.zone), To: o.To.In(c.zone), Zone: c.zone.String(), Incident: o.Incident,
		Voice: c.voice.Report(), People: people, Rising: rising, Topics: topics,
		Channels: c.channels.Report(), Conversations: c.conversations.Report(o.To),
		Heard: hearing(coverage, o.From, o.To), ForgottenAlerts: c.forgotten, language: o.Language,
	}
	for _, k := range c.alerts {
		if c.concerns(k.Alert) && !(k.quiet && k.State == listen.Resolved) {
			r.Alerts = append(r.Alerts, local(k.Alert, c.zone))
		}
	}
	before := c.before.Report()
	r.Changes, _ = r.Voice.Since(before, insight.ByMentions) // counted by the same rules: it cannot fail
	r.Brands = c.brands(r.Voice, before)
	r.Summary = r.summarize()
	if r.Title == "" {
		r.Title = r.title()
	}
	return r, nil
}

// local is an alert whose times are those of a zone.
func local(a *listen.Alert, zone *time.Location) *listen.Alert {
	b := *a
	for _, t := range []*time.Time{&b.Time, &b.Start, &b.End, &b.Why.From, &b.Why.To} {
		if !t.IsZero() {
			*t = t.In(zone)
		}
	}
	return &b
}
