package planted

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
)

// A Tally says of one kind of thing how many were planted and found, and how
// many were told that were not there, out of how many chances.
type Tally struct {
	Kind    string
	Planted int
	Found   int
	False   int
	Chances int
}

// A search looks for one kind of thing in what Make made up.
type search struct {
	kind string
	look func(mentions []*listen.Mention, t *Truth, y *Tally) error
}

var searches = []search{
	{"influencers", influencers},
	{"strangers whose post spreads", outliers},
	{"people who are answered most", answered},
	{"bursts of a topic", bursts},
	{"season told apart", seasons},
	{"pain points in the first five", pains},
	{"suggestion at the head", wishes},
	{"fix that helped", fixes},
	{"effect of marked days", marked},
	{"effect since a date", interrupted},
	{"lag of a business series", lags},
	{"median wait within 25 %", waits},
	{"move of the share of voice", moves},
}

// Find looks for the kinds of things whose name holds a word, all if it is
// empty, in the weeks of some seeds.
func Find(word string, seeds ...uint64) ([]Tally, error) {
	var chosen []search
	for _, s := range searches {
		if strings.Contains(s.kind, word) {
			chosen = append(chosen, s)
		}
	}
	out := make([]Tally, len(chosen))
	for _, seed := range seeds {
		mentions, truth := Make(seed)
		for i, s := range chosen {
			out[i].Kind = s.kind
			if err := s.look(mentions, &truth, &out[i]); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// judge counts found things: want were planted, got were told.
func (y *Tally) judge(want, got []string) {
	y.Planted += len(want)
	y.Chances++
	slices.Sort(got)
	for _, g := range slices.Compact(got) {
		if slices.Contains(want, g) {
			y.Found++
		} else {
			y.False++
		}
	}
}

func ofBrand(query string) insight.Selection {
	return insight.Selection{Brands: []string{Brand}, Query: query}
}

func influencers(mentions []*listen.Mention, t *Truth, y *Tally) error {
	r, err := insight.PeopleOf(slices.Values(mentions), &insight.PeopleOptions{Selection: ofBrand("")}, &insight.PeopleRequest{Limit: len(t.Influencers)})
	if err != nil {
		return err
	}
	y.judge(t.Influencers, ids(r.Influencers))
	return nil
}

func outliers(mentions []*listen.Mention, t *Truth, y *Tally) error {
	r, err := insight.PeopleOf(slices.Values(mentions), &insight.PeopleOptions{Selection: ofBrand("")}, nil)
	if err != nil {
		return err
	}
	y.judge(t.Outliers, ids(r.Outliers))
	return nil
}

// answered looks for the influencers among the ties, by how many others answer.
func answered(mentions []*listen.Mention, t *Truth, y *Tally) error {
	r, err := insight.TiesOf(slices.Values(mentions), &insight.TieOptions{Selection: ofBrand("")})
	if err != nil {
		return err
	}
	by := map[string]int{}
	for _, tie := range r.Ties {
		by[tie.To]++
	}
	most := slices.SortedFunc(maps.Keys(by), func(a, b string) int { return cmp.Or(by[b]-by[a], strings.Compare(a, b)) })
	y.judge(t.Influencers, most[:min(len(most), len(t.Influencers))])
	return nil
}

func ids(people []insight.Person) (out []string) {
	for _, p := range people {
		out = append(out, p.ID)
	}
	return out
}

// bursts asks on every day from the fourth week on what rises.
func bursts(mentions []*listen.Mention, t *Truth, y *Tally) error {
	topics, err := heard(mentions)
	if err != nil {
		return err
	}
	for day := 28; day < Days; day++ {
		date := Start.AddDate(0, 0, day)
		r, err := rising(topics, date)
		if err != nil {
			return err
		}
		var want, got []string
		for _, b := range t.Bursts {
			if b.Date == date.Format(time.DateOnly) {
				want = append(want, b.Term)
			}
		}
		for _, topic := range r.Rising {
			got = append(got, theirs(topic.Terms, want))
		}
		y.judge(want, got)
	}
	return nil
}

// theirs is the planted term among a topic's, or else the topic's own head.
func theirs(terms []insight.Term, planted []string) string {
	for _, term := range terms {
		for _, p := range planted {
			if term.Text == p || strings.Contains(term.Text, p) {
				return p
			}
		}
	}
	return terms[0].Text
}

func heard(mentions []*listen.Mention) (*insight.Topics, error) {
	topics, err := insight.NewTopics(&insight.TopicOptions{Selection: ofBrand(""), Days: Days})
	if err != nil {
		return nil, err
	}
	for _, m := range mentions {
		topics.Add(m)
	}
	return topics, nil
}

func rising(topics *insight.Topics, date time.Time) (*insight.TopicReport, error) {
	return topics.Report(&insight.TopicRequest{From: date, To: date.AddDate(0, 0, 1)})
}

// seasons asks on the fridays of the last weeks whether the word of every friday
// is told as the season's.
func seasons(mentions []*listen.Mention, t *Truth, y *Tally) error {
	topics, err := heard(mentions)
	if err != nil {
		return err
	}
	for day := 60; day < Days; day += 7 {
		r, err := rising(topics, Start.AddDate(0, 0, day))
		if err != nil {
			return err
		}
		var got []string
		for _, topic := range r.Seasonal {
			got = append(got, theirs(topic.Terms, []string{t.Seasonal}))
		}
		y.judge([]string{t.Seasonal}, got)
	}
	return nil
}

func pains(mentions []*listen.Mention, t *Truth, y *Tally) error {
	r, err := insight.WishesOf(slices.Values(mentions), &insight.WishOptions{Selection: ofBrand("")})
	if err != nil {
		return err
	}
	want := []string{t.FixedTerm}
	for _, p := range t.Pains {
		want = append(want, p.Term)
	}
	y.judge(want, heads(r.Pains, 5, append(want, burstTerms(t)...), want))
	return nil
}

// heads are the first topics by name; those of known are not false.
func heads(topics []insight.WishTopic, n int, known, want []string) (out []string) {
	for _, topic := range topics[:min(n, len(topics))] {
		if name := theirs(topic.Terms, known); slices.Contains(want, name) || !slices.Contains(known, name) {
			out = append(out, name)
		}
	}
	return out
}

func burstTerms(t *Truth) (out []string) {
	for _, b := range t.Bursts {
		out = append(out, b.Term)
	}
	return out
}

func wishes(mentions []*listen.Mention, t *Truth, y *Tally) error {
	r, err := insight.WishesOf(slices.Values(mentions), &insight.WishOptions{Selection: ofBrand("")})
	if err != nil {
		return err
	}
	y.judge([]string{t.Wish.Term}, heads(r.Suggestions, 1, []string{t.Wish.Term}, []string{t.Wish.Term}))
	return nil
}

func fixes(mentions []*listen.Mention, t *Truth, y *Tally) error {
	for term, want := range map[string][]string{t.FixedTerm: {"moved"}, t.Pains[0].Term: nil} {
		topic, err := insight.DaysOf(slices.Values(mentions), &insight.DayOptions{Selection: ofBrand(term)})
		if err != nil {
			return err
		}
		m, err := insight.Moved(topic, t.Fixed, nil)
		if err != nil {
			return err
		}
		y.judge(want, shown("moved", m.Factor.Excludes(1)))
	}
	return nil
}

func shown(name string, is bool) []string {
	if is {
		return []string{name}
	}
	return nil
}

func marked(_ []*listen.Mention, t *Truth, y *Tally) error {
	for name, values := range map[string]map[string]float64{"visits": t.Visits, "none": t.Unrelated} {
		e, err := insight.DaysWith(&insight.Series{Name: name, Values: values}, t.Campaign)
		if err != nil {
			return err
		}
		y.judge(shown("effect", name == "visits"), shown("effect", e.Shown))
	}
	return nil
}

func interrupted(_ []*listen.Mention, t *Truth, y *Tally) error {
	for name, values := range map[string]map[string]float64{"sales": t.Sales, "none": t.Unrelated} {
		e, err := insight.Interrupted(&insight.Series{Name: name, Values: values}, t.Incident, nil)
		if err != nil {
			return err
		}
		y.judge(shown("effect", name == "sales"), shown("effect", e.Shown))
	}
	return nil
}

func lags(mentions []*listen.Mention, t *Truth, y *Tally) error {
	days, err := insight.DaysOf(slices.Values(mentions), &insight.DayOptions{Selection: ofBrand("")})
	if err != nil {
		return err
	}
	for name, values := range map[string]map[string]float64{"calls": t.Calls, "none": t.Unrelated} {
		a, err := insight.Associate(days.Complaints(), &insight.Series{Name: name, Values: values}, nil)
		if err != nil {
			return err
		}
		y.judge(shown("lag", name == "calls"), shown("lag", a.Shown && (name == "none" || a.Lag == t.Lag)))
	}
	return nil
}

func waits(mentions []*listen.Mention, t *Truth, y *Tally) error {
	o := &insight.ConversationOptions{Selection: insight.Selection{Brands: []string{Brand}}, Needs: 1 << 4} // purchases, which only the askers make
	r, err := insight.ConversationsOf(slices.Values(mentions), o, Start.AddDate(0, 0, Days))
	if err != nil {
		return err
	}
	ok := r.First.Median != nil && math.Abs(float64(*r.First.Median)/float64(t.MedianWait)-1) < 0.25
	y.judge([]string{"median"}, shown("median", ok))
	return nil
}

// moves halves the rival's mentions in the second half and asks whether the
// brand's share is said to have moved; and asks of two halves that do not differ.
func moves(mentions []*listen.Mention, _ *Truth, y *Tally) error {
	half := Start.AddDate(0, 0, Days/2)
	for _, thinned := range []bool{true, false} {
		var voices []*insight.VoiceReport
		for _, s := range []insight.Selection{{To: half}, {From: half}} {
			n := 0
			r, err := insight.VoiceOf(func(yield func(*listen.Mention) bool) {
				for _, m := range mentions {
					if m.Brand == Rival && !m.Post.Time.Before(half) && thinned {
						if n++; n%4 != 0 {
							continue
						}
					}
					if !everyday(m) { // the other scenes are not the same in both halves
						continue
					}
					if !yield(m) {
						return
					}
				}
			}, &insight.VoiceOptions{Selection: s})
			if err != nil {
				return err
			}
			voices = append(voices, r)
		}
		changes, err := voices[1].Since(voices[0], insight.ByMentions)
		if err != nil {
			return err
		}
		y.judge(shown("move", thinned), shown("move", changes[0].Shown))
	}
	return nil
}

// everyday tells that a mention is of the crowd and of no scene.
func everyday(m *listen.Mention) bool {
	id := m.Post.Author.ID
	return len(id) > 1 && id[0] == 'a' && id[1] <= '9' && m.Post.Parent == "" && !strings.Contains(m.Text, " x")
}
