package listen

import (
	"time"

	"github.com/earshot-go/earshot/source"
)

// A Sample is what a source says of how much it gives.
type Sample struct {
	At     time.Time `json:"at"`
	Share  float64   `json:"share,omitzero"`  // the part of its posts from then on, in (0, 1); 0 is all
	Missed int64     `json:"missed,omitzero"` // posts held back since it said so last
}

// usualMemory is the weight, after each window with posts, of how much the
// source gave before: what is usual follows within about a week of hours.
const usualMemory = 0.99

// sampleOf is the news in a batch about how much its source gives, at the time
// of its newest post; ok is false where there is none.
func (l *Listener) sampleOf(src string, b *source.Batch, heard time.Time) (s Sample, ok bool) {
	s = Sample{At: heard, Share: b.Share, Missed: b.Missed}
	for i, p := range b.Posts {
		if i == 0 || p.Time.After(s.At) && !p.Time.IsZero() {
			s.At = p.Time
		}
	}
	if s.At.IsZero() || s.At.After(heard) {
		s.At = heard
	}
	if !(s.Share > 0 && s.Share < 1) {
		s.Share = 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := 1.0
	if book := l.ledgers[src]; book != nil {
		now = book.shareAt(s.At)
	}
	return s, s.Missed > 0 || shareOr1(s.Share) != now
}

// sample notes how much a source gives.
func (l *Listener) sample(src string, s Sample) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	recorded := l.record(Record{Source: src, Sample: &s})
	if s.Missed < 0 || !(s.Share >= 0 && s.Share < 1) { // a recording may say anything
		return recorded
	}
	book := l.ledger(src)
	l.sampled[src] = true
	start := l.windows.startOf(s.At)
	if len(book.Pages) == 0 {
		book.Usual = shareOr1(s.Share)
	}
	if shareOr1(s.Share) != book.shareAt(start) {
		book.Shares = append(book.Shares, shareSince{start, s.Share})
		book.Shares = book.Shares[max(0, len(book.Shares)-maxOutages):]
	}
	if s.Missed > 0 {
		book.page(start.Unix()).Missed += s.Missed
	}
	return recorded
}

// shareSince is the part of its posts that a source gives from a window on; 0
// is all.
type shareSince struct {
	From  time.Time `json:"from"`
	Share float64   `json:"share,omitzero"`
}

// shareAt is the part of its posts that the source gave in a window, in (0, 1].
func (b *ledger) shareAt(start time.Time) float64 {
	for i := len(b.Shares) - 1; i >= 0; i-- {
		if s := b.Shares[i]; !s.From.After(start) {
			return shareOr1(s.Share)
		}
	}
	return 1
}

// given is the part of its posts that a source gave in a window, in [0, 1].
func (b *ledger) given(start time.Time) float64 {
	given := b.shareAt(start)
	if p := b.Pages[start.Unix()]; p != nil && p.Missed > 0 {
		given *= float64(p.Posts) / float64(p.Posts+p.Missed)
	}
	return given
}

func shareOr1(share float64) float64 {
	if share == 0 {
		return 1
	}
	return share
}

// beside is what a source gave in a window beside what it usually gives, in
// [0, 1]: who always gets one in ten compares tenths with tenths.
func (b *ledger) beside(start time.Time) float64 {
	usual := shareOr1(b.Usual)
	return min(1, b.given(start)/usual)
}

// settle learns from a window what is usual.
func (b *ledger) settle(start time.Time) {
	given := b.given(start)
	if b.Usual == 0 {
		b.Usual = given
		return
	}
	b.Usual = usualMemory*b.Usual + (1-usualMemory)*given
}

// heardIn is the part of what a source usually gives, in [0, 1], that could be
// heard in a window.
func (l *Listener) heardIn(src string, from, to time.Time) float64 {
	heard := 1 - l.outages.missed(src, from, to)
	if book := l.ledgers[src]; book != nil {
		heard *= book.beside(from)
	}
	return heard
}

// coverage is the share of a brand's usual mentions that could be heard in
// [from, to): each source weighs as much as it usually brings.
func (l *Listener) coverage(p *past, from, to time.Time) float64 {
	heard := 1.0
	for _, src := range l.doubtful() {
		if missed := 1 - l.heardIn(src, from, to); missed > 0 {
			heard -= missed * p.share(src)
		}
	}
	return max(0, heard)
}
