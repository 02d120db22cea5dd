package webhook_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/webhook"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "a secret of the house"

func sign(body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

func send(ctx context.Context, hook *webhook.Hook, body, signature string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/hook", strings.NewReader(body))
	r.Header.Set("X-Hub-Signature-256", signature)
	w := httptest.NewRecorder()
	hook.ServeHTTP(w, r)
	return w
}

func newHook(t *testing.T, opts *webhook.Options) *webhook.Hook {
	t.Helper()
	hook, err := webhook.New("tickets", secret, opts)
	require.NoError(t, err)
	return hook
}

func TestConforms(t *testing.T) {
	var bodies, want []string
	for i := range 3 {
		var body strings.Builder
		for j := range 50 {
			id := fmt.Sprint(i*50 + j)
			want = append(want, id)
			fmt.Fprintf(&body, `{"id":%q,"text":"Acme %s","time":"2026-03-02T09:00:00+01:00"}`+"\n", id, id)
		}
		bodies = append(bodies, body.String())
	}
	var senders sync.WaitGroup
	defer senders.Wait()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source {
			hook := newHook(t, nil)
			senders.Go(func() {
				ctx, cancel := context.WithTimeout(context.Background(), time.Second)
				defer cancel()
				for _, body := range bodies {
					send(ctx, hook, body, sign(body))
				}
			})
			return hook
		},
		Want:    want,
		Stream:  true,
		Once:    true,
		Secrets: []string{secret},
	})
}

// read lets a reader of the hook run until the test ends.
func read(t *testing.T, hook *webhook.Hook, take func(source.Batch)) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for b, err := range hook.Read(ctx, nil) {
			if err == nil {
				take(b)
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-ended })
}

func TestAnswersFollowWhatBecomesOfThePosts(t *testing.T) {
	hook := newHook(t, nil)
	var outcome error
	read(t, hook, func(b source.Batch) { b.Done(outcome); b.Done(errors.New("said twice")) })
	body := `{"id":"1","text":"Acme"}`
	assert.Equal(t, http.StatusNoContent, send(t.Context(), hook, body, sign(body)).Code)
	outcome = errors.New("the disk of the house is full")
	w := send(t.Context(), hook, body, sign(body))
	assert.Equal(t, http.StatusServiceUnavailable, w.Code)
	assert.NotEmpty(t, w.Header().Get("Retry-After"))
	assert.NotContains(t, w.Body.String(), "disk")
}

func TestWithoutAReaderTheSenderIsToldToTryAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hook := newHook(t, nil)
		body := `{"id":"1","text":"Acme"}`
		begun := time.Now()
		assert.Equal(t, http.StatusServiceUnavailable, send(t.Context(), hook, body, sign(body)).Code)
		assert.Equal(t, time.Minute, time.Since(begun))
	})
}

func TestAReaderThatNeverSaysDoneIsNotWaitedForForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hook := newHook(t, nil)
		read(t, hook, func(source.Batch) {})
		body := `{"id":"1","text":"Acme"}`
		assert.Equal(t, http.StatusServiceUnavailable, send(t.Context(), hook, body, sign(body)).Code)
	})
}

