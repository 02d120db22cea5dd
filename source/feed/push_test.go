package feed_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

const (
	hubAddress = "https://hub.example/"
	hubKey     = "a key of thirty letters or more"
)

// hub is a double of a hub, asked without a network. It serves one feed.
type hub struct {
	*press
	subscriber *feed.Subscriber
	lease      time.Duration // that it grants; 0 is none
	mute       bool          // it never verifies
	refuse     bool

	mu     sync.Mutex
	asked  []url.Values // subscriptions
	secret string
	target string
}

func newHub(t *testing.T, p *press) *hub {
	s, err := feed.NewSubscriber("https://me.example/hub/", []byte(hubKey))
	require.NoError(t, err)
	return &hub{press: p, subscriber: s, lease: 5 * 24 * time.Hour}
}

func (h *hub) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.String() != hubAddress {
		return h.press.RoundTrip(r)
	}
	body, _ := io.ReadAll(r.Body)
	asked, _ := url.ParseQuery(string(body))
	h.mu.Lock()
	h.asked = append(h.asked, asked)
	h.secret, h.target = asked.Get("hub.secret"), asked.Get("hub.callback")
	h.mu.Unlock()
	if !h.mute {
		go h.verify(asked)
	}
	return &http.Response{StatusCode: http.StatusAccepted, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

// verify asks back a moment later, as hubs do.
func (h *hub) verify(asked url.Values) {
	time.Sleep(time.Second)
	q := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {asked.Get("hub.topic")}, "hub.challenge": {"abc"}}
	if h.lease > 0 {
		q.Set("hub.lease_seconds", fmt.Sprint(int(h.lease.Seconds())))
	}
	if h.refuse {
		q.Set("hub.mode", "denied")
		q.Set("hub.reason", "no room")
	}
	h.call(http.MethodGet, asked.Get("hub.callback")+"?"+q.Encode(), "", nil)
}

func (h *hub) call(method, target, body string, header http.Header) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for name, values := range header {
		r.Header[name] = values
	}
	w := httptest.NewRecorder()
	h.subscriber.ServeHTTP(w, r)
	return w
}

// push brings a feed, signed.
func (h *hub) push(body string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	mac := hmac.New(sha256.New, []byte(h.secret))
	mac.Write([]byte(body))
	return h.call(http.MethodPost, h.target, body, http.Header{"X-Hub-Signature": {"sha256=" + hex.EncodeToString(mac.Sum(nil))}}).Code
}

// heard is what came of one Read.
type heard struct {
	mu     sync.Mutex
	ids    []string
	errs   []error
	cursor source.Cursor
	ended  time.Time
}

// listen reads until the end, in a goroutine of its own.
func (h *hub) listen(ctx context.Context, from source.Cursor) *heard {
	o := &heard{cursor: from}
	go func() {
		for b, err := range h.subscriber.URL(pressAddress, web.Transport(h)).Read(ctx, from) {
			o.take(b, err)
		}
		o.mu.Lock()
		defer o.mu.Unlock()
		o.ended = time.Now()
	}()
	return o
}

func (o *heard) take(b source.Batch, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err != nil {
		o.errs = append(o.errs, err)
		return
	}
	for _, p := range b.Posts {
		o.ids = append(o.ids, p.ID)
	}
	if b.Cursor != nil {
		o.cursor = b.Cursor
	}
	if b.Done != nil {
		b.Done(nil)
	}
}

func (o *heard) all() ([]string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.ids, errors.Join(o.errs...)
}

const hubLink = `<atom:link rel="hub" href="` + hubAddress + `"/>`

// pushed runs a test of a feed with a hub.
func pushed(t *testing.T, test func(t *testing.T, h *hub)) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss(hubLink, entry("1", begun))
		test(t, newHub(t, p))
	})
}

// pass lets time go by, and all that happens in it come to rest.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func TestPushedNewsComeAtOnce(t *testing.T) {
	pushed(t, func(t *testing.T, h *hub) {
		ctx, cancel := context.WithCancel(t.Context())
		o := h.listen(ctx, nil)
		pass(time.Minute)
		require.Len(t, h.asked, 1)
		assert.Equal(t, pressAddress, h.asked[0].Get("hub.topic"))
		assert.True(t, strings.HasPrefix(h.target, "https://me.example/hub/"))
		assert.Equal(t, http.StatusAccepted, h.push(rss("", entry("2", came), entry("1", begun))))
		assert.Equal(t, http.StatusAccepted, h.push(rss("", entry("2", came))), "a push that comes twice")
		cancel()
		synctest.Wait()
		ids, err := o.all()
		assert.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, []string{"1", "2"}, ids)

		h.body = rss(hubLink, entry("2", came), entry("1", begun))
		next := feed.URL(pressAddress, web.Transport(h))
		for b, err := range next.Read(t.Context(), o.cursor) {
			require.NoError(t, err)
			assert.Empty(t, b.Posts, "what was pushed is known to who polls")
		}
	})
}

