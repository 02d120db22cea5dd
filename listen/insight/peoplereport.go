package insight

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A PeopleRequest says which people are looked for. The zero PeopleRequest
// ranks by reach.
type PeopleRequest struct {
	// Brand is whom Focus and Mentions are toward; empty is all brands.
	Brand string `json:"brand,omitzero"`
	// By is the trait to rank by; empty is Reach.
	By Trait `json:"by,omitzero"`
	// Front are the traits of the Pareto front; none is Reach, Resonance and
	// Focus.
	Front []Trait `json:"front,omitempty"`
	// Limit is how many are told in each list; zero is 10.
	Limit int `json:"limit,omitzero"`
}

// A Person is an author, with every trait that is known.
type Person struct {
	Profile
	Traits map[Trait]float64 `json:"traits"`
	// Why says in words what put the person on the list.
	Why string `json:"why,omitzero"`
}

// A PeopleReport tells who speaks of the brands, in four lists, since nobody
// matters in every way.
type PeopleReport struct {
	Basis   Basis         `json:"basis"`
	Request PeopleRequest `json:"request"`
	People  int           `json:"people"`            // profiles that were looked at
	Missed  int64         `json:"missed,omitzero"`   // bounds the weight of anybody without a profile
	Unknown int           `json:"unknown,omitempty"` // of them, without the trait to rank by

	// Ranked are those with the most of Request.By.
	Ranked []Person `json:"ranked"`
	// Front are those whom nobody beats in all of Request.Front at once: each
	// has a mix of traits that no one else has more of. The largest of the
	// first trait come first.
	Front []Person `json:"front"`
	// Influencers were heard on more than one day, in three mentions or more,
	// and are among the upper twentieth by Reach or by Resonance.
	Influencers []Person `json:"influencers"`
	// Outliers are strangers with one post that spreads: heard at most twice,
	// not among the upper twentieth by Reach, and with a post of which the
	// modified z score of log(1 + engagement) among the posts of its source is
	// above 3.5 (Iglewicz and Hoaglin 1993).
	Outliers []Person `json:"outliers"`
}

const (
	upper       = 0.95 // from which quantile of a trait on somebody stands out
	oddityLimit = 3.5
)

// Report tells who matters, in the ways that r asks for. Nil is the zero
// PeopleRequest.
func (p *People) Report(r *PeopleRequest) (*PeopleReport, error) {
	q, err := r.complete()
	if err != nil {
		return nil, err
	}
	rule := "Every figure is over the mentions heard, as told when each was first heard; unknown is not zero."
	report := &PeopleReport{Request: q, Missed: p.table.floor, Basis: p.basis.stated(p.options.Selection, rule, p.table.floor == 0)}
	var all []Person
	for _, e := range p.table.sorted() {
		if e.Value.of(q.Brand) > 0 {
			all = append(all, person(&e.Value, e.Missed, q.Brand))
		}
	}
	report.People = len(all)
	report.Ranked, report.Unknown = rank(all, q.By, q.Limit)
	report.Front = limited(front(all, q.Front), q.Limit)
	p.tellApart(report, all)
	return report, nil
}

func (r *PeopleRequest) complete() (PeopleRequest, error) {
	var q PeopleRequest
	if r != nil {
		q = *r
	}
	q.By = cmp.Or(q.By, Reach)
	if len(q.Front) == 0 {
		q.Front = []Trait{Reach, Resonance, Focus}
	}
	if q.Limit == 0 {
		q.Limit = 10
	}
	var errs []error
	if q.Limit < 0 {
		errs = append(errs, &OptionError{"PeopleRequest.Limit", q.Limit, "is negative"})
	}
	for _, t := range append([]Trait{q.By}, q.Front...) {
		if !slices.Contains(Traits, t) {
			errs = append(errs, &OptionError{"PeopleRequest", t, "is no trait"})
		}
	}
	return q, errors.Join(errs...)
}

func person(p *Profile, missed int64, brand string) Person {
	out := Person{Profile: *p, Traits: make(map[Trait]float64)}
	out.Missed = missed
	for _, t := range Traits {
		if v, known := p.Trait(t, brand); known {
			out.Traits[t] = v
		}
	}
	return out
}

