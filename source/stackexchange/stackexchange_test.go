package stackexchange_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/stackexchange"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site is a double of the API: newest first, a hundred a page.
type site struct{ listtest.List }

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page, _ := strconv.Atoi(r.FormValue("page"))
	since := time.Time{}
	if from, err := strconv.ParseInt(r.FormValue("fromdate"), 10, 64); err == nil {
		since = time.Unix(from, 0)
	}
	posts, more := s.Newest(since, time.Time{}, 100*(page-1), 100)
	items := []map[string]any{}
	for _, p := range posts {
		items = append(items, map[string]any{
			"question_id": p.ID, "title": "Acme &amp; &quot;tea&quot;", "body": p.Text, "link": fmt.Sprint("https://stackoverflow.com/q/", p.ID),
			"creation_date": p.At.Unix(), "tags": []string{"acme"}, "score": -1, "answer_count": 0, "view_count": 12,
			"owner": map[string]any{"user_id": 7, "display_name": "Ann &amp; co", "link": "https://stackoverflow.com/users/7"},
		})
	}
	json.NewEncoder(w).Encode(map[string]any{"items": items, "has_more": more, "quota_max": 300, "quota_remaining": 250})
}

func questions(network *sourcetest.Network) *stackexchange.Source {
	return stackexchange.Search("stackoverflow", "acme", web.Base(network.URL), web.AllowPrivate(), web.Token("k3y-of-ann"))
}

func TestConforms(t *testing.T) {
	s := &site{}
	want := s.Publish(30)
	network := sourcetest.Serve(s)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return questions(network) }, Want: want, Publish: func() []string { return s.Publish(4) },
		PublishLate: func() []string { return s.Late(2) }, Edit: s.Edit, Secrets: []string{"k3y-of-ann"}, Network: network,
	})
}

func TestTheFieldsOfAPost(t *testing.T) {
	s := &site{}
	s.Publish(1)
	network := sourcetest.Serve(s)
	defer network.Close()
	for b, err := range questions(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		p := b.Posts[0]
		assert.Equal(t, `Acme & "tea"`, p.Title)
		assert.Equal(t, "Acme & tea 1000", p.Text)
		assert.Equal(t, "Ann & co", p.Author.Name)
		assert.Equal(t, "unknown 0 12", fmt.Sprint(p.Likes, p.Replies, p.Views), "a negative score is no count")
	}
}

func TestPausesInTheBody(t *testing.T) {
	s := &site{}
	s.Publish(3)
	network := sourcetest.Serve(s)
	defer network.Close()
	answer := func(status int, body string) {
		network.Let(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		})
	}
	answer(200, `{"items":[],"has_more":true,"backoff":40}`)
	for b, err := range questions(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		assert.InDelta(t, 40, time.Until(b.Next).Seconds(), 5)
	}
	answer(400, `{"error_id":502,"error_message":"too many requests from this IP, more requests available in 8221 seconds","error_name":"throttle_violation"}`)
	for _, err := range questions(network).Read(t.Context(), nil) {
		var limit *source.RateLimitError
		require.ErrorAs(t, err, &limit)
		assert.InDelta(t, 8221, time.Until(limit.Until).Seconds(), 5)
	}
	answer(200, `{"items":[],"quota_remaining":0}`)
	for b, err := range questions(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		assert.Zero(t, b.Next.Unix()%86400)
	}
}
