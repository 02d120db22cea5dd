package dashboard

import (
	"math"
	"time"

	"github.com/earshot-go/earshot/internal/chart"
)

// telling is how many mentions a share should rest on to be drawn: one of three
// mentions says nothing.
const telling = 12

// pointsOf are the windows as a line draws them. Where windows are missing the
// line has a gap. Shares of few mentions are drawn over several windows
// together; the band is narrower then, as for windows that know nothing of
// each other.
func pointsOf(windows []window, m measure, interval time.Duration) (points []chart.Point, together int) {
	together = 1
	if m != volume {
		together = enough(windows, m)
	}
	step := int64(interval/time.Second) * int64(together)
	points = make([]chart.Point, 0, len(windows)/together+1)
	for len(windows) > 0 {
		first := windows[0].start
		n := 1
		for n < len(windows) && n < together && windows[n].start < first+step {
			n++
		}
		points = append(points, sum(windows[:n], m))
		if n < len(windows) && windows[n].start > first+step {
			points = append(points, chart.Point{Time: time.Unix(first+step, 0)})
		}
		windows = windows[n:]
	}
	return points, together
}

// enough is how many windows together have mentions enough, a day at most.
func enough(windows []window, m measure) int {
	mentions := 0
	for _, w := range windows {
		mentions += int(w.levels[m].of)
	}
	for _, n := range []int{1, 2, 3, 4, 6, 8, 12} {
		if mentions*n >= telling*len(windows) {
			return n
		}
	}
	return 24
}

// sum is one point for windows that follow one another.
func sum(windows []window, m measure) chart.Point {
	p := chart.Point{Time: time.Unix(windows[0].start, 0)}
	if l := windows[0].levels[m]; len(windows) == 1 {
		p.Value, p.Known, p.Odd = float64(l.value), l.known, l.odd
		p.Low, p.Expected, p.High, p.Judged = float64(l.low), float64(l.expected), float64(l.high), l.known && l.ready
		return p
	}
	seen, usual, of, ready, above, below := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
	for _, w := range windows {
		l := w.levels[m]
		if !l.known || l.of == 0 {
			continue
		}
		n := float64(l.of)
		seen, of = seen+n*float64(l.value), of+n
		p.Odd = p.Odd || l.odd
		if l.ready {
			ready += n
			usual += n * float64(l.expected)
			above += math.Pow(n*float64(l.high-l.expected), 2)
			below += math.Pow(n*float64(l.expected-l.low), 2)
		}
	}
	if p.Known = of > 0; p.Known {
		p.Value = seen / of
	}
	if p.Judged = ready > 0; p.Judged {
		p.Expected = usual / ready
		p.Low, p.High = max(0, p.Expected-math.Sqrt(below)/ready), min(1, p.Expected+math.Sqrt(above)/ready)
	}
	return p
}
