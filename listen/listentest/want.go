package listentest

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// Want fails the test for every pattern that no event fits, with the nearest
// event and what is different about it. The test goes on.
func (h *Heard) Want(patterns ...Pattern) {
	h.tb.Helper()
	for _, p := range patterns {
		if _, ok := h.first(p); !ok {
			h.tb.Errorf("no %v was heard%s", p, h.nearest(p))
		}
	}
}

// WantNo fails the test for every pattern that an event fits. The zero Mention
// fits every mention, and the zero Alert every alert.
func (h *Heard) WantNo(patterns ...Pattern) {
	h.tb.Helper()
	for _, p := range patterns {
		if e, ok := h.first(p); ok {
			h.tb.Errorf("%v was heard, and should not have been:\n\t%s", p, describe(e))
		}
	}
}

// WantCount fails the test unless so many events fit the pattern.
func (h *Heard) WantCount(n int, p Pattern) {
	h.tb.Helper()
	var fitting []string
	for _, e := range h.Events {
		if d, ok := p.differs(e); ok && len(d) == 0 {
			fitting = append(fitting, "\n\t"+describe(e))
		}
	}
	if len(fitting) != n {
		h.tb.Errorf("%v was heard %d times instead of %d%s", p, len(fitting), n, strings.Join(fitting[:min(len(fitting), 20)], ""))
	}
}

func (h *Heard) first(p Pattern) (listen.Event, bool) {
	for _, e := range h.Events {
		if d, ok := p.differs(e); ok && len(d) == 0 {
			return e, true
		}
	}
	return nil, false
}

// nearest describes the event that differs in the least.
func (h *Heard) nearest(p Pattern) string {
	var best listen.Event
	var least []string
	for _, e := range h.Events {
		if d, ok := p.differs(e); ok && (best == nil || distance(d) < distance(least)) {
			best, least = e, d
		}
	}
	if best == nil {
		return "; there was nothing of the kind among " + fmt.Sprint(len(h.Events)) + " events" + h.errors()
	}
	return "; the nearest was\n\t" + describe(best) + "\n\t" + strings.Join(least, "\n\t") + h.errors()
}

// distance is in how many fields an event differs. Who is spoken of counts more
// than all that is said.
func distance(d []string) int {
	const fields = 10
	n := len(d)
	if n > 0 && strings.HasPrefix(d[0], "Brand:") {
		n += fields
	}
	return n
}

func (h *Heard) errors() string {
	if len(h.Errors) == 0 {
		return ""
	}
	return fmt.Sprintf("\n%d errors, the first: %v", len(h.Errors), h.Errors[0])
}

// describe is an event in a line.
func describe(e listen.Event) string {
	switch e := e.(type) {
	case *listen.Mention:
		return fmt.Sprintf("mention of %s (%v, %v %.2f, %v) %s %q", e.Brand, e.Hit.Kind, e.Sentiment.Label(), e.Sentiment.Valence, e.Intent, stamp(e.Post.Time), e.Text)
	case *listen.Alert:
		return "alert " + e.String()
	}
	return fmt.Sprintf("%T", e)
}

// fields writes the fields of a pattern that are asked for.
func fields(pattern any) string {
	v := reflect.ValueOf(pattern)
	var asked []string
	for i := range v.NumField() {
		if f := v.Field(i); !f.IsZero() {
			value := f.Interface()
			if t, ok := value.(time.Time); ok {
				value = stamp(t)
			}
			asked = append(asked, fmt.Sprintf("%s: %v", v.Type().Field(i).Name, quoted(value)))
		}
	}
	return "{" + strings.Join(asked, ", ") + "}"
}