func TestRequestsThatAreRefused(t *testing.T) {
	hook := newHook(t, nil)
	read(t, hook, func(source.Batch) { t.Error("a refused request was delivered") })
	good := `{"id":"1","text":"Acme"}`
	for name, tc := range map[string]struct {
		body, signature string
		status          int
		says            string
	}{
		"no signature":             {good, "", 401, "signature"},
		"signature of another":     {good, sign(good + " "), 401, "signature"},
		"signature cut short":      {good, sign(good)[:20], 401, "signature"},
		"no hexadecimal digits":    {good, "sha256=zz", 401, "signature"},
		"no JSON":                  {"hello", sign("hello"), 400, "post 1: invalid character"},
		"half a post":              {good[:10], sign(good[:10]), 400, "post 1"},
		"no array":                 {"[1]", sign("[1]"), 400, "no array of posts"},
		"a post against the rules": {`{"text":"x","kind":"poem"}`, sign(`{"text":"x","kind":"poem"}`), 400, `post 1: Kind: "poem"`},
		"words elsewhere":          {good + `{"message":"Acme"}`, sign(good + `{"message":"Acme"}`), 400, "post 2: text: is empty"},
		"a deletion of nothing":    {`{"deleted":true}`, sign(`{"deleted":true}`), 400, "ID: is empty"},
		"too large":                {strings.Repeat(" ", 5<<20), "", 413, "could not be read"},
	} {
		t.Run(name, func(t *testing.T) {
			w := send(t.Context(), hook, tc.body, tc.signature)
			assert.Equal(t, tc.status, w.Code)
			assert.Contains(t, w.Body.String(), tc.says)
		})
	}
	r := httptest.NewRequest(http.MethodGet, "/hook", nil)
	w := httptest.NewRecorder()
	hook.ServeHTTP(w, r)
	assert.Equal(t, http.StatusMethodNotAllowed, w.Code)
}

func TestNothingToTakeIsFine(t *testing.T) {
	hook := newHook(t, nil)
	for _, body := range []string{"", "[]", " \n"} {
		assert.Equal(t, http.StatusNoContent, send(t.Context(), hook, body, sign(body)).Code)
	}
}

func TestBadSettingsAreAllTold(t *testing.T) {
	_, err := webhook.New("", "short", nil)
	assert.ErrorContains(t, err, "name: is empty")
	assert.ErrorContains(t, err, "secret: has fewer than 16 bytes")
	assert.NotContains(t, err.Error(), "short")
	_, err = webhook.New("x", secret, &webhook.Options{Unsigned: true})
	assert.ErrorContains(t, err, "Unsigned: is set")
	hook, err := webhook.New("x", "", &webhook.Options{Unsigned: true})
	require.NoError(t, err)
	read(t, hook, func(b source.Batch) { b.Done(nil) })
	assert.Equal(t, http.StatusNoContent, send(t.Context(), hook, `{"text":"x"}`, "").Code)
}

func TestMiniflux(t *testing.T) {
	hook := newHook(t, &webhook.Options{Header: "X-Miniflux-Signature", Decode: webhook.Miniflux})
	var got []source.Post
	read(t, hook, func(b source.Batch) { got = append(got, b.Posts...); b.Done(nil) })
	body := `{"event_type":"new_entries","feed":{"id":1},"entries":[{"id":3,"title":"Acme &amp; co","url":"https://news.example/3",
		"published_at":"2026-03-02T09:00:00Z","created_at":"2026-03-02T10:00:00Z","content":"<p>New <b>Acme</b> story</p>","author":"Ann","tags":["History"]},
		{"id":4,"title":"Later","published_at":"2027-01-01T00:00:00Z","created_at":"2026-03-02T10:00:00Z"}]}`
	for _, body := range []string{body, `{"event_type":"save_entry","entry":{"id":9}}`} {
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader([]byte(body)))
		r.Header.Set("X-Miniflux-Signature", strings.TrimPrefix(sign(body), "sha256="))
		w := httptest.NewRecorder()
		hook.ServeHTTP(w, r)
		require.Equal(t, http.StatusNoContent, w.Code, w.Body)
	}
	require.Len(t, got, 2)
	assert.Equal(t, "Acme & co", got[0].Title)
	assert.Equal(t, "New Acme story", got[0].Text)
	assert.Equal(t, "3", got[0].ID)
	assert.Equal(t, []string{"History"}, got[0].Tags)
	assert.True(t, got[1].TimeEstimated)
}

func FuzzDecoders(f *testing.F) {
	f.Add([]byte(`{"id":"1"}{"id":"2"}`))
	f.Add([]byte(`[{"id":"1"}]`))
	f.Add([]byte(`{"event_type":"new_entries","entries":[{"id":1}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, decode := range []func([]byte) ([]source.Post, error){webhook.Posts, webhook.Miniflux} {
			if posts, err := decode(body); err != nil && posts != nil {
				t.Fatal("posts beside an error")
			}
		}
	})
}
