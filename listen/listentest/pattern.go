package listentest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
)

// A Pattern is what a test wants to have been heard: a [Mention] or an [Alert].
type Pattern interface {
	// differs tells what about the event does not fit, and nothing where it
	// does. It reports false for events of another kind.
	differs(e listen.Event) (differences []string, sameKind bool)
	String() string
}

// A Mention is a pattern of mentions. What is zero is not asked for.
type Mention struct {
	Brand string
	Text  string // stands somewhere in the text
	Found string // the bytes of the text that name the brand
	Kind  match.Kind
	Tone  sentiment.Label
	// Intent holds what is wanted of the brand at least.
	Intent sentiment.Intent
	Change listen.Change
	Own    bool
	Late   bool
}

func (w Mention) differs(e listen.Event) ([]string, bool) {
	m, ok := e.(*listen.Mention)
	if !ok {
		return nil, false
	}
	var d differences
	ask(&d, "Brand", w.Brand, m.Brand)
	d.ask("Text", w.Text == "" || strings.Contains(m.Text, w.Text), w.Text, m.Text)
	d.ask("Found", w.Found == "" || slices.Contains(found(m), w.Found), w.Found, strings.Join(found(m), ", "))
	ask(&d, "Kind", w.Kind, m.Hit.Kind)
	ask(&d, "Tone", w.Tone, m.Sentiment.Label())
	d.ask("Intent", m.Intent.Has(w.Intent), w.Intent, m.Intent)
	ask(&d, "Change", w.Change, m.Change)
	ask(&d, "Own", w.Own, m.Own)
	ask(&d, "Late", w.Late, m.Late)
	return d, true
}

func found(m *listen.Mention) []string {
	var out []string
	for _, h := range m.Hits {
		out = append(out, m.Text[h.Start:h.End])
	}
	return out
}

// String says what is wanted.
func (w Mention) String() string { return "mention" + fields(w) }

// An Alert is a pattern of alerts. What is zero is not asked for.
type Alert struct {
	Brand  string
	Source string
	Kind   listen.AlertKind
	State  listen.AlertState
	// From and To bound when the alert began: From is in, To is out.
	From, To time.Time
	// Severity is what it has at least.
	Severity int
	// Term is a word that stands out, in Why.Terms.
	Term string
}

func (w Alert) differs(e listen.Event) ([]string, bool) {
	a, ok := e.(*listen.Alert)
	if !ok {
		return nil, false
	}
	var d differences
	ask(&d, "Brand", w.Brand, a.Brand)
	ask(&d, "Source", w.Source, a.Source)
	ask(&d, "Kind", w.Kind, a.Kind)
	ask(&d, "State", w.State, a.State)
	d.ask("From", w.From.IsZero() || !a.Start.Before(w.From), stamp(w.From), stamp(a.Start))
	d.ask("To", w.To.IsZero() || a.Start.Before(w.To), stamp(w.To), stamp(a.Start))
	d.ask("Severity", a.Severity >= w.Severity, w.Severity, a.Severity)
	terms := make([]string, len(a.Why.Terms))
	for i, t := range a.Why.Terms {
		terms[i] = t.Name
	}
	d.ask("Term", w.Term == "" || slices.Contains(terms, w.Term), w.Term, strings.Join(terms, ", "))
	return d, true
}

// String says what is wanted.
func (w Alert) String() string { return "alert" + fields(w) }

type differences []string

func (d *differences) ask(field string, fits bool, want, got any) {
	if !fits {
		*d = append(*d, fmt.Sprintf("%s: wanted %v, heard %v", field, quoted(want), quoted(got)))
	}
}

// ask compares a field that is asked for where it is not zero.
func ask[T comparable](d *differences, field string, want, got T) {
	var zero T
	d.ask(field, want == zero || want == got, want, got)
}

func quoted(v any) string {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprint(v)
}

func stamp(t time.Time) string { return t.Format("2006-01-02 15:04 MST") }
