package report

import (
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
)

// An incident is the alerts of one brand that were up together: what happened
// once, told in several ways.
type incident struct {
	Alerts []*listen.Alert
	Worst  *listen.Alert
	Start  time.Time
	End    time.Time // zero while one of them is up
}

// incidents puts alerts together, in the order in which they began.
func incidents(alerts []*listen.Alert) []*incident {
	var out []*incident
	for _, a := range alerts {
		i := slices.IndexFunc(out, func(in *incident) bool { return in.Alerts[0].Incident == a.Incident && a.Incident != "" })
		if i < 0 {
			out, i = append(out, &incident{Start: a.Start, End: a.End, Worst: a}), len(out)
		}
		out[i].add(a)
	}
	return out
}

func (in *incident) add(a *listen.Alert) {
	in.Alerts = append(in.Alerts, a)
	if a.Severity > in.Worst.Severity {
		in.Worst = a
	}
	if a.Start.Before(in.Start) {
		in.Start = a.Start
	}
	switch {
	case a.End.IsZero():
		in.End = time.Time{}
	case !in.End.IsZero() && a.End.After(in.End):
		in.End = a.End
	}
}

// Kinds names what the alerts are about.
func (in *incident) Kinds() string {
	var kinds []string
	for _, a := range in.Alerts {
		if kind := string(a.Kind); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return strings.Join(kinds, ", ")
}

// State is Firing as long as one of the alerts is.
func (in *incident) State() listen.AlertState {
	for _, a := range in.Alerts {
		if a.State != listen.Resolved {
			return a.State
		}
	}
	return listen.Resolved
}