func TestADailyPollStays(t *testing.T) {
	pushed(t, func(t *testing.T, h *hub) {
		o := h.listen(t.Context(), nil)
		pass(25 * time.Hour)
		ids, err := o.all()
		require.NoError(t, err)
		assert.Equal(t, []string{"1"}, ids)
		assert.Equal(t, 24*time.Hour, o.ended.Sub(came).Round(time.Minute))
		h.body = rss(hubLink, entry("2", came), entry("1", begun)) // the hub forgot to tell
		second := h.listen(t.Context(), o.cursor)
		pass(25 * time.Hour)
		ids, err = second.all()
		require.NoError(t, err)
		assert.Equal(t, []string{"2"}, ids)
		assert.Len(t, h.asked, 1, "the subscription still stands")
	})
}

func TestLeasesAreRenewedInTime(t *testing.T) {
	for lease, want := range map[time.Duration]time.Duration{
		20 * time.Hour:     16 * time.Hour,
		time.Second:        48 * time.Minute, // no hub is asked more than once an hour
		10000 * time.Hour:  24 * time.Hour,
		0:                  24 * time.Hour, // it does not say
		5 * 24 * time.Hour: 24 * time.Hour,
	} {
		pushed(t, func(t *testing.T, h *hub) {
			h.lease = lease
			o := h.listen(t.Context(), nil)
			pass(25 * time.Hour)
			assert.Equal(t, want, o.ended.Sub(came).Round(time.Minute), lease)
			again := h.listen(t.Context(), o.cursor)
			pass(25 * time.Hour)
			if want < 24*time.Hour {
				assert.Len(t, h.asked, 2)
			}
			assert.False(t, again.ended.IsZero())
		})
	}
}

func TestAHubThatDoesNotAskBackIsNotWaitedFor(t *testing.T) {
	pushed(t, func(t *testing.T, h *hub) {
		h.mute = true
		o := h.listen(t.Context(), nil)
		pass(time.Hour)
		_, err := o.all()
		require.NoError(t, err)
		assert.Equal(t, 5*time.Minute, o.ended.Sub(came).Round(time.Minute))
	})
}

func TestAHubThatRefusesIsTold(t *testing.T) {
	pushed(t, func(t *testing.T, h *hub) {
		h.refuse = true
		o := h.listen(t.Context(), nil)
		pass(time.Hour)
		ids, err := o.all()
		var skip *source.SkipError
		require.ErrorAs(t, err, &skip)
		assert.ErrorContains(t, err, "no room")
		assert.Equal(t, []string{"1"}, ids)
	})
}

func TestAHubThatIsDownDoesNotStopThePoll(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss(hubLink, entry("1", begun))
		s, err := feed.NewSubscriber("https://me.example/hub/", []byte(hubKey))
		require.NoError(t, err)
		p.pages = map[string]string{hubAddress: "moved to https://gone.invalid/?hub.secret=x"}
		var ids []string
		var skip *source.SkipError
		for b, err := range s.URL(pressAddress, web.Transport(p)).Read(t.Context(), nil) {
			if err != nil {
				require.ErrorAs(t, err, &skip)
				continue
			}
			for _, post := range b.Posts {
				ids = append(ids, post.ID)
			}
		}
		assert.Equal(t, []string{"1"}, ids)
		assert.NotNil(t, skip)
	})
}

func TestAFeedWithoutAHubIsPolled(t *testing.T) {
	pushed(t, func(t *testing.T, h *hub) {
		h.body = rss("", entry("1", begun))
		o := h.listen(t.Context(), nil)
		synctest.Wait()
		ids, err := o.all()
		require.NoError(t, err)
		assert.Equal(t, []string{"1"}, ids)
		assert.Equal(t, came, o.ended.UTC())
		assert.Empty(t, h.asked)
	})
}

