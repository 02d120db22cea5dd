package dashboard

import (
	"cmp"

	"github.com/earshot-go/earshot/listen/insight"
)

// traitNames are the traits as they are shown, in the order of the choice.
var traitNames = []struct {
	Trait insight.Trait
	Name  string
}{
	{insight.Reach, "followers"}, {insight.Mentions, "mentions"}, {insight.PerPost, "engagement a post"}, {insight.Resonance, "resonance"},
	{insight.Activity, "mentions a week"}, {insight.Focus, "focus on the brand"}, {insight.Negative, "negative share"},
	{insight.Growth, "growth of followers"}, {insight.Biggest, "most noticed post"},
}

type peopleData struct {
	period
	By     insight.Trait
	Report *insight.PeopleReport
	Lists  []peopleList
}

// A peopleList is one way to matter.
type peopleList struct {
	Name, Says string
	People     []insight.Person
}

func peoplePage(v *visit) any {
	traits := make([]insight.Trait, len(traitNames))
	for i := range traitNames {
		traits[i] = traitNames[i].Trait
	}
	d := &peopleData{period: v.period(), By: choice(v.query, "by", traits)}
	report, err := computed(v, "people", func(rows []*row) (*insight.PeopleReport, error) {
		return insight.PeopleOf(mentions(rows), &insight.PeopleOptions{Selection: d.selection()}, &insight.PeopleRequest{Brand: d.Brand, By: d.By, Limit: 6})
	})
	if err != nil {
		return v.fail(err)
	}
	d.Report = report
	d.Lists = []peopleList{
		{"Most " + traitName(d.By), "Ranked by the one figure chosen above.", report.Ranked},
		{"Strangers with a post that spreads", "Heard twice at most and followed by few, yet one post is noticed far more than usual on its network.", report.Outliers},
		{"Influencers", "Heard on several days, and among the upper twentieth by followers or resonance.", report.Influencers},
		{"Nobody has more of all", "Each has a mix of followers, resonance and focus that nobody else exceeds.", report.Front},
	}
	return d
}

func traitName(t insight.Trait) string {
	for _, n := range traitNames {
		if n.Trait == t {
			return n.Name
		}
	}
	return string(t)
}

// Traits are the traits to choose from.
func (d *peopleData) Traits() any { return traitNames }

// A trait is a figure as it is shown.
type shownTrait struct{ Name, Value string }

// Figures are what is known of a person, in the order of the choice.
func (v *visit) Figures(p insight.Person) []shownTrait {
	var out []shownTrait
	for _, n := range traitNames {
		if value, known := p.Traits[n.Trait]; known {
			out = append(out, shownTrait{n.Name, v.trait(n.Trait, value)})
		}
	}
	return out
}

func (v *visit) trait(t insight.Trait, value float64) string {
	switch t {
	case insight.Focus, insight.Negative:
		return v.Percent(value)
	case insight.Growth:
		return v.Percent(value) + " a month"
	}
	return v.Number(value, 1)
}

// NameOf is how a person is called.
func (v *visit) NameOf(p insight.Person) string {
	return clip(cmp.Or(p.Name, p.Handle, p.ID, "unknown author"), 60)
}
