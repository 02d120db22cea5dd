package x

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/bookmark"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

const (
	streamKind = "x-stream/1"
	maxLine    = 1 << 20
	// silence is after how long without a byte a stream is given up: X sends
	// an empty line every 20 seconds.
	silence = time.Minute
)

// A Streamer reads the filtered stream. It is safe for concurrent use, though
// X allows one or two streams for a token.
type Streamer struct {
	rules  []string
	budget int
	config fetch.Config
}

// Stream returns a source of the posts that match one of the rules as they are
// written, of which at most budget are read in a month. A rule has the form of
// a search. Rules belong to the token's project: those with the tag "earshot"
// are made to be these, others are left alone, and match too. The error says
// which argument is wrong.
func Stream(rules []string, budget int, opts ...web.Option) (*Streamer, error) {
	config := configure(opts)
	var errs []error
	if len(rules) == 0 || slices.Contains(rules, "") {
		errs = append(errs, &source.FieldError{Field: "rules", Reason: "are none, or one is empty"})
	}
	if errs = append(errs, check(config, budget)...); len(errs) > 0 {
		return nil, fmt.Errorf("x: %w", errors.Join(errs...))
	}
	return &Streamer{slices.Clone(rules), budget, config}, nil
}

// Name returns "x:stream/" and the rules.
func (s *Streamer) Name() string { return "x:stream/" + strings.Join(s.rules, " OR ") }

// Scope returns the host whose pauses count for this source.
func (s *Streamer) Scope() string { return fetch.Scope(s.config.Base) }

// heard is what a cursor of a stream holds.
type heard struct {
	// Until is when the stream was last heard.
	Until time.Time `json:"until"`
	// Month is that in which Spent posts were read.
	Month string `json:"month"`
	Spent int    `json:"spent"`
}

// Read streams what is written from now on until the connection breaks. What
// was written since the cursor, and is not to be had, is reported as a gap.
func (s *Streamer) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		l := listening{stream: s, yield: yield}
		if err := l.run(ctx, from); err != nil && !l.left {
			yield(source.Batch{}, fmt.Errorf("x: %w", err))
		}
	}
}

// listening is one Read.
type listening struct {
	heard
	stream *Streamer
	client *fetch.Client
	yield  func(source.Batch, error) bool
	left   bool
	batch  source.Batch
}

func (l *listening) run(ctx context.Context, from source.Cursor) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := bookmark.Read(streamKind, from, &l.heard); err != nil {
		return err
	}
	l.client = fetch.New(l.stream.config)
	defer l.client.Close()
	if err := l.afford(); err != nil {
		return err
	}
	if err := l.stream.setRules(ctx, l.client); err != nil {
		return err
	}
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	body, err := l.open(ctx)
	if err != nil {
		return err
	}
	defer body.Close()
	now := l.client.Now()
	if from != nil {
		l.batch.Gap = &source.Gap{From: l.Until, To: now, Reason: "a stream has no past"}
	}
	l.Until = now
	if err := l.flush(); err != nil || l.left {
		return err
	}
	watched := &watch{Reader: body, timer: time.AfterFunc(silence, func() { end(errSilent) })}
	defer watched.timer.Stop()
	err = l.follow(bufio.NewReaderSize(watched, maxLine))
	return cmp.Or(context.Cause(ctx), err)
}

// afford begins a new month, or says when there will be one.
func (l *listening) afford() error {
	now := l.client.Now()
	if month := now.Format("2006-01"); l.Month != month {
		l.Month, l.Spent = month, 0
	}
	if l.Spent >= l.stream.budget {
		return exhausted(now, l.stream.Name())
	}
	return nil
}

func (l *listening) open(ctx context.Context) (io.ReadCloser, error) {
	request := fetch.Request{
		URL:    l.stream.config.Base + "/2/tweets/search/stream?" + expanded.Encode(),
		Header: newest.Bearer(l.stream.config),
	}
	resp, err := l.client.Stream(ctx, request)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusOK {
		return resp.Body, nil
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<16))
	answer := &fetch.Response{Status: resp.StatusCode, Header: resp.Header, Body: body, URL: resp.Request.URL, Received: l.client.Now()}
	if err := request.Check(answer); err != nil {
		return nil, explain(answer, err)
	}
	return nil, fmt.Errorf("%s: status %d is no stream", fetch.Hide(request.URL), resp.StatusCode)
}

var (
	errSilent = errors.New("the stream has gone silent")
	errEnded  = errors.New("the server has ended the stream")
)

// watch gives a stream up when no byte comes for long.
type watch struct {
	io.Reader
	timer *time.Timer
}

func (w *watch) Read(p []byte) (int, error) {
	w.timer.Reset(silence)
	defer w.timer.Stop() // while nobody reads, nobody can tell
	return w.Reader.Read(p)
}

// follow reads line by line. An empty line says that the stream is alive.
func (l *listening) follow(lines *bufio.Reader) error {
	for !l.left {
		line, err := lines.ReadSlice('\n')
		if err == nil {
			err = l.take(bytes.TrimSpace(line))
		} else if errors.Is(err, bufio.ErrBufferFull) {
			err = fmt.Errorf("a line of the stream is longer than %d bytes", maxLine)
		} else if errors.Is(err, io.EOF) {
			err = errEnded // and what was not finished is lost
		}
		if err != nil {
			return errors.Join(l.flush(), err)
		}
		if len(l.batch.Posts) >= batchSize || lines.Buffered() == 0 {
			if err := l.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// line is a post, a deletion or what is wrong.
type line struct {
	Data     *post    `json:"data"`
	Includes includes `json:"includes"`
	Delete   struct {
		Post struct {
			ID string `json:"id"`
		} `json:"tweet"`
	} `json:"delete"`
	Errors []struct {
		Title  string `json:"title"`
		Detail string `json:"detail"`
	} `json:"errors"`
}

func (l *listening) take(text []byte) error {
	l.Until = l.client.Now()
	if len(text) == 0 {
		return nil
	}
	var m line
	if err := json.Unmarshal(text, &m); err != nil {
		return fmt.Errorf("a line of the stream is no JSON: %w", err)
	}
	switch {
	case m.Data != nil:
		l.Spent++
		return errors.Join(l.add(m.Data.post(m.Includes.by(m.Data.Author), l.Until)), l.afford())
	case m.Delete.Post.ID != "":
		return l.add(source.Post{ID: m.Delete.Post.ID, Deleted: true, Time: l.Until})
	case len(m.Errors) > 0:
		return fmt.Errorf("the stream says: %s", plaintext.Line(m.Errors[0].Title+": "+m.Errors[0].Detail, 200))
	}
	return nil
}

func (l *listening) add(post source.Post) error {
	if err := post.Check(); err != nil {
		if err := l.flush(); err != nil || l.left {
			return err
		}
		l.left = !l.yield(source.Batch{}, &source.SkipError{Item: fmt.Sprintf("post %.80q", post.ID), Err: err})
		return nil
	}
	l.batch.Posts = append(l.batch.Posts, post)
	return nil
}

// flush yields what was gathered, or that the stream is alive.
func (l *listening) flush() (err error) {
	if l.left {
		return nil
	}
	batch := l.batch
	l.batch = source.Batch{}
	if batch.Cursor, err = bookmark.Write(streamKind, l.heard); err != nil {
		return err
	}
	l.left = !l.yield(batch, nil)
	return nil
}
