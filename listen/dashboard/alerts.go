package dashboard

import (
	"html/template"
	"slices"
	"time"

	"github.com/earshot-go/earshot/internal/chart"
	"github.com/earshot-go/earshot/listen"
)

// mostIncidents is how many are listed on one page.
const mostIncidents = 100

// An incident is the alerts that belong together, the first one first.
type incidentCard struct {
	Alerts   []*listen.Alert
	Severity int
	Up       bool
}

// First is the alert that began it.
func (c incidentCard) First() *listen.Alert { return c.Alerts[0] }

type alertList struct {
	Incidents []incidentCard
	More      int
	Brand     string
	State     string
}

func alertsPage(v *visit) any {
	list := alertList{Brand: v.query.Get("brand"), State: v.query.Get("state")}
	alerts := v.board.heardAlerts(func(a *listen.Alert) bool {
		return (list.Brand == "" || a.Brand == list.Brand) && (list.State != "up" || isUp(a))
	})
	list.Incidents = incidents(alerts)
	if n := len(list.Incidents); n > mostIncidents {
		list.Incidents, list.More = list.Incidents[:mostIncidents], n-mostIncidents
	}
	return list
}

// incidents groups alerts, newest incident first.
func incidents(alerts []*listen.Alert) []incidentCard {
	var cards []incidentCard
	place := make(map[string]int)
	for _, a := range alerts {
		i, known := place[a.Incident]
		if !known || a.Incident == "" {
			i = len(cards)
			place[a.Incident] = i
			cards = append(cards, incidentCard{})
		}
		c := &cards[i]
		c.Alerts = append(c.Alerts, a)
		c.Severity, c.Up = max(c.Severity, a.Severity), c.Up || isUp(a)
	}
	for _, c := range cards {
		slices.SortStableFunc(c.Alerts, func(x, y *listen.Alert) int { return x.Start.Compare(y.Start) })
	}
	return cards
}

// alertDetail is an alert with what was around it.
type alertDetail struct {
	*listen.Alert
	Chart   template.HTML
	Top     string // of the scale
	From    time.Time
	To      time.Time
	Related []*listen.Alert
}

func alertPage(v *visit) any {
	id := v.query.Get("id")
	found := v.board.heardAlerts(func(a *listen.Alert) bool { return alertKey(a.ID) == id })
	if len(found) == 0 {
		return v.missing("There is no such alert. It may be so old that it was forgotten.")
	}
	a := found[0]
	d := alertDetail{Alert: a}
	d.Related = v.board.heardAlerts(func(other *listen.Alert) bool { return other.Incident == a.Incident && other.ID != a.ID })
	if a.Brand != "" {
		v.around(&d)
	}
	return d
}

// around draws the days before and after an alert.
func (v *visit) around(d *alertDetail) {
	const before, behind = 4 * 24 * time.Hour, 2 * 24 * time.Hour
	m, drawn := measureOf(d.Why.Measure)
	if !drawn {
		return
	}
	points, _ := pointsOf(v.board.windows(d.Brand, d.Start.Add(-before)), m, v.board.listener.Interval())
	end := d.Time.Add(behind)
	points = slices.DeleteFunc(points, func(p chart.Point) bool { return p.Time.After(end) })
	if len(points) < 2 {
		return
	}
	top := chart.Scale(points)
	d.From, d.To = points[0].Time, points[len(points)-1].Time
	d.Top = v.Of(d.Why.Measure, top)
	d.Chart = chart.Line{Title: measureNames[m] + " of " + clip(d.Brand, 80) + " around the alert, beside what is normal", Points: points, Top: top}.SVG()
}
