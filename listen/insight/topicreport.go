package insight

import (
	"cmp"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
)

// A TopicRequest says which days are compared with which.
type TopicRequest struct {
	// From and To bound the days that are looked at, To being out; the days
	// before From are the past. Zero are the last day heard and the end.
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
	// Score is how many standard deviations a term must stand out; zero is 4,
	// which one in 30,000 terms does by chance.
	Score float64 `json:"score,omitzero"`
	// Authors is how many different people must use a term; zero is 3.
	Authors int `json:"authors,omitzero"`
	// Limit is how many topics are told; zero is 10.
	Limit int `json:"limit,omitzero"`
}

// A TopicReport tells what is talked about more than before.
type TopicReport struct {
	Basis    Basis        `json:"basis"`
	Request  TopicRequest `json:"request"`
	Days     int          `json:"days"`     // looked at
	Past     int          `json:"past"`     // days compared with
	LowPast  bool         `json:"lowPast"`  // fewer than seven: what is usual is hardly known
	Rising   []Topic      `json:"rising"`   // the strongest first
	Seasonal []Topic      `json:"seasonal"` // rising too, as on the same days before
}

// A Topic is a group of terms that stand in the same posts.
type Topic struct {
	Name  string `json:"name"` // its strongest terms
	Terms []Term `json:"terms"`
	// Authors is how many people used the strongest term, each counted once a
	// day, and Share which part of all who spoke; Usual is the same share in
	// the past.
	Authors  float64  `json:"authors"`
	Share    Interval `json:"share"`
	Usual    Interval `json:"usual"`
	Negative Interval `json:"negative"` // share of its posts with a tone
	// Daily counts the people who used the strongest term, day by day, as far
	// back as days are kept.
	Daily []DayCount `json:"daily"`
	// Posts stand for the topic: those that hold most of its terms, of
	// different authors.
	Posts []Post `json:"posts"`
	// Season is the share on the same days before: the same weekdays, and the
	// same week of last year where it was heard. N is 0 without any.
	Season Interval `json:"season"`
}

// A DayCount is a number of a day.
type DayCount struct {
	Date  string  `json:"date"`
	Value float64 `json:"value"`
	Of    float64 `json:"of"` // all people who spoke that day
}

// A Term is a word, a pair of words or a hashtag that stands out.
type Term struct {
	Text string `json:"text"`
	// Score is how many standard deviations the log odds of the term lie above
	// those of the past, with the whole vocabulary as an informative prior
	// (Monroe, Colaresi and Quinn 2008, equations 16, 20 and 22), counted by
	// people instead of words.
	Score   float64 `json:"score"`
	Authors float64 `json:"authors"`
	Posts   int64   `json:"posts"`
	Usual   float64 `json:"usual"` // share of those who spoke in the past
}

// Report finds the topics that rise. Nil is the zero TopicRequest.
func (t *Topics) Report(r *TopicRequest) (*TopicReport, error) {
	q, err := t.complete(r)
	if err != nil {
		return nil, err
	}
	exact := t.exact
	out := &TopicReport{Request: q, Basis: t.basis.stated(t.options.Selection, "People are counted once a day for each term they use; copies are not told apart.", exact)}
	now, past, season := t.spans(q)
	out.Days, out.Past, out.LowPast = len(now.dates), len(past.dates), len(past.dates) < 7
	scored := rising(&now, &past, q)
	for _, th := range themes(scored, t.sampled(&now)) {
		topic := Topic{Name: nameOf(th.terms), Terms: th.terms, Posts: th.posts}
		t.describe(&topic, &now, &past, &season)
		if seasonal(&topic, &season) {
			out.Seasonal = append(out.Seasonal, topic)
		} else {
			out.Rising = append(out.Rising, topic)
		}
	}
	out.Rising, out.Seasonal = limited(out.Rising, q.Limit), limited(out.Seasonal, q.Limit)
	return out, nil
}

// sampled are the posts kept of the days.
func (t *Topics) sampled(now *span) (posts []Post) {
	for _, date := range now.dates {
		for _, s := range t.days[date].sample {
			posts = append(posts, s.Post)
		}
	}
	return posts
}

func (t *Topics) complete(r *TopicRequest) (TopicRequest, error) {
	var q TopicRequest
	if r != nil {
		q = *r
	}
	var errs []error
	if q.Score < 0 || math.IsNaN(q.Score) {
		errs = append(errs, &OptionError{"TopicRequest.Score", q.Score, "is negative"})
	}
	if q.Authors < 0 {
		errs = append(errs, &OptionError{"TopicRequest.Authors", q.Authors, "is negative"})
	}
	if q.Limit < 0 {
		errs = append(errs, &OptionError{"TopicRequest.Limit", q.Limit, "is negative"})
	}
	if q.From.IsZero() && len(t.days) > 0 {
		last := slices.Max(slices.Collect(maps.Keys(t.days)))
		q.From, _ = time.ParseInLocation(time.DateOnly, last, t.location)
	}
	if !q.To.IsZero() && !q.From.Before(q.To) {
		errs = append(errs, &OptionError{"TopicRequest.To", q.To, "not after From"})
	}
	q.Score, q.Authors, q.Limit = cmp.Or(q.Score, 4), cmp.Or(q.Authors, 3), cmp.Or(q.Limit, 10)
	return q, errors.Join(errs...)
}

