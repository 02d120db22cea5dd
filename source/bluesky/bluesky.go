// Package bluesky listens to all of Bluesky through Jetstream, which needs no
// credential.
//
//	posts := bluesky.Jetstream()
//
// # What it sees
//
// Every post of the network as it is written, about 50 to 100 a second, with
// its text, languages, hashtags and what it answers; edits and deletions too.
// Read runs until the connection breaks. Without a cursor it begins now; with
// one it catches up on what the server still has, a day or more, and reports a
// gap where that does not reach back far enough.
//
// # What it cannot see
//
// Handles, names and followers of authors, who are known by their DID, and
// likes, reposts and replies: [Source.Hydrated] and [Hydrate] look those up.
// Views, and what a person deletes together with the account, are told nowhere.
//
// # Servers
//
// The default is one of Bluesky's own. [web.Base] names another, such as
// "https://jetstream1.us-west.bsky.network". Newer servers count events with a
// whole number, by which reading goes on exactly; older ones only know
// microseconds. A cursor is best used with the server that it came from.
//
// [web.Base]: https://pkg.go.dev/github.com/earshot-go/earshot/source/web#Base
package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/socket"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/bookmark"
	"github.com/earshot-go/earshot/source/web"
)

const (
	server     = "https://jetstream2.us-east.bsky.network"
	collection = "app.bsky.feed.post"
	kind       = "bluesky/1"
	batchSize  = 256
	// hole is by how much the first event may be later than the cursor
	// before something is taken to be missing: the network is never silent
	// for that long.
	hole = time.Hour
)

// A Source reads the stream of one server. It is safe for concurrent use.
type Source struct {
	config  fetch.Config
	appView string // "" where posts are not hydrated
	which   func(source.Post) bool
}

// Jetstream returns a source of all posts.
func Jetstream(opts ...web.Option) *Source {
	config := web.Configure(opts)
	if config.Base == "" {
		config.Base = server
	}
	config.Socket = true
	return &Source{config: config}
}

// Name returns "bluesky:" and the server's host.
func (s *Source) Name() string { return "bluesky:" + s.Scope() }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// place is what a cursor holds.
type place struct {
	// Exact is the server's own count of the last event, 0 where it has
	// none.
	Exact int64 `json:"exact,omitzero"`
	// Time is that event's time in microseconds since 1970.
	Time int64 `json:"time"`
	// Same are the events of that very microsecond.
	Same []string `json:"same,omitempty"`
}

// Read streams what came after from until the connection breaks.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		r := reader{yield: yield, resumed: from != nil}
		if err := r.run(ctx, s, from); err != nil && !r.left {
			yield(source.Batch{}, fmt.Errorf("bluesky: %w", err))
		}
	}
}

type reader struct {
	place
	yield   func(source.Batch, error) bool
	resumed bool // from a cursor, and no event has come yet
	left    bool
	batch   source.Batch
	moved   bool // since the last batch
	// hydrator is nil where posts come as the stream has them.
	hydrator *hydrator
}

func (r *reader) run(ctx context.Context, s *Source, from source.Cursor) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := bookmark.Read(kind, from, &r.place); err != nil {
		return err
	}
	if r.Time < 0 || r.Exact < 0 {
		return fmt.Errorf("%w: it is before 1970", source.ErrCursor)
	}
	client := fetch.New(s.config)
	defer client.Close()
	conn, err := socket.Dial(ctx, client, fetch.Request{URL: s.address(r.place)})
	if err != nil {
		return err
	}
	defer conn.Close()
	r.hydrator = newHydrator(s)
	defer r.hydrator.close()
	if from == nil {
		// A process that ends before the first post comes must not begin
		// anew: what it waited for may come while it is away.
		r.Time, r.moved = client.Now().UnixMicro(), true
		if err := r.flush(ctx); err != nil || r.left {
			return err
		}
	}
	return r.stream(ctx, conn)
}

func (s *Source) address(p place) string {
	query := url.Values{"wantedCollections": {collection}}
	switch {
	case p.Exact > 0:
		query.Set("cursor", strconv.FormatInt(p.Exact, 10))
	case p.Time > 0:
		query.Set("cursor", strconv.FormatInt(p.Time, 10))
	}
	return strings.TrimSuffix(s.config.Base, "/") + "/subscribe?" + query.Encode()
}

func (r *reader) stream(ctx context.Context, conn *socket.Conn) error {
	for !r.left {
		message, err := conn.Next()
		if err != nil {
			if failed := r.flush(ctx); failed != nil {
				return failed
			}
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		if err := r.take(ctx, message); err != nil {
			return err
		}
		if len(r.batch.Posts) >= batchSize || !conn.Waiting() {
			if err := r.flush(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// take adds an event to the batch.
func (r *reader) take(ctx context.Context, message []byte) error {
	var e event
	if err := json.Unmarshal(message, &e); err != nil || e.Time <= 0 {
		if err == nil {
			err = errors.New("it has no time")
		}
		if err := r.flush(ctx); err != nil || r.left {
			return err
		}
		r.left = !r.yield(source.Batch{}, &source.SkipError{Item: fmt.Sprintf("event after %d", max(r.Exact, r.Time)), Err: err})
		return nil
	}
	if r.known(e) {
		return nil
	}
	r.checkHole(e)
	r.advance(e)
	if post, ok := e.post(); ok && post.Check() == nil {
		r.batch.Posts = append(r.batch.Posts, post)
	}
	return nil
}

// known reports whether an event was dealt with before: servers begin with the
// event that the cursor names, or with all of its microsecond.
func (r *reader) known(e event) bool {
	if e.Exact > 0 && r.Exact > 0 {
		return e.Exact <= r.Exact
	}
	if e.Time != r.Time {
		return e.Time < r.Time
	}
	for _, id := range r.Same {
		if id == e.key() {
			return true
		}
	}
	return false
}

func (r *reader) advance(e event) {
	if e.Time != r.Time {
		r.Same = nil
	}
	r.Time, r.Exact, r.moved = e.Time, e.Exact, true
	if e.Exact == 0 {
		r.Same = append(r.Same, e.key())
	}
}

func (r *reader) checkHole(e event) {
	if !r.resumed {
		return
	}
	r.resumed = false
	was, is := time.UnixMicro(r.Time).UTC(), time.UnixMicro(e.Time).UTC()
	if is.Sub(was) > hole {
		r.batch.Gap = &source.Gap{From: was, To: is, Reason: "the server no longer had what came after the cursor"}
	}
}

// flush yields what was gathered.
func (r *reader) flush(ctx context.Context) (err error) {
	if !r.moved || r.left {
		return nil
	}
	if r.batch.Cursor, err = bookmark.Write(kind, r.place); err != nil {
		return err
	}
	r.hydrator.fill(ctx, r.batch.Posts)
	batch := r.batch
	r.batch, r.moved = source.Batch{}, false
	r.left = !r.yield(batch, nil)
	return nil
}
