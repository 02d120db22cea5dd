package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
)

// days counts the mentions of every brand by hour, from which columns of any
// length are made.
type days struct {
	hours map[slot]volume
}

type slot struct {
	brand string
	hour  int64 // since 1970
}

type volume struct{ mentions, negative int }

func newDays() days { return days{map[slot]volume{}} }

func (d days) add(m *listen.Mention) {
	if m.Post.Time.IsZero() {
		return
	}
	s := slot{m.Brand, floor(m.Post.Time.Unix(), 3600)}
	v := d.hours[s]
	v.mentions++
	if m.Sentiment.Label() == sentiment.Negative {
		v.negative++
	}
	d.hours[s] = v
}

// A scale is how much time one column of the chart stands for.
type scale struct {
	name  string
	hours int64
}

var scales = []scale{{"an hour", 1}, {"a day", 24}, {"a week", 7 * 24}, {"in four weeks", 28 * 24}, {"a year", 365 * 24}}

// shortest is the number of columns under which a finer scale says more.
const shortest = 4

// scale picks the coarsest one that has a few columns, and none that has more
// than fit.
func (d days) scale(room int) (s scale, first, last int64) {
	first, last = d.span()
	for _, s = range scales {
		columns := int(floor(last, s.hours) - floor(first, s.hours) + 1)
		if s.hours == 1 && columns > shortest*24 {
			continue
		}
		if columns <= room {
			break
		}
	}
	return s, floor(first, s.hours), floor(last, s.hours)
}

func (d days) span() (first, last int64) {
	first, last = 1<<62, -1<<62
	for s := range d.hours {
		first, last = min(first, s.hour), max(last, s.hour)
	}
	return first, last
}

// floor divides, rounding down.
func floor(a, b int64) int64 {
	if a%b < 0 {
		return a/b - 1
	}
	return a / b
}

// columns sums up one brand's volume by column.
func (d days) columns(brand string, s scale, first, last int64) []volume {
	columns := make([]volume, last-first+1)
	for at, v := range d.hours {
		if at.brand != brand {
			continue
		}
		i := floor(at.hour, s.hours) - first
		if i < 0 || i >= int64(len(columns)) {
			continue
		}
		columns[i].mentions += v.mentions
		columns[i].negative += v.negative
	}
	return columns
}

const (
	chartHeight = 4
	maxCharts   = 5
)

func (r *report) printDays() {
	if len(r.days.hours) == 0 {
		return
	}
	margin := r.scores.nameWidth + len("  12345 |  ") + 2
	s, first, last := r.days.scale((r.width - margin))
	wide := int(last-first+1)*2 <= r.width-margin
	begin, end := start(first, s), start(last, s)
	r.head("DAYS", fmt.Sprintf("%s to %s, mentions %s and the share of negative ones, scaled to the highest", begin.Format(layout(s)), end.Format(layout(s)), s.name))
	for _, b := range r.scores.loudest(maxCharts) {
		r.printChart(b.Name, r.days.columns(b.Name, s, first, last), wide)
	}
	r.printAxis(s, first, last, wide)
}

func start(column int64, s scale) time.Time { return time.Unix(column*s.hours*3600, 0).UTC() }

func layout(s scale) string {
	if s.hours < 24 {
		return "2 Jan 2006 15:04"
	}
	return "2 Jan 2006"
}

func (r *report) printChart(brand string, columns []volume, wide bool) {
	most := slices.MaxFunc(columns, func(a, b volume) int { return cmp.Compare(a.mentions, b.mentions) }).mentions
	if most == 0 {
		return
	}
	for row := chartHeight - 1; row >= 0; row-- {
		title, scale := "", ""
		if row == chartHeight-1 {
			title, scale = name(brand), fmt.Sprint(most)
		}
		fmt.Fprintf(r, "  %-*s %6s %s", r.scores.nameWidth, title, scale, r.paint(dim, "│"))
		for _, c := range columns {
			fmt.Fprint(r, cell(float64(c.mentions)/float64(most), chartHeight, row, wide))
		}
		fmt.Fprintln(r)
	}
	r.printNegative(columns, wide)
}

// printNegative prints a row with the share of negative mentions.
func (r *report) printNegative(columns []volume, wide bool) {
	most := slices.MaxFunc(columns, func(a, b volume) int { return cmp.Compare(a.badness(), b.badness()) }).badness()
	if most == 0 {
		return
	}
	label := fmt.Sprintf("negative %3.0f %%", 100*most)
	fmt.Fprintf(r, "  %*s%s", r.scores.nameWidth+7, label, r.paint(dim, " │"))
	for _, c := range columns {
		fmt.Fprint(r, r.paint(red, cell(c.badness()/most, 1, 0, wide)))
	}
	fmt.Fprintln(r)
}

// badness is the share of negative mentions; of no mentions, none is negative.
func (v volume) badness() float64 { return float64(v.negative) / float64(max(v.mentions, 1)) }

var blocks = []rune(" ▁▂▃▄▅▆▇█")

// cell draws one row of a bar that is rows high where share is 1. The least that
// shows is an eighth of a row.
func cell(share float64, rows, row int, wide bool) string {
	eighths := int(math.Ceil(share*float64(rows)*8)) - row*8
	block := string(blocks[min(max(eighths, 0), 8)])
	if wide {
		block += block
	}
	return block
}

// printAxis marks the columns: the weekdays under days, the first and the last
// one otherwise.
func (r *report) printAxis(s scale, first, last int64, wide bool) {
	step := 1
	if wide {
		step = 2
	}
	var b strings.Builder
	for column := first; column <= last && s.hours == 24; column++ {
		fmt.Fprintf(&b, "%-*s", step, start(column, s).Weekday().String()[:1])
	}
	if b.Len() > 0 {
		fmt.Fprintf(r, "  %-*s %6s  %s\n", r.scores.nameWidth, "", "", r.paint(dim, b.String()))
	}
}
