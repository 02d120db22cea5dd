package main

import (
	"cmp"
	"fmt"
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

var scales = []scale{{"hour", 1}, {"day", 24}, {"week", 7 * 24}, {"four weeks", 28 * 24}, {"year", 365 * 24}}

// shortest is the number of columns under which a finer scale says more.
const shortest = 4

// scale picks the coarsest one that has a few columns, and none that has more
// than fit.
func (d days) scale(room int) (s scale, first, last int64) {
	first, last = d.span()
	for _, s = range scales {
		columns := int(floor(last, s.hours) - floor(first, s.hours) + 1)
		if s.name == "hour" && columns > shortest*24 {
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
	margin := r.scores.nameWidth + len("  12345 |  ")
	s, first, last := r.days.scale((r.width - margin))
	wide := int(last-first+1)*2 <= r.width-margin
	begin, end := start(first, s), start(last, s)
	legend := r.paint(red, "red")
	if !r.terminal {
		legend = "▒"
	}
	r.head("DAYS", fmt.Sprintf("%s to %s, mentions in a column of one %s each, ", begin.Format(layout(s)), end.Format(layout(s)), s.name)+legend+r.paint(dim, " is negative"))
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
			fmt.Fprint(r, r.cell(c, most, row, wide))
		}
		fmt.Fprintln(r)
	}
}

var blocks = []rune(" ▁▂▃▄▅▆▇█")

// cell draws one row of one column: an eighth of a row is the least that shows.
func (r *report) cell(v volume, most, row int, wide bool) string {
	filled := func(n int) int { return min(max((n*chartHeight*8+most-1)/most-row*8, 0), 8) }
	level, bad := filled(v.mentions), filled(v.negative)
	block := string(blocks[level])
	negative := bad > level/2
	if negative && !r.terminal && level == 8 {
		block = "▒"
	}
	if wide {
		block += block
	}
	if negative {
		return r.paint(red, block)
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
	for column := first; column <= last && s.name == "day"; column++ {
		fmt.Fprintf(&b, "%-*s", step, start(column, s).Weekday().String()[:1])
	}
	if b.Len() > 0 {
		fmt.Fprintf(r, "  %-*s %6s  %s\n", r.scores.nameWidth, "", "", r.paint(dim, b.String()))
	}
}