func TestOnlyTheHubIsHeard(t *testing.T) {
	pushed(t, func(t *testing.T, h *hub) {
		o := h.listen(t.Context(), nil)
		pass(time.Minute)
		news := rss("", entry("evil", came))
		for _, signature := range []string{"", "sha256=", "sha256=00", "md5=00", "sha256=" + strings.Repeat("0", 64), "nonsense"} {
			w := h.call(http.MethodPost, h.target, news, http.Header{"X-Hub-Signature": {signature}})
			assert.Equal(t, http.StatusAccepted, w.Code, "who tries learns nothing")
		}
		assert.Equal(t, http.StatusNotFound, h.call(http.MethodPost, "https://me.example/hub/guess", news, nil).Code)
		assert.Equal(t, http.StatusMethodNotAllowed, h.call(http.MethodPut, h.target, news, nil).Code)
		large := strings.Repeat("x", 9<<20)
		assert.Equal(t, http.StatusRequestEntityTooLarge, h.call(http.MethodPost, h.target, large, nil).Code)
		ids, err := o.all()
		require.NoError(t, err)
		assert.Equal(t, []string{"1"}, ids)
	})
}

func TestOnlyWhatWasAskedForIsConfirmed(t *testing.T) {
	pushed(t, func(t *testing.T, h *hub) {
		h.mute = true
		h.listen(t.Context(), nil)
		synctest.Wait()
		ask := func(mode, topic string) *httptest.ResponseRecorder {
			return h.call(http.MethodGet, h.target+"?"+url.Values{"hub.mode": {mode}, "hub.topic": {topic}, "hub.challenge": {"<b>abc"}}.Encode(), "", nil)
		}
		assert.Equal(t, http.StatusNotFound, ask("subscribe", "https://other.example/").Code)
		assert.Equal(t, http.StatusNotFound, ask("unsubscribe", pressAddress).Code)
		assert.Equal(t, http.StatusNotFound, ask("", pressAddress).Code)
		w := ask("subscribe", pressAddress)
		assert.Equal(t, http.StatusOK, w.Code)
		assert.Equal(t, "<b>abc", w.Body.String())
		assert.Equal(t, "text/plain; charset=utf-8", w.Header().Get("Content-Type"))
		pass(25 * time.Hour)
	})
}

func TestAPushThatIsNoFeedIsToldOnce(t *testing.T) {
	pushed(t, func(t *testing.T, h *hub) {
		o := h.listen(t.Context(), nil)
		pass(time.Minute)
		assert.Equal(t, http.StatusAccepted, h.push("<html>oops</html>"))
		_, err := o.all()
		assert.ErrorIs(t, err, feed.ErrNotFeed)
		assert.ErrorContains(t, err, "what the hub sent")
	})
}

func TestNewsWaitUntilTheyAreSafe(t *testing.T) {
	pushed(t, func(t *testing.T, h *hub) {
		o := h.listen(t.Context(), nil)
		pass(26 * time.Hour)
		require.False(t, o.ended.IsZero())
		assert.Equal(t, http.StatusServiceUnavailable, h.push(rss("", entry("2", came))), "nobody reads now")

		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		refusing := h.subscriber.URL(pressAddress, web.Transport(h))
		go func() {
			for b := range refusing.Read(ctx, o.cursor) {
				if b.Done != nil {
					b.Done(errors.New("the disk is full"))
				}
			}
		}()
		pass(time.Minute)
		assert.Equal(t, http.StatusServiceUnavailable, h.push(rss("", entry("2", came))))
	})
}

func TestBadSubscribersAreRefused(t *testing.T) {
	for _, callback := range []string{"", "me.example/hub/", "ftp://me.example/", "https://me.example/hub", "https:///"} {
		_, err := feed.NewSubscriber(callback, []byte("short"))
		require.Error(t, err)
		assert.ErrorContains(t, err, "callback")
		assert.ErrorContains(t, err, "key: has fewer than 16 bytes")
	}
}

func FuzzServeHTTP(f *testing.F) {
	f.Add("GET", "hub.mode=subscribe&hub.topic=https://press.example/feed&hub.challenge=x", "", "")
	f.Add("POST", "", "sha256=00", "<rss/>")
	s, err := feed.NewSubscriber("https://me.example/hub/", []byte(hubKey))
	if err != nil {
		f.Fatal(err)
	}
	s.URL(pressAddress)
	f.Fuzz(func(t *testing.T, method, query, signature, body string) {
		r := httptest.NewRequest(http.MethodGet, "https://me.example/hub/x", strings.NewReader(body))
		r.Method, r.URL.RawQuery = method, query
		r.Header.Set("X-Hub-Signature", signature)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusNotFound {
			t.Fatalf("an unknown path is answered %d", w.Code)
		}
		feed.Knock(s, w, r)
		if w.Body.Len() > 1<<10 {
			t.Fatalf("%d bytes are echoed", w.Body.Len())
		}
	})
}