// A span is the terms of some days together.
type span struct {
	dates   []string
	authors float64 // people, each once a day
	terms   map[string]*termSpan
}

type termSpan struct {
	authors          float64
	posts            int64
	negative, judged int64
}

// spans sums the days looked at, those before, and those before that are like
// them.
func (t *Topics) spans(q TopicRequest) (now, past, season span) {
	from, to := q.From.In(t.location).Format(time.DateOnly), "9999-99-99"
	if !q.To.IsZero() {
		to = q.To.Add(-1).In(t.location).Format(time.DateOnly)
	}
	like := t.alike(q.From, to)
	for _, date := range slices.Sorted(maps.Keys(t.days)) {
		day := t.days[date]
		switch {
		case date < from:
			past.add(date, day)
			if like(date) {
				season.add(date, day)
			}
		case date <= to:
			now.add(date, day)
		}
	}
	return now, past, season
}

// alike tells whether a past day is like one of those looked at: the same
// weekday, or within three days of the same date a year before.
func (t *Topics) alike(from time.Time, to string) func(date string) bool {
	weekdays := make(map[time.Weekday]bool)
	anniversary := make(map[string]bool)
	for day, n := from.In(t.location), 0; n < 400 && day.Format(time.DateOnly) <= to; day, n = day.AddDate(0, 0, 1), n+1 {
		if t.days[day.Format(time.DateOnly)] == nil {
			continue
		}
		weekdays[day.Weekday()] = true
		for shift := -3; shift <= 3; shift++ {
			anniversary[day.AddDate(-1, 0, shift).Format(time.DateOnly)] = true
		}
	}
	return func(date string) bool {
		day, err := time.Parse(time.DateOnly, date)
		return err == nil && (len(weekdays) < 7 && weekdays[day.Weekday()] || anniversary[date])
	}
}

func (s *span) add(date string, d *topicDay) {
	s.dates = append(s.dates, date)
	s.authors += float64(d.authors.count())
	if s.terms == nil {
		s.terms = make(map[string]*termSpan)
	}
	for term, e := range d.terms.entries {
		sum := s.terms[term]
		if sum == nil {
			sum = new(termSpan)
			s.terms[term] = sum
		}
		sum.authors += e.Value.Authors.count()
		sum.posts += e.Value.Posts
		sum.negative += e.Value.Negative
		sum.judged += e.Value.Judged
	}
}

func (s *span) of(term string) termSpan {
	if sum := s.terms[term]; sum != nil {
		return *sum
	}
	return termSpan{}
}

// priorWeight is how many people the prior counts for where a few days are set
// beside many: the more, the more of them it takes until something new stands
// out.
const priorWeight = 300

// rising scores every term of the days looked at.
func rising(now, past *span, q TopicRequest) []Term {
	var out []Term
	for term, sum := range now.terms {
		if sum.authors < float64(q.Authors) {
			continue
		}
		before := past.of(term)
		score := logOdds(sum.authors, now.authors, before.authors, past.authors, priorWeight)
		if score >= q.Score {
			out = append(out, Term{Text: term, Score: score, Authors: sum.authors, Posts: sum.posts, Usual: ratio(before.authors, past.authors)})
		}
	}
	slices.SortFunc(out, func(a, b Term) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Text, b.Text))
	})
	return out
}

// logOdds is the difference of the log odds of a term between two groups, in
// standard deviations: y of n use it now, and before of past did. The prior is
// what both say together, weighed as so many people.
func logOdds(y, n, before, past, prior float64) float64 {
	y, before = min(y, n), min(before, past)
	share := (y + before + 0.5) / (n + past + 1)
	a := prior * share
	odds := func(y, n float64) float64 { return math.Log((y + a) / (n + prior - y - a)) }
	return (odds(y, n) - odds(before, past)) / math.Sqrt(1/(y+a)+1/(before+a))
}

// seasonal tells that half of the rise or more was there on the same days before.
func seasonal(t *Topic, season *span) bool {
	return t.Season.N > 0 && season.of(t.Terms[0].Text).authors >= 3 && t.Season.Value >= t.Share.Value/2
}

// describe fills what is known of a topic by its strongest term.
func (t *Topics) describe(topic *Topic, now, past, season *span) {
	term := topic.Terms[0].Text
	sum := now.of(term)
	topic.Authors = sum.authors
	topic.Share = wilson(ratio(sum.authors, now.authors), now.authors)
	topic.Usual = wilson(ratio(past.of(term).authors, past.authors), past.authors)
	topic.Season = wilson(ratio(season.of(term).authors, season.authors), season.authors)
	topic.Negative = proportion(sum.negative, sum.judged)
	for _, date := range slices.Sorted(maps.Keys(t.days)) {
		if date > now.dates[len(now.dates)-1] {
			break
		}
		day := t.days[date]
		c := DayCount{Date: date, Of: float64(day.authors.count())}
		if e := day.terms.find(term); e != nil {
			c.Value = e.Value.Authors.count()
		}
		topic.Daily = append(topic.Daily, c)
	}
}
