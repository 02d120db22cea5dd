package dashboard

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/earshot-go/earshot/internal/chart"
	"github.com/earshot-go/earshot/listen/insight"
)

type channelsData struct {
	period
	Report   *insight.ChannelReport
	Channels []channelCard
}

type channelCard struct {
	insight.Channel
	Heat    template.HTML
	Tones   template.HTML
	Intents []drop
	Spoken  []drop
}

func channelsPage(v *visit) any {
	d := &channelsData{period: v.period()}
	report, err := computed(v, "channels", func(rows []*row) (*insight.ChannelReport, error) {
		return insight.ChannelsOf(mentions(rows), &insight.ChannelOptions{Selection: d.selection(), Zone: v.zoneName()})
	})
	if err != nil {
		return v.fail(err)
	}
	d.Report = report
	for _, c := range report.Channels {
		d.Channels = append(d.Channels, channelCard{
			Channel: c, Heat: heatOf(&c), Tones: toneStack(c.Tone), Intents: largest(c.Intents, 6), Spoken: largest(c.Languages, 6),
		})
	}
	return d
}

// heatOf draws when a channel is busy, from Monday on.
func heatOf(c *insight.Channel) template.HTML {
	rows := make([][]float64, 7)
	for i := range rows {
		for _, n := range c.Hours[weekday(i)] {
			rows[i] = append(rows[i], float64(n))
		}
	}
	return chart.Heat{Title: "When " + clip(c.Source, 80) + " is busy, by weekday and hour", Rows: rows, Label: func(row, hour int) string {
		return weekday(row).String() + " " + strconv.Itoa(hour) + ":00, " + strconv.FormatInt(c.Hours[weekday(row)][hour], 10) + " mentions"
	}}.SVG()
}

// weekday is the day of a row: weeks begin on Monday here.
func weekday(row int) time.Weekday { return time.Weekday((row + 1) % 7) }

// largest are the most frequent names.
func largest(counts map[string]int64, n int) []drop {
	var out []drop
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, drop{cmp.Or(shownName(name), "unknown"), counts[name]})
	}
	slices.SortStableFunc(out, func(a, b drop) int { return cmp.Compare(b.Count, a.Count) })
	return out[:min(n, len(out))]
}

// Best says when a channel is busiest.
func (c channelCard) Best() string {
	if c.Busiest < 0 || c.BusiestDay < 0 {
		return ""
	}
	return time.Weekday(c.BusiestDay).String() + "s, and at " + strconv.Itoa(c.Busiest) + ":00"
}
