package listen

import (
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/earshot-go/earshot/source"
)

// Changed returns the brands that the state in Options.Store knows by other
// terms, filters or options of matching than those of now, or not at all: what
// is normal for them was learned from other mentions. [Listener.Reread] mends
// that.
func (l *Listener) Changed() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for i, w := range l.watches {
		if w.terms != l.terms[i] {
			out = append(out, w.brand.Name)
		}
	}
	return out
}

// Reread takes the named brands, or those of [Listener.Changed] where none is
// named, through a recording again as if it had always listened to them as it
// does now. It yields the mentions that are new and those that are withdrawn,
// and at its end the alerts that are up, or are no longer. What the brands have
// learned is replaced; other brands, [Listener.Stats] and [Listener.Coverage]
// stay as they are.
//
// It is idempotent: a second time it yields no mention that is remembered, as
// the last 131,072 posts are, and leaves the same state. The recording is the
// one that Options.Record wrote, of all that was heard so far; call Reread
// before Events or Feed go on.
func (l *Listener) Reread(ctx context.Context, recording iter.Seq2[Record, error], brands ...string) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		if !l.start() {
			yield(nil, ErrListening)
			return
		}
		defer l.stop()
		if len(brands) == 0 {
			brands = l.Changed()
		}
		r, err := l.newRereading(brands)
		if err != nil {
			yield(nil, err)
			return
		}
		if r.run(ctx, recording, yield) {
			events, err := r.conclude()
			if l.tell(ctx, events, yield) && err != nil {
				yield(nil, err)
			}
		}
	}
}

// A rereading takes the recording through a listener of its own, the shadow,
// and compares what that hears with what is remembered.
type rereading struct {
	*Listener
	shadow  *Listener
	chosen  []int
	pending map[string]*Alert // of these brands, as told last, while they are up
}

func (l *Listener) newRereading(names []string) (*rereading, error) {
	r := &rereading{Listener: l, pending: make(map[string]*Alert)}
	for _, name := range names {
		i, known := l.index[name]
		if !known {
			return nil, &BrandError{name, "is not listened to"}
		}
		r.chosen = append(r.chosen, i)
	}
	o := l.options
	o.Store, o.Record, o.Hooks, o.Log = nil, nil, Hooks{}, nil
	shadow, err := New(l.brands, nil, &o)
	r.shadow = shadow
	return r, err
}

func (r *rereading) run(ctx context.Context, recording iter.Seq2[Record, error], yield func(Event, error) bool) bool {
	if len(r.chosen) == 0 {
		return false
	}
	for rec, err := range recording {
		if ctx.Err() != nil {
			return false
		}
		if err == nil {
			var heard []Event
			heard, err = r.shadow.step(rec)
			r.note(heard)
			if rec.Post != nil && !r.tell(ctx, r.compare(rec.Source, rec.Post, heard), yield) {
				return false
			}
		}
		if err != nil && !passing(err) && !yield(nil, err) {
			return false
		}
	}
	return true
}

// note keeps the alerts of these brands that are up.
func (r *rereading) note(heard []Event) {
	for _, e := range heard {
		if a, ok := e.(*Alert); ok && slices.Contains(r.chosen, r.index[a.Brand]) && a.Brand != "" {
			if r.pending[a.ID] = a; a.State == Resolved {
				delete(r.pending, a.ID)
			}
		}
	}
}

// compare returns the mentions of a post that come and go. Of a post that is
// remembered, only the version that was heard last is compared.
func (r *rereading) compare(src string, p *source.Post, heard []Event) (out []Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p.ID == "" {
		return nil
	}
	key := keyOf(src, p.ID)
	before, known := r.memory.get(key)
	now, _ := r.shadow.memory.get(key)
	if known && before.version != now.version {
		return nil
	}
	for _, b := range r.chosen {
		had, has := slices.Contains(before.brands, int32(b)), slices.Contains(now.brands, int32(b))
		switch {
		case has && !had:
			out = append(out, mentionOf(heard, r.shadow.brands[b].Name)...)
		case had && !has:
			out = append(out, r.bare(src, p, b, Withdrawn))
		}
	}
	if len(out) > 0 && (known || len(r.memory.ring) < maxSeen) {
		r.remember(key, remembered{version: now.version, brands: r.merged(before.brands, now.brands)}, known)
	}
	return out
}

// mentionOf finds the mention of a brand among what was heard of one post.
func mentionOf(heard []Event, brand string) []Event {
	for _, e := range heard {
		if m, ok := e.(*Mention); ok && m.Brand == brand && m.Change != Withdrawn {
			m.Change = Added
			return []Event{m}
		}
	}
	return nil
}

// merged takes these brands from now and the others from before.
func (r *rereading) merged(before, now []int32) (out []int32) {
	reread := func(b int32) bool { return slices.Contains(r.chosen, int(b)) }
	out = slices.DeleteFunc(slices.Clone(before), reread)
	for _, b := range now {
		if reread(b) {
			out = append(out, b)
		}
	}
	slices.Sort(out)
	return out
}

// conclude puts what the shadow has learned in the place of what was learned
// before, and tells the alerts that are up, or are no longer.
func (r *rereading) conclude() ([]Event, error) {
	events, err := r.advance(r.shadow.windows.newest) // where the recording knows more than the state
	r.mu.Lock()
	defer r.mu.Unlock()
	late := r.catchUp()
	for _, b := range r.chosen {
		old := r.watches[b]
		r.adopt(b)
		for _, a := range old.retract(r.windows.closedTo, &r.options) {
			if r.pending[a.ID] == nil {
				a.Config = r.config
				events = append(events, a)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.pending)) {
		events = append(events, r.pending[id])
	}
	if late != nil {
		return events, late
	}
	return events, err
}

// catchUp judges in the shadow what was judged already.
func (r *rereading) catchUp() error {
	s := r.shadow
	s.news = news{}
	err := s.closeUntil(r.windows.closedTo)
	r.note(s.news.events)
	return err
}

func (r *rereading) adopt(b int) {
	w := r.shadow.watches[b]
	w.brand = &r.brands[b]
	r.watches[b] = w
	if r.options.Store != nil {
		r.changes.brands[b] = true
	}
	starts := slices.Collect(maps.Keys(r.windows.open))
	for _, start := range append(starts, slices.Collect(maps.Keys(r.shadow.windows.open))...) {
		if start < r.windows.closedTo.Unix() {
			continue
		}
		r.windows.replace(start, b, r.shadow.windows.get(start, b))
		if r.options.Store != nil {
			r.changes.opened[openTally{start, b}] = true
		}
	}
}

// retract resolves the alerts of the volume, the tone and the complaints that
// are up, because nothing is odd when it is counted anew.
func (w *watch) retract(now time.Time, o *Options) (out []*Alert) {
	for _, s := range []*series{&w.volume, &w.tone, &w.complaints} {
		if s.up() {
			a := s.alert(Resolved, frame{end: now}, w, o)
			a.Incident = w.incident
			out = append(out, a)
		}
	}
	return out
}
