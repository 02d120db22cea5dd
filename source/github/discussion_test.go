package github_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/github"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// forum is a double of the GraphQL interface.
type forum struct{ listtest.List }

func (f *forum) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var asked struct {
		Query     string `json:"query"`
		Variables struct {
			Q     string `json:"q"`
			After string `json:"after"`
		} `json:"variables"`
	}
	if err := json.Unmarshal(body, &asked); err != nil || r.Method != http.MethodPost || !strings.Contains(asked.Query, "DISCUSSION") {
		http.Error(w, "Problems parsing JSON", http.StatusBadRequest)
		return
	}
	since := time.Time{}
	if _, from, ok := strings.Cut(asked.Variables.Q, "created:>="); ok {
		since, _ = time.Parse(time.RFC3339, strings.Fields(from)[0])
	}
	skip, _ := strconv.Atoi(asked.Variables.After)
	posts, more := f.Newest(since, time.Time{}, skip, 100)
	nodes := []map[string]any{}
	for _, p := range posts {
		nodes = append(nodes, map[string]any{
			"id": strconv.Itoa(p.ID), "url": fmt.Sprint("https://github.com/orgs/acme/discussions/", p.ID), "title": "List<Tea>", "bodyText": "I <3 Acme, " + p.Text[3:7],
			"createdAt": p.At.Format(time.RFC3339), "lastEditedAt": nil, "upvoteCount": 5, "comments": map[string]any{"totalCount": 2},
			"author": map[string]any{"login": "ann", "url": "https://github.com/ann"}, "category": map[string]any{"name": "Ideas"},
			"labels": map[string]any{"nodes": []any{map[string]any{"name": "tea"}}},
		})
	}
	json.NewEncoder(w).Encode(map[string]any{"data": map[string]any{"search": map[string]any{
		"nodes": nodes, "pageInfo": map[string]any{"hasNextPage": more, "endCursor": strconv.Itoa(skip + 100)},
	}}})
}

func discussions(network *sourcetest.Network) *github.Source {
	return github.Discussions("acme", web.Base(network.URL), web.AllowPrivate(), web.Token(token))
}

func TestDiscussionsConform(t *testing.T) {
	f := &forum{}
	want := f.Publish(30)
	network := sourcetest.Serve(f)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return discussions(network) }, Want: want, Publish: func() []string { return f.Publish(4) },
		PublishLate: func() []string { return f.Late(2) }, Edit: f.Edit, Secrets: []string{token}, Network: network,
	})
}

func TestTheFieldsOfADiscussion(t *testing.T) {
	f := &forum{}
	f.Publish(1)
	network := sourcetest.Serve(f)
	defer network.Close()
	for b, err := range discussions(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		p := b.Posts[0]
		assert.Equal(t, "List<Tea>", p.Title)
		assert.Equal(t, "I <3 Acme, Acme", p.Text)
		assert.Equal(t, []string{"Ideas", "tea"}, p.Tags)
		assert.Equal(t, "ann", p.Author.Handle)
		assert.Equal(t, "5 2", fmt.Sprint(p.Likes, p.Replies))
	}
}

func TestErrorsWithinAGoodAnswer(t *testing.T) {
	network := sourcetest.Serve(&forum{})
	defer network.Close()
	answer := func(body string) (last error) {
		network.Let(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			w.Header().Set("X-RateLimit-Reset", strconv.FormatInt(time.Now().Add(time.Hour).Unix(), 10))
			fmt.Fprint(w, body)
		})
		for _, err := range discussions(network).Read(t.Context(), nil) {
			last = err
		}
		return last
	}
	var limit *source.RateLimitError
	require.ErrorAs(t, answer(`{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}`), &limit)
	assert.InDelta(t, time.Hour.Seconds(), time.Until(limit.Until).Seconds(), 5)
	assert.ErrorIs(t, answer(`{"data":null,"errors":[{"type":"INSUFFICIENT_SCOPES","message":"no"}]}`), source.ErrUnauthorized)
	assert.ErrorContains(t, answer(`{"errors":[{"message":"Something went wrong"}]}`), "Something went wrong")
	assert.ErrorContains(t, answer(`{"data":{}}`), "no list of discussions")
}

func TestDiscussionsNeedAToken(t *testing.T) {
	assert.ErrorIs(t, github.Discussions("acme").Check(), source.ErrUnauthorized)
	assert.NoError(t, github.Search("acme").Check())
	assert.NotEqual(t, github.Search("acme").Name(), github.Discussions("acme").Name())
}

func FuzzDiscussions(f *testing.F) {
	double := &forum{}
	double.Publish(2)
	listtest.FuzzAnswers(f, double, func(opts ...web.Option) source.Source { return github.Discussions("acme", opts...) })
}

func FuzzIssues(f *testing.F) {
	double := &hub{}
	double.Publish(2)
	listtest.FuzzAnswers(f, double, func(opts ...web.Option) source.Source { return github.Search("acme", opts...) })
}
