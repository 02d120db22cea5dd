package x_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/x"
)

type rule struct {
	ID    string `json:"id"`
	Value string `json:"value"`
	Tag   string `json:"tag"`
}

// wire is a double of the stream: it sends what there is, then nothing, until
// the client leaves or the double says that it ends.
type wire struct {
	listtest.List
	mu    sync.Mutex
	rules []rule
	tail  []string // lines that come after the posts
	ends  bool
}

func (s *wire) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/2/tweets/search/stream/rules":
		s.change(w, r)
	case "/2/tweets/search/stream":
		found, _ := s.Newest(time.Time{}, time.Time{}, 0, 1<<20)
		slices.Reverse(found)
		io.WriteString(w, "\r\n")
		for _, p := range found {
			json.NewEncoder(w).Encode(map[string]any{
				"data":     map[string]any{"id": strconv.Itoa(p.ID), "text": fmt.Sprint("I &lt;3 Acme ", p.ID), "author_id": "7", "created_at": p.At.Format("2006-01-02T15:04:05.000Z"), "lang": "en"},
				"includes": map[string]any{"users": []any{map[string]any{"id": "7", "username": "ann", "name": "Ann"}}}, "matching_rules": []any{map[string]any{"id": "1"}},
			})
		}
		for _, line := range s.tail {
			io.WriteString(w, line+"\r\n")
		}
		http.NewResponseController(w).Flush()
		if !s.ends {
			<-r.Context().Done()
		}
	}
}

func (s *wire) change(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var change struct {
		Add    []rule `json:"add"`
		Delete struct {
			IDs []string `json:"ids"`
		} `json:"delete"`
	}
	json.NewDecoder(r.Body).Decode(&change)
	for _, add := range change.Add {
		if add.Value == "(" {
			fmt.Fprint(w, `{"meta":{"summary":{"created":0}},"errors":[{"value":"(","title":"UnprocessableEntity"}]}`)
			return
		}
		add.ID = strconv.Itoa(len(s.rules) + 100)
		s.rules = append(s.rules, add)
	}
	s.rules = slices.DeleteFunc(s.rules, func(r rule) bool { return slices.Contains(change.Delete.IDs, r.ID) })
	json.NewEncoder(w).Encode(map[string]any{"data": s.rules, "meta": map[string]any{"sent": "2026-03-02T09:00:00Z"}})
}

func stream(t *testing.T, network *sourcetest.Network, budget int, rules ...string) *x.Streamer {
	t.Helper()
	s, err := x.Stream(rules, budget, web.Base(network.URL), web.AllowPrivate(), web.Token(token))
	require.NoError(t, err)
	return s
}

func TestStreamConforms(t *testing.T) {
	s := &wire{}
	want := s.Publish(40)
	network := sourcetest.Serve(s)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return stream(t, network, 1e6, "acme") }, Want: want, Stream: true, Once: true,
		Secrets: []string{token}, Network: network, Patience: 2 * time.Second,
	})
}

func TestAStreamTellsOfDeletionsAndKeepsItsBudget(t *testing.T) {
	s := &wire{tail: []string{"", `{"delete":{"tweet":{"id":"1001","author_id":"7"},"event_at":"2026-03-02T09:00:00Z"}}`}, ends: true}
	s.Publish(3)
	network := sourcetest.Serve(s)
	defer network.Close()
	o := read(t, stream(t, network, 10, "acme"), nil)
	require.Len(t, o.posts, 4)
	assert.Equal(t, "I <3 Acme 1000", o.posts[0].Text)
	assert.Equal(t, "ann", o.posts[0].Author.Handle)
	assert.Equal(t, source.KindPost, o.posts[0].Kind)
	assert.True(t, o.posts[3].Deleted)
	assert.Equal(t, "1001", o.posts[3].ID)
	assert.ErrorContains(t, o.err, "ended the stream")
	assert.Nil(t, o.gap, "it began now")

	s.Publish(20)
	o = read(t, stream(t, network, 10, "acme"), o.cursor)
	assert.Len(t, o.ids, 7, "three of ten were read before")
	require.NotNil(t, o.gap, "a stream has no past")
	assert.False(t, o.gap.To.Before(o.gap.From))
	var limit *source.RateLimitError
	require.ErrorAs(t, o.err, &limit)
	assert.Equal(t, 1, limit.Until.Day())
	assert.Equal(t, "x:stream/acme", limit.Scope)
	network.Asked()
	o = read(t, stream(t, network, 10, "acme"), o.cursor)
	require.ErrorAs(t, o.err, &limit)
	assert.Empty(t, network.Asked(), "what costs is not asked for")
}

