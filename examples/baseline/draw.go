package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

const rows = 12

// column is some intervals of the drawing taken together.
type column struct {
	low, high, value float64
	mark             rune
}

// draw shows the last two weeks: the band in grey, the value as a dot, incidents below. Height goes by the
// square root, so that a burst leaves room for the days around it.
func draw(out io.Writer, verdicts []baseline.Verdict, width int) {
	last := verdicts[len(verdicts)-1].Time
	for verdicts[0].Time.Before(last.Add(-14 * 24 * time.Hour)) {
		verdicts = verdicts[1:]
	}
	columns := columnsOf(verdicts, width)
	top := 1e-9
	for _, c := range columns {
		top = max(top, c.value, min(c.high, 4*c.value))
	}
	for row := rows - 1; row >= 0; row-- {
		var line strings.Builder
		for _, c := range columns {
			line.WriteRune(c.at(row, top))
		}
		label := ""
		if share := float64(row) / (rows - 1); row%3 == 2 || row == 0 {
			label = fmt.Sprintf("%.3g", top*share*share)
		}
		fmt.Fprintf(out, "%8s %s\n", label, strings.TrimRight(line.String(), " "))
	}
	var marks strings.Builder
	for _, c := range columns {
		marks.WriteRune(c.mark)
	}
	fmt.Fprintf(out, "%8s %s\n", "", strings.TrimRight(marks.String(), " "))
	fmt.Fprintf(out, "%8s %s to %s;  ░ normal  ● value  ▲▼ incident\n", "",
		verdicts[0].Time.Format("Mon 2 Jan"), last.Format("Mon 2 Jan 15:04"))
}

func (c column) at(row int, top float64) rune {
	at := func(v float64) int { return int(math.Round(math.Sqrt(max(0, v)/top) * (rows - 1))) }
	switch {
	case row == at(c.value):
		return '●'
	case at(c.low) <= row && row <= at(c.high):
		return '░'
	}
	return ' '
}

// columnsOf averages the intervals of a column; an incident anywhere in it marks it.
func columnsOf(verdicts []baseline.Verdict, width int) []column {
	width = min(width, len(verdicts))
	columns := make([]column, width)
	for i := range columns {
		from, to := i*len(verdicts)/width, (i+1)*len(verdicts)/width
		c := column{mark: ' '}
		for _, v := range verdicts[from:to] {
			n := float64(to - from)
			c.low, c.high, c.value = c.low+v.Low/n, c.high+v.High/n, c.value+v.Value/n
			if v.State != baseline.None && c.mark == ' ' {
				c.mark = mark(v)
			}
		}
		columns[i] = c
	}
	return columns
}

// mark says in which direction the incident's peak lies.
func mark(v baseline.Verdict) rune {
	if v.Direction == baseline.Down {
		return '▼'
	}
	return '▲'
}
