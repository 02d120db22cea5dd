package sourcetest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
)

// note is one post on the wall, a network made up for these tests.
type note struct {
	ID      int    `json:"id"`
	Changed int64  `json:"changed"` // milliseconds since 1970
	Text    string `json:"text"`
	Deleted bool   `json:"deleted"`
}

// wall answers GET /notes?since=MS&after=ID with the next hundred notes in the
// order of their change.
type wall struct {
	mu    sync.Mutex
	notes []note
	clock int64
}

const (
	pageSize  = 100
	wallToken = "t0ken-of-the-wall"
)

func newWall(n int) *wall {
	w := &wall{clock: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixMilli()}
	w.publish(n)
	return w
}

func (w *wall) publish(n int) (ids []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for range n {
		if id := len(w.notes); id%7 == 0 {
			w.clock += 300 // seven notes share a moment, twenty a second
		}
		ids = append(ids, strconv.Itoa(len(w.notes)))
		w.notes = append(w.notes, note{ID: len(w.notes), Changed: w.clock, Text: "Acme note " + strconv.Itoa(len(w.notes))})
	}
	return ids
}

func (w *wall) change(id int, change func(*note)) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock += 300
	w.notes[id].Changed = w.clock
	change(&w.notes[id])
	return strconv.Itoa(id)
}

func (w *wall) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	since, _ := strconv.ParseInt(r.FormValue("since"), 10, 64)
	after, err := strconv.Atoi(r.FormValue("after"))
	if err != nil {
		after = -1
	}
	notes := slices.DeleteFunc(slices.Clone(w.notes), func(n note) bool {
		return n.Changed < since || n.Changed == since && n.ID <= after
	})
	slices.SortFunc(notes, func(a, b note) int {
		if a.Changed != b.Changed {
			return int(a.Changed - b.Changed)
		}
		return a.ID - b.ID
	})
	json.NewEncoder(rw).Encode(notes[:min(len(notes), pageSize)])
}

// reader is a source of the wall with, perhaps, one bug planted in it.
type reader struct {
	base     string
	bug      string
	released chan struct{} // ends what was left behind when its test ends
	mu       sync.Mutex
	// What a source must not keep:
	mem    source.Cursor
	shared place
}

type place struct {
	Since *int64 `json:"since"`
	After int    `json:"after"`
}

func (s *reader) Name() string {
	switch s.bug {
	case "name with a secret":
		return "wall:" + wallToken
	case "name that changes":
		return fmt.Sprintf("wall:%p", s)
	}
	return "wall"
}

func (s *reader) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		if s.bug == "goroutine left behind" {
			go func() { <-s.released }()
		}
		if s.bug == "deaf to cancel" {
			ctx = context.WithoutCancel(ctx)
		}
		if s.bug == "memory of its own" {
			s.mu.Lock()
			defer s.mu.Unlock()
			if s.mem != nil {
				from = s.mem
			}
		}
		err := s.pages(ctx, from, yield)
		if errors.Is(err, errLeft) {
			return
		}
		if s.bug == "error like an empty answer" {
			var status *fetch.StatusError
			if errors.As(err, &status) {
				return
			}
		}
		if err != nil && !yield(source.Batch{}, s.spoil(err)) {
			return
		}
		if err != nil && s.bug == "goes on after an error" {
			yield(source.Batch{}, err)
		}
	}
}

var errLeft = errors.New("the reader left")

func (s *reader) spoil(err error) error {
	switch s.bug {
	case "secret in an error":
		return fmt.Errorf("asking with %s: %w", wallToken, err)
	case "limits without a time":
		if errors.As(err, new(*source.RateLimitError)) {
			return &source.RateLimitError{Scope: "wall"}
		}
	case "every error is gone":
		return fmt.Errorf("%w: %w", source.ErrGone, err)
	}
	return err
}

func (s *reader) place(from source.Cursor) (p place, err error) {
	p.After = -1
	if from == nil {
		p.Since = new(int64)
		return p, nil
	}
	if err := json.Unmarshal(from, &p); err != nil || p.Since == nil {
		if s.bug == "garbage is the beginning" {
			return place{Since: new(int64), After: -1}, nil
		}
		return p, source.ErrCursor
	}
	return p, nil
}

func (s *reader) pages(ctx context.Context, from source.Cursor, yield func(source.Batch, error) bool) error {
	p, err := s.place(from)
	if err != nil {
		return err
	}
	s.share(&p, true)
	for range mostPages {
		s.share(&p, false)
		notes, err := s.page(ctx, p)
		if err != nil || len(notes) == 0 {
			return err
		}
		if s.bug != "follows pages for ever" && p.repeats(notes) {
			return s.giveUp(p, yield)
		}
		batch := source.Batch{}
		for _, n := range notes {
			batch.Posts = append(batch.Posts, s.post(n))
		}
		if s.bug == "a cap that advances the cursor" {
			batch.Posts = batch.Posts[:min(len(batch.Posts), 60)]
		}
		p = s.advance(p, notes)
		s.share(&p, true)
		batch.Cursor, _ = json.Marshal(p)
		if err := s.emit(batch, yield); err != nil {
			return err
		}
		if len(notes) < pageSize {
			return nil
		}
	}
	if s.bug == "follows pages for ever" {
		return s.pages(ctx, from, yield)
	}
	return errors.New("it does not come to an end")
}

