package dashboard

import (
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/earshot-go/earshot/listen/insight"
)

// A period is what the pages of figures look at: the last days, of one brand
// or of all.
type period struct {
	Days  int
	Spans []int
	Brand string

	from, to time.Time
}

// insightDays is the period at first.
const insightDays = 7

func (v *visit) period() period {
	p := period{Days: insightDays, Spans: spans}
	if days, err := strconv.Atoi(v.query.Get("days")); err == nil && slices.Contains(spans, days) {
		p.Days = days
	}
	if brand, ok := v.board.brand(v.query.Get("brand")); ok {
		p.Brand = brand.Name
	}
	p.to = v.board.asOf().Add(time.Nanosecond) // the newest is in
	p.from = p.to.AddDate(0, 0, -p.Days)
	return p
}

func (p period) selection() insight.Selection {
	s := insight.Selection{From: p.from, To: p.to}
	if p.Brand != "" {
		s.Brands = []string{p.Brand}
	}
	return s
}

// before is the period of the same length that came before.
func (p period) before() period {
	p.from, p.to = p.from.AddDate(0, 0, -p.Days), p.from
	return p
}

// choice is the value of a parameter if it is one of those offered, or the
// first of them.
func choice[T ~string](q url.Values, name string, offered []T) T {
	if i := slices.Index(offered, T(q.Get(name))); i >= 0 {
		return offered[i]
	}
	return offered[0]
}

// zoneName is the zone as a report wants it; one without a name in the IANA
// database is UTC.
func (v *visit) zoneName() string {
	name := v.zone.String()
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		return ""
	}
	return name
}

// figures keeps what was computed for pages, so that many viewers cost as much
// as one. One computation runs at a time.
type figures struct {
	mu   sync.Mutex
	kept map[string]figure
}

type figure struct {
	number uint64 // of the newest row then
	value  any
	err    error
}

// mostFigures bounds them; beyond, all are forgotten.
const mostFigures = 64

// computed returns what compute gives for the page with its parameters. It is
// taken from before while not more than a hundredth of the rows are new.
func computed[T any](v *visit, name string, compute func([]*row) (T, error)) (T, error) {
	b := v.board
	b.figures.mu.Lock()
	defer b.figures.mu.Unlock()
	key := name + "?" + v.query.Encode()
	rows, newest := b.keptRows(), b.tape.newest()
	f, known := b.figures.kept[key]
	if !known || newest-f.number > uint64(len(rows)/100) {
		value, err := compute(rows)
		f = figure{newest, value, err}
		if b.figures.kept == nil || len(b.figures.kept) >= mostFigures {
			b.figures.kept = make(map[string]figure)
		}
		if len(key) < 500 {
			b.figures.kept[key] = f
		}
	}
	value, _ := f.value.(T)
	return value, f.err
}

// fail shows an error in the place of the data.
func (v *visit) fail(err error) any {
	v.Problem = clip(err.Error(), 300)
	return nil
}
