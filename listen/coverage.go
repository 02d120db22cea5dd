package listen

import (
	"maps"
	"slices"
	"time"
)

// maxLedger is for how many windows with posts the ledger of a source is kept;
// the oldest is forgotten.
const maxLedger = 168

// maxCoverage bounds the windows that Coverage returns for a source: one post
// with a date of long ago must not make it return every hour since.
const maxCoverage = 10_000

// CoverageState tells whether a window of a source can be trusted.
type CoverageState string

// The states of coverage.
const (
	Complete CoverageState = "complete" // the source was heard all the time
	Partial  CoverageState = "partial"  // it was heard for a part of it
	Absent   CoverageState = "absent"   // nobody listened: no post there does not mean none was written
)

// Coverage tells how a source was heard in one window, and what became of its
// posts: Posts is Mentioned plus the sum of Dropped.
type Coverage struct {
	Source string        `json:"source"`
	Start  time.Time     `json:"start"`
	End    time.Time     `json:"end"`
	State  CoverageState `json:"state"`
	// Heard is the share of the time of the window in which the source was
	// listened to, times the share of its posts that it gave, in [0, 1].
	Heard float64 `json:"heard"`
	// Share is the part of its posts that the source says it gives, in (0, 1],
	// and Missed how many more it says it held back, beyond its rate for
	// instance.
	Share  float64 `json:"share"`
	Missed int64   `json:"missed,omitzero"`

	Posts     int64            `json:"posts"` // by their own times
	Mentioned int64            `json:"mentioned"`
	Dropped   map[Reason]int64 `json:"dropped,omitempty"`

	// Silent tells of a complete window without a post at a time of day at
	// which the source usually has some: it answers, and says nothing.
	Silent bool `json:"silent,omitzero"`
}

// Coverage returns the windows between from and to of every source that was
// ever heard, ordered by source and time. A source's windows begin with its
// first post; windows older than the last 168 with posts are forgotten, and at
// most the last 10,000 windows of a source are returned.
func (l *Listener) Coverage(from, to time.Time) []Coverage {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []Coverage
	for _, src := range slices.Sorted(maps.Keys(l.ledgers)) {
		out = append(out, l.coverageOf(src, from, to)...)
	}
	return out
}

func (l *Listener) coverageOf(src string, from, to time.Time) (out []Coverage) {
	book := l.ledgers[src]
	first := book.first()
	if first.After(from) {
		from = first
	}
	last := l.windows.newest
	if to.Before(last) {
		last = to
	}
	if oldest := last.Add(-maxCoverage * l.options.Interval); from.Before(oldest) {
		from = oldest
	}
	for start := l.windows.startOf(from); start.Before(last); start = start.Add(l.options.Interval) {
		out = append(out, l.coverageAt(src, book, start))
	}
	return out
}

func (l *Listener) coverageAt(src string, book *ledger, start time.Time) Coverage {
	end := start.Add(l.options.Interval)
	c := Coverage{Source: src, Start: start, End: end, Share: book.shareAt(start)}
	c.Heard = (1 - l.outages.missed(src, start, end)) * book.given(start)
	switch {
	case c.Heard >= 1:
		c.State = Complete
	case c.Heard <= 0:
		c.State = Absent
	default:
		c.State = Partial
	}
	if p := book.Pages[start.Unix()]; p != nil {
		c.Missed = p.Missed
		c.Posts, c.Mentioned, c.Dropped = p.Posts, p.Mentioned, p.Dropped.counts()
	}
	c.Silent = c.State == Complete && c.Posts == 0 && book.usualAt(start) >= busy
	return c
}

// A ledger counts what became of the posts of one source, by window, and
// follows the alert about its outages.
type ledger struct {
	Pages map[int64]*page `json:"pages"` // by the start of the window
	Lost  lifecycle       `json:"lost"`
	Start time.Time       `json:"start,omitzero"` // of the outage
	Last  time.Time       `json:"last,omitzero"`  // end of the last window that it took

	Quiet quiet `json:"quiet,omitzero"`

	Shares []shareSince `json:"shares,omitempty"` // in the order of time
	Usual  float64      `json:"usual,omitzero"`   // of its posts that the source gives; 0 is all

	open    *page // the last one that was written, since most posts are of the same window
	openAt  int64
	changed bool // since the last save
}

// A page is one window of a ledger.
type page struct {
	Posts     int64 `json:"posts"`
	Mentioned int64 `json:"mentioned,omitzero"`
	Dropped   drops `json:"dropped,omitzero"`
	Missed    int64 `json:"missed,omitzero"` // posts that the source held back
}

