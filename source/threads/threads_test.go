package threads_test

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
	"github.com/earshot-go/earshot/source/threads"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// api is a double of the search: newest first, a hundred a page.
type api struct{ listtest.List }

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	since := time.Time{}
	if seconds, err := strconv.ParseInt(r.FormValue("since"), 10, 64); err == nil {
		since = time.Unix(seconds, 0)
	}
	skip, _ := strconv.Atoi(r.FormValue("after"))
	found, more := a.Newest(since, time.Time{}, skip, 100)
	data := []map[string]any{}
	for _, p := range found {
		data = append(data, map[string]any{
			"id": strconv.Itoa(p.ID), "text": "I <3 Acme, " + p.Text[3:7], "permalink": fmt.Sprint("https://www.threads.net/@ann/post/", p.ID),
			"timestamp": p.At.Format("2006-01-02T15:04:05-0700"), "username": "ann", "is_reply": true,
		})
	}
	after := strconv.Itoa(skip + 100)
	paging := map[string]any{"cursors": map[string]any{"before": "0", "after": after}}
	if more {
		paging["next"] = "https://graph.threads.net/v1.0/keyword_search?access_token=" + r.FormValue("access_token") + "&after=" + after
	}
	json.NewEncoder(w).Encode(map[string]any{"data": data, "paging": paging})
}

const token = "THAA-t0ken-of-acme"

func opts(network *sourcetest.Network) []web.Option {
	return []web.Option{web.Base(network.URL), web.AllowPrivate(), web.Token(token)}
}

func TestConforms(t *testing.T) {
	a := &api{}
	want := a.Publish(30)
	network := sourcetest.Serve(a)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return threads.Search("acme", opts(network)...) }, Want: want,
		Publish: func() []string { return a.Publish(4) }, PublishLate: func() []string { return a.Late(2) }, Edit: a.Edit, Secrets: []string{token}, Network: network,
	})
}

func TestTheFieldsOfAPost(t *testing.T) {
	a := &api{}
	a.Publish(1)
	network := sourcetest.Serve(a)
	defer network.Close()
	for batch, err := range threads.Mentions(opts(network)...).Read(t.Context(), nil) {
		require.NoError(t, err)
		p := batch.Posts[0]
		assert.Equal(t, "I <3 Acme, Acme", p.Text)
		assert.Equal(t, "ann", p.Author.Handle)
		assert.Equal(t, "https://www.threads.net/@ann", p.Author.URL)
		assert.Equal(t, source.KindReply, p.Kind)
		assert.Equal(t, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), p.Time)
		assert.Equal(t, "unknown", p.Likes.String())
	}
	assert.Equal(t, "/v1.0/me/mentions", network.Asked()[0].URL.Path)
}

func TestATokenThatIsRefusedIsNotShown(t *testing.T) {
	network := sourcetest.Serve(&api{})
	defer network.Close()
	network.Let(func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error":{"message":"Error validating access token %s","type":"OAuthException","code":190}}`, r.FormValue("access_token"))
	})
	told := false
	for _, err := range threads.Search("acme", opts(network)...).Read(t.Context(), nil) {
		told = true
		assert.ErrorIs(t, err, source.ErrUnauthorized)
		assert.ErrorContains(t, err, "Error validating")
		assert.NotContains(t, err.Error(), token)
	}
	assert.True(t, told, "the refusal is told")
}

func TestWhatIsMissingIsTold(t *testing.T) {
	err := threads.Search("").Check()
	assert.ErrorContains(t, err, "query: is empty")
	assert.ErrorIs(t, err, source.ErrUnauthorized)
	assert.NoError(t, threads.Mentions(web.Token(token)).Check())
}

func FuzzAnswers(f *testing.F) {
	a := &api{}
	a.Publish(2)
	listtest.FuzzAnswers(f, a, func(opts ...web.Option) source.Source { return threads.Search("acme", opts...) })
}