// mostPages bounds a pass.
const mostPages = 20

// repeats reports whether a page is the one before it.
func (p place) repeats(notes []note) bool {
	last := notes[len(notes)-1]
	return p.After == last.ID && *p.Since == last.Changed
}

// giveUp ends a pass over a network whose paging is broken.
func (s *reader) giveUp(p place, yield func(source.Batch, error) bool) error {
	if s.bug == "passes over what it cannot reach" {
		p.After = 1 << 30
		cursor, _ := json.Marshal(p)
		yield(source.Batch{Cursor: cursor}, nil)
	}
	return errors.New("the network gives one page again and again")
}

// share keeps the place in the instance instead of in the read.
func (s *reader) share(p *place, write bool) {
	if s.bug != "shares its place" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if write {
		s.shared = *p
	} else {
		*p = s.shared
	}
}

func (s *reader) emit(batch source.Batch, yield func(source.Batch, error) bool) error {
	if s.bug == "memory of its own" {
		s.mem = batch.Cursor
	}
	if s.bug == "no cursor" {
		batch.Cursor = nil
	}
	if s.bug == "cursor saved before delivery" {
		if !yield(source.Batch{Cursor: batch.Cursor}, nil) {
			return errLeft
		}
	}
	if !yield(batch, nil) {
		return errLeft
	}
	if s.bug == "cursor is overwritten" {
		copy(batch.Cursor, "xx")
	}
	return nil
}

func (s *reader) advance(p place, notes []note) place {
	last := notes[len(notes)-1]
	p = place{Since: &last.Changed, After: last.ID}
	switch s.bug {
	case "> on equal timestamps":
		*p.Since, p.After = last.Changed+1, -1
	case "millisecond truncation":
		// Rounded to the second and asked for as "after that second".
		*p.Since, p.After = (last.Changed/1000+1)*1000, -1
	case "second that repeats for ever":
		*p.Since, p.After = last.Changed/1000*1000, -1
	}
	return p
}

func (s *reader) post(n note) source.Post {
	p := source.Post{ID: strconv.Itoa(n.ID), Text: n.Text, Time: time.UnixMilli(n.Changed).UTC(), Deleted: n.Deleted}
	p.Version = p.Fingerprint()
	switch s.bug {
	case "versions by chance":
		p.Version = strconv.FormatInt(time.Now().UnixNano(), 10)
	case "no version":
		p.Version = ""
	case "one version for ever":
		p.Version = "1"
	case "markup":
		p.Text = "<p>" + p.Text + "</p>"
	case "local times":
		p.Time = p.Time.In(time.FixedZone("CET", 3600))
	case "future":
		p.Time = p.Time.AddDate(100, 0, 0)
	case "invalid UTF-8":
		p.Text += "\xff"
	case "deaf to deletions":
		p.Deleted = false
	}
	return p
}

func (s *reader) page(ctx context.Context, p place) ([]note, error) {
	client := fetch.New(fetch.Config{AllowPrivate: true})
	defer client.Close()
	since := strconv.FormatInt(*p.Since, 10)
	request := fetch.Request{
		URL:    s.base + "/notes?" + url.Values{"since": {since}, "after": {strconv.Itoa(p.After)}}.Encode(),
		Header: http.Header{"Authorization": {"Bearer " + wallToken}},
	}
	resp, err := client.Do(ctx, request)
	if err != nil {
		return nil, err
	}
	if err := request.Check(resp); err != nil {
		return nil, err
	}
	var notes []note
	if err := json.Unmarshal(resp.Body, &notes); err != nil && !(s.bug == "web page like an empty answer" && strings.HasPrefix(string(resp.Body), "<")) {
		return nil, err
	}
	return notes, nil
}

// wallHarness offers the kit everything.
func wallHarness(t *testing.T, w *wall, network *sourcetest.Network, bug string) sourcetest.Harness {
	released := make(chan struct{})
	t.Cleanup(func() { close(released) })
	want := make([]string, len(w.notes))
	for i := range want {
		want[i] = strconv.Itoa(i)
	}
	return sourcetest.Harness{
		New:      func() source.Source { return &reader{base: network.URL, bug: bug, released: released} },
		Want:     want,
		Publish:  func() []string { return w.publish(30) },
		Edit:     func() string { return w.change(5, func(n *note) { n.Text += " (edited)" }) },
		Delete:   func() string { return w.change(6, func(n *note) { n.Deleted = true }) },
		Secrets:  []string{wallToken},
		Network:  network,
		Patience: time.Second,
	}
}
