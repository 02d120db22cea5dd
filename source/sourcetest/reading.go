package sourcetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/earshot-go/earshot/source"
)

// reading is what one Read yielded.
type reading struct {
	batches []source.Batch
	skipped []error
	err     error // that ended the pass
	broken  error // how the protocol of Read was broken
	late    bool  // it took longer than the harness's patience
}

// version is what makes two deliveries of a post the same.
type version struct {
	id, version string
	deleted     bool
}

func versionOf(p source.Post) version { return version{p.ID, p.Version, p.Deleted} }

// posts returns all posts of the reading in order.
func (r reading) posts() []source.Post {
	var posts []source.Post
	for _, b := range r.batches {
		posts = append(posts, b.Posts...)
	}
	return posts
}

// versions returns how often each version of a post was delivered.
func (r reading) versions() map[version]int {
	all := map[version]int{}
	for _, p := range r.posts() {
		all[versionOf(p)]++
	}
	return all
}

func (r reading) has(id string) bool {
	for _, p := range r.posts() {
		if p.ID == id {
			return true
		}
	}
	return false
}

// cursor returns the last cursor of the reading, or from where it has none.
func (r reading) cursor(from source.Cursor) source.Cursor {
	for _, b := range r.batches {
		if b.Cursor != nil {
			from = b.Cursor
		}
	}
	return from
}

// trouble returns an error where the reading did not go as a good one goes.
func (r reading) trouble() error {
	switch {
	case r.broken != nil:
		return r.broken
	case r.err != nil:
		return fmt.Errorf("a Read yielded the error: %w", r.err)
	case r.late:
		return errors.New("a Read did not come to an end in time")
	}
	return nil
}

// read reads until the pass ends, enough says so, or patience does. A nil
// enough lets a pass run to its end, and a stream until it has been silent.
func (h Harness) read(ctx context.Context, s source.Source, from source.Cursor, enough func(reading) bool) reading {
	ctx, cancel := context.WithTimeout(ctx, h.patience())
	defer cancel()
	var silence *time.Timer
	var silent atomic.Bool
	if h.Stream && enough == nil {
		silence = time.AfterFunc(h.patience()/10, func() { silent.Store(true); cancel() })
		defer silence.Stop()
	}
	var r reading
	for b, err := range s.Read(ctx, from) {
		if silence != nil {
			silence.Reset(h.patience() / 10)
		}
		r.add(b, err)
		if enough != nil && r.err == nil && enough(r) {
			return r
		}
	}
	if ctx.Err() != nil {
		r.late = !silent.Load()
		if errors.Is(r.err, context.Canceled) || errors.Is(r.err, context.DeadlineExceeded) {
			r.err = nil
		}
	}
	return r
}

func (r *reading) add(b source.Batch, err error) {
	var skip *source.SkipError
	switch {
	case r.err != nil:
		r.broken = fmt.Errorf("a Read yielded something after the error %q, which ends a pass", r.err)
	case errors.As(err, &skip):
		r.skipped = append(r.skipped, err)
		if len(b.Posts) > 0 || b.Cursor != nil {
			r.broken = errors.New("a Read yielded a batch together with an error")
		}
	case err != nil:
		r.err = err
	default:
		r.batches = append(r.batches, b)
		if b.Done != nil {
			b.Done(nil)
		}
	}
}

// all reads everything from the beginning with a new instance.
func (h Harness) all(ctx context.Context) (reading, error) {
	r := h.read(ctx, h.New(), h.From, h.wanted())
	if err := r.trouble(); err != nil {
		return r, fmt.Errorf("a first read: %w", err)
	}
	if len(r.posts()) == 0 {
		return r, errors.New("a first read yielded no post, so that nothing can be tried")
	}
	return r, nil
}

// wanted ends the reading of a stream once all wanted posts are there.
func (h Harness) wanted() func(reading) bool {
	if !h.Stream || h.Want == nil {
		return nil
	}
	return func(r reading) bool { return len(missing(h.Want, r)) == 0 }
}

// missing returns the ids that the readings do not have.
func missing(want []string, readings ...reading) []string {
	have := map[string]bool{}
	for _, r := range readings {
		for _, p := range r.posts() {
			have[p.ID] = true
		}
	}
	var lost []string
	for _, id := range want {
		if !have[id] {
			lost = append(lost, id)
		}
	}
	return lost
}

// ids returns the ids of a reading, each once, in order.
func (r reading) ids() []string {
	seen := map[string]bool{}
	var ids []string
	for _, p := range r.posts() {
		if !seen[p.ID] {
			seen[p.ID] = true
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// expected returns the ids that must come: those that the harness knows of, and
// those that came in a whole read, for the network may have more by now.
func (h Harness) expected(whole reading) []string {
	want := slices.Clone(h.Want)
	known := map[string]bool{}
	for _, id := range want {
		known[id] = true
	}
	for _, id := range whole.ids() {
		if !known[id] {
			want = append(want, id)
		}
	}
	return want
}

// some names a few of many.
func some(ids []string) string {
	if len(ids) > 3 {
		return fmt.Sprintf("%q and %d more", ids[:3], len(ids)-3)
	}
	return fmt.Sprintf("%q", ids)
}

// holds returns the first of the secrets that text shows.
func (h Harness) holds(text string) string {
	for _, secret := range h.Secrets {
		if secret != "" && strings.Contains(text, secret) {
			return secret
		}
	}
	return ""
}

// hide replaces secrets, so that the kit does not show what it forbids.
func hide(text string, secrets []string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "***")
		}
	}
	return text
}