// rank sorts by a trait and tells how many do not have it.
func rank(all []Person, by Trait, limit int) (out []Person, unknown int) {
	for _, p := range all {
		if _, known := p.Traits[by]; !known {
			unknown++
			continue
		}
		out = append(out, p)
	}
	sortBy(out, by)
	return limited(out, limit), unknown
}

func sortBy(people []Person, by Trait) {
	slices.SortStableFunc(people, func(a, b Person) int {
		return cmp.Or(cmp.Compare(b.Traits[by], a.Traits[by]), strings.Compare(a.Source, b.Source), strings.Compare(a.ID, b.ID), strings.Compare(a.Handle, b.Handle))
	})
}

func limited[T any](s []T, limit int) []T { return slices.Clip(s[:min(len(s), limit)]) }

// tellApart fills the lists of influencers and outliers.
func (p *People) tellApart(r *PeopleReport, all []Person) {
	reach, resonance := threshold(all, Reach), threshold(all, Resonance)
	usual := make(map[string]spread, len(p.noticed)) // once for a source, not for each of its people
	for src, noticed := range p.noticed {
		usual[src] = noticed.spread()
	}
	for _, who := range all {
		far := who.stands(Reach, reach)
		switch {
		case who.Mentions >= 3 && who.Last.Sub(who.First) >= 24*time.Hour && (far || who.stands(Resonance, resonance)):
			who.Why = who.influence(reach, resonance)
			r.Influencers = append(r.Influencers, who)
		case who.Mentions <= 2 && !far:
			if why := p.outlying(&who, usual[who.Source]); why != "" {
				who.Why = why
				r.Outliers = append(r.Outliers, who)
			}
		}
	}
	sortBy(r.Influencers, Reach)
	sortBy(r.Outliers, Biggest)
	r.Influencers, r.Outliers = limited(r.Influencers, r.Request.Limit), limited(r.Outliers, r.Request.Limit)
}

// threshold is the value of a trait from which on somebody is in the upper
// twentieth of those of whom it is known.
func threshold(all []Person, t Trait) float64 {
	var values []float64
	for _, p := range all {
		if v, known := p.Traits[t]; known {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[int(upper*float64(len(values)-1)+0.5)]
}

func (p *Person) stands(t Trait, from float64) bool {
	v, known := p.Traits[t]
	return known && v >= from && v > 0
}

func (p *Person) influence(reach, resonance float64) string {
	var why []string
	if p.stands(Reach, reach) {
		why = append(why, fmt.Sprintf("%.0f followers", p.Traits[Reach]))
	}
	if p.stands(Resonance, resonance) {
		why = append(why, fmt.Sprintf("%.1f shares and answers a post", p.Traits[Resonance]))
	}
	return fmt.Sprintf("%s, %d mentions in all", strings.Join(why, ", "), p.Mentions)
}

func (p *People) outlying(who *Person, usual spread) string {
	noticed := p.noticed[who.Source]
	if noticed == nil || len(who.Posts) == 0 {
		return ""
	}
	n, known := who.Posts[0].Engagement.Value()
	z := usual.oddity(float64(n))
	if !known || z <= oddityLimit {
		return ""
	}
	return fmt.Sprintf("%d reactions to one post where %.0f are usual (z %.1f)", n, noticed.at(0.5), z)
}

// front keeps those of whom all traits are known and whom nobody dominates: has
// no less of any trait and more of one (Pareto 1906).
func front(all []Person, traits []Trait) []Person {
	var known, out []Person
	for _, p := range all {
		if !slices.ContainsFunc(traits, func(t Trait) bool { _, ok := p.Traits[t]; return !ok }) {
			known = append(known, p)
		}
	}
	// Whoever dominates another comes before: the front grows and never shrinks.
	slices.SortStableFunc(known, func(a, b Person) int {
		for _, t := range traits {
			if c := cmp.Compare(b.Traits[t], a.Traits[t]); c != 0 {
				return c
			}
		}
		return 0
	})
	for _, p := range known {
		if !slices.ContainsFunc(out, func(o Person) bool { return dominates(&o, &p, traits) }) {
			out = append(out, p)
		}
	}
	return out
}

func dominates(a, b *Person, traits []Trait) bool {
	more := false
	for _, t := range traits {
		if a.Traits[t] < b.Traits[t] {
			return false
		}
		more = more || a.Traits[t] > b.Traits[t]
	}
	return more
}