// write counts a post. dropped is empty for one that was mentioned.
func (b *ledger) write(start time.Time, dropped Reason) {
	p := b.page(start.Unix())
	p.Posts++
	if dropped == "" {
		p.Mentioned++
	} else {
		p.Dropped.add(dropped)
	}
}

// page returns the page of a window, a new one for a new window.
func (b *ledger) page(start int64) *page {
	if b.open != nil && b.openAt == start {
		return b.open
	}
	p := b.Pages[start]
	if p == nil {
		p = new(page)
		b.Pages[start] = p
		b.forget()
	}
	b.open, b.openAt = p, start
	return p
}

// dateTimeless enters the posts that came before any had a time in the window
// of the first one that has.
func (l *Listener) dateTimeless(t time.Time) {
	for src, book := range l.ledgers {
		if old := book.Pages[time.Time{}.Unix()]; old != nil {
			delete(book.Pages, time.Time{}.Unix())
			book.open = nil
			l.ledger(src).page(l.windows.startOf(t).Unix()).merge(old)
		}
	}
}

func (p *page) merge(other *page) {
	p.Posts += other.Posts
	p.Mentioned += other.Mentioned
	p.Missed += other.Missed
	for i, n := range other.Dropped {
		p.Dropped[i] += n
	}
}

func (b *ledger) forget() {
	if len(b.Pages) > maxLedger {
		delete(b.Pages, slices.Min(slices.Collect(maps.Keys(b.Pages))))
	}
}

func (b *ledger) first() time.Time {
	if len(b.Pages) == 0 {
		return time.Time{}
	}
	return time.Unix(slices.Min(slices.Collect(maps.Keys(b.Pages))), 0).UTC()
}

// ledger returns the book of a source, a new one for a new source.
func (l *Listener) ledger(src string) *ledger {
	book := l.ledgers[src]
	if book == nil {
		book = &ledger{Pages: make(map[int64]*page)}
		l.ledgers[src] = book
	}
	if !book.changed {
		book.changed = true
		l.changes.ledgers[src] = true
	}
	return book
}

// enter writes a post into the books. One without a time, or one that is not
// taken and says it is newer than all that were, is entered at the newest one
// known.
func (l *Listener) enter(src string, t time.Time, dropped Reason) {
	if t.IsZero() || t.After(l.windows.newest) {
		t = l.windows.newest
	}
	if l.news.dropped = dropped; dropped != "" {
		l.dropped.add(dropped)
	} else {
		l.stats.Mentioned++
	}
	l.ledger(src).write(l.windows.startOf(t), dropped)
}

// missing tells of the sources that could not be heard in a closed window.
func (l *Listener) missing(f frame) (alerts []*Alert) {
	for _, src := range l.doubtful() {
		book := l.ledger(src)
		heard := l.heardIn(src, f.start, f.end)
		if l.sampled[src] {
			book.settle(f.start)
		}
		lost := heard < enough
		if lost && !book.Lost.up() {
			book.Start = f.start
		}
		if lost {
			book.Last = f.end
		}
		if tell := book.Lost.step(lost, f.end, l.options.Alerts); tell != "" {
			alerts = append(alerts, book.alert(tell, src, heard, f))
		}
	}
	return append(alerts, l.silent(f)...)
}

// doubtful lists the sources that could not always be heard whole, in one
// order, so that sums round alike.
func (l *Listener) doubtful() []string {
	if len(l.outages) == 0 && len(l.sampled) == 0 {
		return nil
	}
	all := slices.AppendSeq(slices.Collect(maps.Keys(l.outages)), maps.Keys(l.sampled))
	slices.Sort(all)
	return slices.Compact(all)
}

func (b *ledger) alert(tell AlertState, src string, heard float64, f frame) *Alert {
	id := src + "/" + string(SourceLost) + "/" + b.Start.Format(time.RFC3339)
	a := &Alert{
		ID: id, Incident: id,
		Source: src, Kind: SourceLost, State: tell, Severity: 5, Time: f.end, Start: b.Start,
		Value: heard, Expected: 1, Low: enough, High: 1,
		Why: Why{Measure: HeardShare, From: b.Start, To: b.Last, Value: heard, Expected: 1, Coverage: heard},
	}
	if tell == Resolved {
		a.End = b.Last
	}
	a.urge(Hours{}, time.UTC)
	return a
}