func TestRulesOfOthersAreLeftAlone(t *testing.T) {
	s := &wire{ends: true, rules: []rule{{"1", "cats", ""}, {"2", "old acme", "earshot"}, {"3", "acme", "earshot"}}}
	network := sourcetest.Serve(s)
	defer network.Close()
	read(t, stream(t, network, 10, "acme", "kettle", "kettle"), nil)
	var values []string
	for _, r := range s.rules {
		values = append(values, r.Value)
	}
	assert.Equal(t, []string{"cats", "acme", "kettle"}, values)
	network.Asked()
	read(t, stream(t, network, 10, "acme", "kettle"), nil)
	assert.Len(t, network.Asked(), 2, "what is right is not set again")
	o := read(t, stream(t, network, 10, "("), nil)
	assert.ErrorContains(t, o.err, `the rule "(" was refused: UnprocessableEntity`)
}

func TestTroubleOnAStream(t *testing.T) {
	for name, tc := range map[string]struct{ line, says string }{
		"told":     {`{"errors":[{"title":"operational-disconnect","detail":"This stream has been disconnected"}]}`, "operational-disconnect: This stream"},
		"no JSON":  {"oops", "no JSON"},
		"too long": {string(bytes.Repeat([]byte("x"), 2<<20)), "longer than"},
	} {
		s := &wire{tail: []string{tc.line}}
		s.Publish(1)
		network := sourcetest.Serve(s)
		o := read(t, stream(t, network, 10, "acme"), nil)
		assert.Len(t, o.posts, 1, name)
		assert.ErrorContains(t, o.err, tc.says, name)
		network.Close()
	}
}

// still is a transport whose stream never says a word.
type still struct{}

func (still) RoundTrip(r *http.Request) (*http.Response, error) {
	body := io.NopCloser(bytes.NewReader([]byte(`{"meta":{}}`)))
	if r.URL.Path == "/2/tweets/search/stream" {
		in, out := io.Pipe()
		go func() { <-r.Context().Done(); out.CloseWithError(r.Context().Err()) }()
		body = in
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: body, Request: r}, nil
}

func TestASilentStreamIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := x.Stream([]string{"acme"}, 10, web.Transport(still{}))
		require.NoError(t, err)
		begun := time.Now()
		o := read(t, s, nil)
		assert.ErrorContains(t, o.err, "gone silent")
		assert.Equal(t, time.Minute, time.Since(begun))
	})
}

func TestWhatAStreamNeeds(t *testing.T) {
	_, err := x.Stream(nil, 1)
	for _, says := range []string{"rules: are none", "budget: is less than 10", "token: is missing"} {
		assert.ErrorContains(t, err, says)
	}
}

func TestAPlanThatIsUsedUpRestsForADay(t *testing.T) {
	network := sourcetest.Serve(&wire{})
	defer network.Close()
	network.Let(func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		w.Header().Set("X-Rate-Limit-Reset", strconv.FormatInt(time.Now().Add(15*time.Minute).Unix(), 10))
		w.WriteHeader(http.StatusTooManyRequests)
		fmt.Fprint(w, `{"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap","period":"Monthly"}`)
	})
	for _, s := range []source.Source{stream(t, network, 10, "acme"), open(t, network, 10)} {
		var limit *source.RateLimitError
		require.ErrorAs(t, read(t, s, nil).err, &limit)
		assert.InDelta(t, 24, time.Until(limit.Until).Hours(), .1)
	}
}

func FuzzStream(f *testing.F) {
	s := &wire{ends: true, tail: []string{`{"delete":{"tweet":{"id":"1"}}}`, `{"errors":[{"title":"x"}]}`}}
	s.Publish(2)
	listtest.FuzzAnswers(f, s, func(opts ...web.Option) source.Source {
		s, err := x.Stream([]string{"acme"}, 1000, opts...)
		if err != nil {
			f.Fatal(err)
		}
		return s
	})
}

func FuzzSearch(f *testing.F) {
	a := &api{}
	a.Publish(2)
	listtest.FuzzAnswers(f, a, func(opts ...web.Option) source.Source {
		s, err := x.Search("acme", 1000, opts...)
		if err != nil {
			f.Fatal(err)
		}
		return s
	})
}
