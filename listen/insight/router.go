package insight

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match/query"
	"github.com/earshot-go/earshot/sentiment"
)

// A Route sends mentions to a department. All that is set must hold.
type Route struct {
	Name string `json:"name"`
	// Query is a Boolean query about the post, as package query reads them. It
	// is also how a topic, a language, a source or a number of followers is
	// asked for: `(invoice OR bill*) lang:nl followers:>1000`.
	Query string `json:"query,omitempty"`
	// Brands are the names it is for; none means all.
	Brands []string `json:"brands,omitempty"`
	// Intents are what the author may want, one of them is enough; 0 asks for
	// none.
	Intents sentiment.Intent `json:"intents,omitempty"`
	// Languages are BCP 47 tags, as stated by the source or else found by the
	// scorer; "en" takes "en-GB" as well. None means all.
	Languages []string `json:"languages,omitempty"`
	// Reach is how many followers the author must have; unknown is not enough.
	Reach int64 `json:"reach,omitzero"`
	// Urgency is the least urgency of the case.
	Urgency int `json:"urgency,omitzero"`
	// Hours are when the department is there, by the time of the post; nil is
	// always.
	Hours *Hours `json:"hours,omitempty"`
}

// RouterOptions tune a [Router].
type RouterOptions struct {
	// All sends a mention to every department whose route it answers; false
	// sends it to the first.
	All bool
	// Default is where a mention goes that no route takes. Empty is nowhere,
	// which the decision tells.
	Default string
	// Triage judges the urgency; nil is a Triage without options.
	Triage *Triage
}

// A Router sends mentions to departments. It is safe for concurrent use.
type Router struct {
	routes   []route
	queries  *query.Set
	options  RouterOptions
	byIntent *Triage
}

type route struct {
	Route
	query *query.Query
	desk  *desk
}

// A Decision says where a mention goes, and why.
type Decision struct {
	To []string `json:"to"` // in the order of the routes; empty is nowhere
	// Default tells that no route took it.
	Default bool   `json:"default,omitzero"`
	Case    Case   `json:"case"`
	Steps   []Step `json:"steps"` // one for each route asked
}

// A Step is what one route said.
type Step struct {
	Route string `json:"route"`
	Taken bool   `json:"taken"`
	Why   string `json:"why"`
}

func (d Decision) String() string {
	to := strings.Join(d.To, ", ")
	if to == "" {
		to = "nowhere"
	}
	for _, s := range d.Steps {
		if s.Taken {
			return to + ": " + s.Why
		}
	}
	return to + ": no route takes it"
}

// NewRouter makes a Router. Its error joins everything that is wrong with the
// routes, each with its name. Nil options are fine.
func NewRouter(routes []Route, o *RouterOptions) (*Router, error) {
	if o == nil {
		o = new(RouterOptions)
	}
	r := &Router{options: *o, byIntent: o.Triage}
	var errs []error
	if r.byIntent == nil {
		triage, err := NewTriage(nil)
		errs = append(errs, err)
		r.byIntent = triage
	}
	seen := make(map[string]bool)
	for i, spec := range routes {
		compiled, err := spec.compile()
		if err != nil {
			errs = append(errs, fmt.Errorf("insight: route %d %q: %w", i+1, spec.Name, err))
		}
		if seen[spec.Name] {
			errs = append(errs, &OptionError{"Route.Name", spec.Name, "is there twice"})
		}
		seen[spec.Name] = true
		r.routes = append(r.routes, compiled)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	queries := make([]*query.Query, len(r.routes))
	for i := range r.routes {
		queries[i] = r.routes[i].query
	}
	r.queries = query.NewSet(queries...)
	return r, nil
}

func (s Route) compile() (out route, err error) {
	out.Route = s
	var errs []error
	if s.Name == "" {
		errs = append(errs, &OptionError{"Route.Name", `""`, "is empty"})
	}
	if s.Query != "" {
		out.query, err = query.Compile(s.Query)
		errs = append(errs, err)
	}
	if s.Reach < 0 {
		errs = append(errs, &OptionError{"Route.Reach", s.Reach, "is negative"})
	}
	if s.Urgency < 0 || s.Urgency > 100 {
		errs = append(errs, &OptionError{"Route.Urgency", s.Urgency, "is not between 0 and 100"})
	}
	out.desk, err = s.Hours.compile()
	return out, errors.Join(append(errs, err)...)
}

// Route says where a mention goes.
func (r *Router) Route(m *listen.Mention) Decision {
	d := Decision{Case: r.byIntent.Judge(m)}
	document := documentOf(m)
	answers := r.queries.Append(nil, document)
	for i := range r.routes {
		step := r.routes[i].ask(m, document, &d.Case, slices.Contains(answers, i))
		d.Steps = append(d.Steps, step)
		if !step.Taken {
			continue
		}
		d.To = append(d.To, step.Route)
		if !r.options.All {
			return d
		}
	}
	if len(d.To) == 0 {
		d.Default = true
		if r.options.Default != "" {
			d.To = []string{r.options.Default}
		}
	}
	return d
}

// A condition is one thing that a route asks for.
type condition struct {
	asked, holds bool
	yes, no      string
}

// ask tells whether a route takes a mention; the first condition that fails
// says why not.
func (r *route) ask(m *listen.Mention, d *query.Document, c *Case, answers bool) Step {
	var why []string
	for _, condition := range append(r.conditions(m, c), r.answer(d, answers)) {
		switch {
		case !condition.asked:
		case !condition.holds:
			return Step{r.Name, false, condition.no}
		default:
			why = append(why, condition.yes)
		}
	}
	if why == nil {
		why = []string{"takes everything"}
	}
	return Step{r.Name, true, strings.Join(why, "; ")}
}

func (r *route) conditions(m *listen.Mention, c *Case) []condition {
	language := languageOf(m)
	followers, known := m.Post.Author.Followers.Value()
	return []condition{
		{len(r.Brands) > 0, slices.Contains(r.Brands, m.Brand), "speaks of " + m.Brand, "speaks of " + m.Brand},
		{r.Intents != 0, m.Intent&r.Intents != 0, "wants " + (m.Intent & r.Intents).String(), "wants " + m.Intent.String()},
		{len(r.Languages) > 0, slices.ContainsFunc(r.Languages, func(l string) bool { return speaks(language, l) }), "is in " + language, "is in " + language},
		{r.Reach > 0, known && followers >= r.Reach, fmt.Sprintf("has %d followers", followers), fmt.Sprintf("has %s followers", m.Post.Author.Followers)},
		{r.Urgency > 0, c.Urgency >= r.Urgency, fmt.Sprintf("has urgency %d", c.Urgency), fmt.Sprintf("has urgency %d", c.Urgency)},
		{r.desk != nil, r.desk.open(m.Post.Time), "came within the hours", "came outside the hours"},
	}
}

func (r *route) answer(d *query.Document, answers bool) condition {
	if r.query == nil {
		return condition{}
	}
	why := r.query.Explain(d).Why
	return condition{true, answers, why, why}
}

func languageOf(m *listen.Mention) string {
	if m.Post.Language != "" {
		return m.Post.Language
	}
	if m.Sentiment.Language != "" {
		return m.Sentiment.Language
	}
	return "an unknown language"
}

// speaks tells whether a tag is a language or a variety of it.
func speaks(tag, language string) bool {
	tag, language = strings.ToLower(tag), strings.ToLower(language)
	return tag == language || strings.HasPrefix(tag, language+"-")
}
