// Package board is a source of a notice board that nobody runs. It is there to
// be copied: see docs/add-a-network.md.
package board

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/source"
)

// Source reads the notice board at one address.
type Source struct{ base, token string }

// New returns a source of all notes of a board.
func New(base, token string) *Source { return &Source{base, token} }

// Name returns "board:" and the address.
func (s *Source) Name() string { return "board:" + s.base }

// Scope tells whose limits count for this source: those of the host.
func (s *Source) Scope() string {
	u, err := url.Parse(s.base)
	if err != nil {
		return ""
	}
	return u.Host
}

// Read makes one pass: page after page, until one is empty.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		defer transport.CloseIdleConnections() // else its goroutines outlive the pass
		client := &http.Client{Transport: transport, Timeout: 20 * time.Second}
		after, err := position(from)
		for err == nil {
			var notes []note
			if notes, err = s.ask(ctx, client, after); err != nil || len(notes) == 0 {
				break
			}
			after = notes[len(notes)-1].Change
			batch := source.Batch{Cursor: source.Cursor(prefix + strconv.FormatInt(after, 10))}
			for _, n := range notes {
				p := n.post(s.base)
				if bad := p.Check(); bad != nil {
					if !yield(source.Batch{}, &source.SkipError{Item: "note " + n.ID, Err: bad}) {
						return
					}
					continue
				}
				batch.Posts = append(batch.Posts, p)
			}
			if !yield(batch, nil) {
				return
			}
		}
		if err != nil {
			yield(source.Batch{}, fmt.Errorf("board: %w", err))
		}
	}
}

// prefix tells our cursors from others', and one version from the next.
const prefix = "board/1:"

func position(from source.Cursor) (int64, error) {
	if from == nil {
		return 0, nil
	}
	digits, ours := strings.CutPrefix(string(from), prefix)
	after, err := strconv.ParseInt(digits, 10, 64)
	if !ours || err != nil || after < 0 {
		return 0, source.ErrCursor
	}
	return after, nil
}

// A note is one change of one note, as the board sends it.
type note struct {
	Change  int64     `json:"change"` // counts up over the whole board
	ID      string    `json:"id"`
	Author  string    `json:"author"`
	Text    string    `json:"text"`
	Written time.Time `json:"written"`
	Deleted bool      `json:"deleted"`
	Likes   *int64    `json:"likes"` // some boards do not say
}

func (n note) post(base string) source.Post {
	if n.Deleted {
		return source.Post{ID: n.ID, Deleted: true}
	}
	text := strings.ToValidUTF8(n.Text[:min(len(n.Text), source.MaxText)], "")
	p := source.Post{
		ID: n.ID, URL: base + "/notes/" + url.PathEscape(n.ID), Kind: source.KindPost,
		Author: source.Author{Handle: n.Author}, Text: text, Time: n.Written.UTC(),
	}
	if n.Likes != nil { // unknown is not zero
		p.Likes = source.Known(*n.Likes)
	}
	p.Version = p.Fingerprint()
	return p
}

const most = 8 << 20 // bytes of an answer, unpacked

func (s *Source) ask(ctx context.Context, client *http.Client, after int64) ([]note, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", fmt.Sprintf("%s/changes?after=%d", s.base, after), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if err := s.decide(resp); err != nil {
		return nil, err
	}
	var answer struct {
		Changes []note `json:"changes"`
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, most)).Decode(&answer); err != nil {
		return nil, fmt.Errorf("the answer cannot be read: %w", err)
	}
	if answer.Changes == nil {
		return nil, errors.New("the answer has no list of changes")
	}
	for _, n := range answer.Changes {
		if n.Change <= after { // a pass over such pages might never end
			return nil, fmt.Errorf("change %d does not come after %d", n.Change, after)
		}
		after = n.Change
	}
	return answer.Changes, nil
}

// decide makes of a status the error on which a listener can decide.
func (s *Source) decide(resp *http.Response) error {
	err := fmt.Errorf("status %d", resp.StatusCode)
	wait := resp.Header.Get("Retry-After")
	if wait == "" {
		wait = resp.Header.Get("X-RateLimit-Reset")
	}
	switch {
	case resp.StatusCode == http.StatusOK:
		return nil
	case resp.StatusCode == http.StatusTooManyRequests || wait != "":
		return &source.RateLimitError{Until: until(wait), Scope: s.Scope(), Err: err}
	case resp.StatusCode == http.StatusUnauthorized:
		return fmt.Errorf("%w: %w", source.ErrUnauthorized, err)
	case resp.StatusCode == http.StatusGone:
		return fmt.Errorf("%w: %w", source.ErrGone, err)
	}
	return err // passing
}

// until reads the four ways in which networks say when to come back.
func until(wait string) time.Time {
	if n, err := strconv.ParseInt(wait, 10, 64); err == nil {
		if n > 1e9 {
			return time.Unix(n, 0).UTC()
		}
		return time.Now().Add(time.Duration(n) * time.Second).UTC()
	}
	for _, layout := range []string{http.TimeFormat, time.RFC3339Nano} {
		if t, err := time.Parse(layout, wait); err == nil {
			return t.UTC()
		}
	}
	return time.Time{} // the network did not say
}
