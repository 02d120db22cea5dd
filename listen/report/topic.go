package report

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/earshot-go/earshot/listen/insight"
)

// A Topic is what was talked about more than usual, in the whole period or on
// one day of it.
type Topic struct {
	// Day is the date of the day; empty is the whole period.
	Day string `json:"day,omitzero"`
	insight.Topic
}

const (
	maxTopics = 10
	// maxTopicDays bounds the days that are looked at one by one.
	maxTopicDays = 31
)

// rising finds topics in the whole period and, since a day of much talk drowns
// in a week, on each of its days. Of topics that share a term the first stays.
func (c *Collector) rising() ([]Topic, *insight.TopicReport, error) {
	o := &c.options
	whole, err := c.topics.Report(&insight.TopicRequest{From: o.From, To: o.To})
	if err != nil {
		return nil, nil, fmt.Errorf("report: %w", err)
	}
	var out []Topic
	out = add(out, "", whole.Rising)
	for from := c.midnight(o.To).AddDate(0, 0, -min(maxTopicDays, c.days())); from.Before(o.To); from = from.AddDate(0, 0, 1) {
		day, err := c.topics.Report(&insight.TopicRequest{From: from, To: from.AddDate(0, 0, 1)})
		if err != nil {
			return nil, nil, fmt.Errorf("report: %w", err)
		}
		out = add(out, from.Format(time.DateOnly), day.Rising)
	}
	slices.SortStableFunc(out, func(a, b Topic) int { return cmp.Compare(score(b), score(a)) })
	return out[:min(len(out), maxTopics)], whole, nil
}

// score is how far the strongest term stands out.
func score(t Topic) float64 {
	if len(t.Terms) == 0 {
		return 0
	}
	return t.Terms[0].Score
}

// days is how many dates the period touches.
func (c *Collector) days() int {
	first, last := c.midnight(c.options.From), c.midnight(c.options.To.Add(-time.Nanosecond))
	return int(last.Sub(first).Round(24*time.Hour)/(24*time.Hour)) + 1
}

func (c *Collector) midnight(t time.Time) time.Time {
	y, m, d := t.In(c.zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, c.zone)
}

func add(to []Topic, day string, topics []insight.Topic) []Topic {
	for _, t := range topics {
		if !slices.ContainsFunc(to, func(other Topic) bool { return share(t.Terms, other.Terms) }) {
			to = append(to, Topic{day, t})
		}
	}
	return to
}

// share tells whether two topics have a term in common.
func share(a, b []insight.Term) bool {
	return slices.ContainsFunc(a, func(t insight.Term) bool {
		return slices.ContainsFunc(b, func(u insight.Term) bool { return t.Text == u.Text })
	})
}
