package dashboard

import (
	"html/template"
	"time"

	"github.com/earshot-go/earshot/internal/chart"
	"github.com/earshot-go/earshot/listen/insight"
)

type topicsData struct {
	period
	Report   *insight.TopicReport
	Rising   []topicCard
	Seasonal []topicCard
}

type topicCard struct {
	insight.Topic
	SVG      template.HTML
	From, To time.Time
	Top      float64
}

func topicsPage(v *visit) any {
	d := &topicsData{period: v.period()}
	if v.query.Get("days") == "" {
		d.Days = 1
		d.from = d.to.AddDate(0, 0, -1)
	}
	report, err := computed(v, "topics", func(rows []*row) (*insight.TopicReport, error) {
		all := d.selection()
		all.From = time.Time{} // the days before are the past
		return insight.TopicsOf(mentions(rows), &insight.TopicOptions{Selection: all, Zone: v.zoneName()}, &insight.TopicRequest{From: d.from, To: d.to})
	})
	if err != nil {
		return v.fail(err)
	}
	d.Report = report
	for _, t := range report.Rising {
		d.Rising = append(d.Rising, v.topicCard(t))
	}
	for _, t := range report.Seasonal {
		d.Seasonal = append(d.Seasonal, v.topicCard(t))
	}
	return d
}

func (v *visit) topicCard(t insight.Topic) topicCard {
	c := topicCard{Topic: t}
	var points []chart.Point
	for _, day := range t.Daily {
		if at, err := time.ParseInLocation(time.DateOnly, day.Date, v.zone); err == nil {
			points = append(points, chart.Point{Time: at, Value: day.Value, Known: true})
		}
	}
	if len(points) > 1 {
		c.Top, c.From, c.To = chart.Scale(points), points[0].Time, points[len(points)-1].Time
		c.SVG = chart.Line{Title: "People who spoke of " + clip(t.Name, 80) + ", day by day", Points: points, Top: c.Top, Spark: true}.SVG()
	}
	return c
}
