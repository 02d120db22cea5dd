package dashboard

import (
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
)

// mostWaiting is how many conversations are listed.
const mostWaiting = 50

// A desk follows conversations. Mentions wait in an inbox until a page is
// asked for, so that a page that is being made holds up nobody.
type desk struct {
	mu      sync.Mutex // guards talks; taken before that of the inbox
	talks   *insight.Conversations
	inboxMu sync.Mutex
	inbox   []*listen.Mention
}

// inboxKept is how many mentions may wait.
const inboxKept = 4_096

// put leaves a mention in the inbox, and empties it where it is full and nobody
// is at the desk.
func (d *desk) put(m *listen.Mention) {
	d.inboxMu.Lock()
	d.inbox = append(d.inbox, m)
	n := len(d.inbox)
	d.inboxMu.Unlock()
	switch {
	case n < inboxKept:
	case n >= 8*inboxKept: // a page takes this long never
		d.mu.Lock()
		d.empty()
		d.mu.Unlock()
	case d.mu.TryLock():
		d.empty()
		d.mu.Unlock()
	}
}

// empty takes what waits. d.mu is held.
func (d *desk) empty() {
	d.inboxMu.Lock()
	inbox := d.inbox
	d.inbox = nil
	d.inboxMu.Unlock()
	for _, m := range inbox {
		d.talks.Add(m)
	}
}

func (d *desk) report(now time.Time) *insight.ConversationReport {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.empty()
	return d.talks.Report(now)
}

// do applies what a viewer did.
func (d *desk) do(a Action, now time.Time) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.empty()
	switch a.Verb {
	case Assign:
		return d.talks.Assign(a.Conversation, a.To, now)
	case Acknowledge:
		return d.talks.Acknowledge(a.Conversation, now)
	default:
		return d.talks.Answer(a.Conversation, now)
	}
}

// knows reports whether there is such a conversation.
func (d *desk) knows(ref insight.Ref) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.empty()
	_, known := d.talks.Get(ref)
	return known
}

type deskData struct {
	Brand   string
	Newest  bool
	Report  *insight.ConversationReport
	Waiting []insight.Pending
	More    int
	Done    string
	States  []drop
	Waits   []waitRow
	// Silent are the brands shown of which no answers were heard.
	Silent []string
}

// Hears tells whether answers of a brand were heard: only then can anybody be
// said to wait for one.
func (d *deskData) Hears(brand string) bool { return !slices.Contains(d.Report.NoAnswers, brand) }

// A waitRow is how long answers took for one brand or source.
type waitRow struct {
	Name string
	insight.Waiting
}

func conversationsPage(v *visit) any {
	d := &deskData{Report: v.board.desk.report(v.board.asOf()), Done: doneText(v.query.Get("done"))}
	if brand, ok := v.board.brand(v.query.Get("brand")); ok {
		d.Brand = brand.Name
	}
	for _, p := range d.Report.Waiting {
		if d.Brand == "" || p.Ref.Brand == d.Brand {
			d.Waiting = append(d.Waiting, p)
		}
	}
	for _, name := range d.Report.NoAnswers {
		if d.Brand == "" || name == d.Brand {
			d.Silent = append(d.Silent, name)
		}
	}
	if d.Newest = v.query.Get("order") == "new"; d.Newest {
		slices.SortStableFunc(d.Waiting, func(a, b insight.Pending) int { return b.Opened.Compare(a.Opened) })
	}
	if n := len(d.Waiting); n > mostWaiting {
		d.Waiting, d.More = d.Waiting[:mostWaiting], n-mostWaiting
	}
	for _, state := range []insight.ConversationState{insight.Open, insight.Acknowledged, insight.Reopened, insight.Answered, insight.Closed} {
		d.States = append(d.States, drop{string(state), int64(d.Report.States[state])})
	}
	d.Waits = append(d.Waits, waitRow{"All", d.Report.First})
	for _, name := range slices.Sorted(maps.Keys(d.Report.ByBrand)) {
		d.Waits = append(d.Waits, waitRow{name, d.Report.ByBrand[name]})
	}
	for _, name := range slices.Sorted(maps.Keys(d.Report.BySource)) {
		d.Waits = append(d.Waits, waitRow{name, d.Report.BySource[name]})
	}
	return d
}

// doneText confirms what was done; anything else in the address says nothing.
func doneText(verb string) string {
	switch Verb(verb) {
	case Assign:
		return "Assigned."
	case Acknowledge:
		return "Acknowledged."
	case Answered:
		return "Marked as answered."
	}
	return ""
}

// Long writes a wait that may not be known yet.
func (v *visit) Long(d *time.Duration) string {
	if d == nil {
		return "not yet known"
	}
	return v.For(*d)
}
