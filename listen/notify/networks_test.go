package notify_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/notify"
	"github.com/earshot-go/earshot/listen/notify/notifytest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var local = notify.Client{AllowPrivate: true}

// networks are all notifiers of the package, at an address.
var networks = map[string]func(address string) notify.Notifier{
	"slack": func(at string) notify.Notifier {
		return &notify.Slack{URL: at + "/services/" + notifytest.Secret, Client: local}
	},
	"discord": func(at string) notify.Notifier {
		return &notify.Discord{URL: at + "/api/webhooks/1/" + notifytest.Secret, Client: local}
	},
	"teams": func(at string) notify.Notifier {
		return &notify.Teams{URL: at + "/w?sig=" + notifytest.Secret, Client: local}
	},
	"telegram": func(at string) notify.Notifier {
		return &notify.Telegram{Server: at, Token: notifytest.Secret, Chat: "@desk", Client: local}
	},
	"pagerduty": func(at string) notify.Notifier {
		return &notify.PagerDuty{Server: at, Key: notifytest.Secret, Client: local}
	},
	"webhook": func(at string) notify.Notifier {
		return &notify.Webhook{URL: at, Secret: notifytest.Secret, Client: local}
	},
}

func TestNetworksKeepTheRules(t *testing.T) {
	for name, open := range networks {
		t.Run(name, func(t *testing.T) { notifytest.Run(t, notifytest.HTTP(open, nil)) })
	}
}

// sent is what a network was sent for a message, as JSON.
func sent(t *testing.T, network string, m notify.Message) map[string]any {
	t.Helper()
	var body map[string]any
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&body))
		assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
	}))
	defer server.Close()
	require.NoError(t, networks[network](server.URL).Send(t.Context(), m))
	return body
}

var rude = notify.Message{
	Key: "k", About: "a", Title: "<!channel> & @everyone", Text: "**bold** [here](https://evil.example) <at>all</at>", Link: "javascript:alert(1)",
	Facts: []notify.Fact{{"by", "<@U1> `x`"}},
}

func TestMarksOfStrangersMeanNothing(t *testing.T) {
	slack := sent(t, "slack", rude)
	assert.Equal(t, "&lt;!channel&gt; &amp; @everyone", slack["text"])
	for _, block := range slack["blocks"].([]any) {
		if text, ok := block.(map[string]any)["text"].(map[string]any); ok {
			assert.Equal(t, "plain_text", text["type"])
		}
	}
	discord := sent(t, "discord", rude)
	assert.Equal(t, map[string]any{"parse": []any{}}, discord["allowed_mentions"])
	embed := discord["embeds"].([]any)[0].(map[string]any)
	assert.Equal(t, `\*\*bold\*\* \[here\]\(https\://evil.example\) \<at\>all\</at\>`, embed["description"])
	assert.NotContains(t, embed, "url", "a link that no browser should open")

	teams, err := json.Marshal(sent(t, "teams", rude))
	require.NoError(t, err)
	assert.NotContains(t, string(teams), "javascript")
	assert.Contains(t, string(teams), `\\[here\\](https://evil.example)`)

	telegram := sent(t, "telegram", rude)
	assert.NotContains(t, telegram, "parse_mode")
}

func TestPagesAreClosed(t *testing.T) {
	m := notify.Message{Key: "a/firing/1", About: "a", Title: "Fernhill", State: listen.Firing, Severity: 9}
	opened := sent(t, "pagerduty", m)
	m.Key, m.State = "a/resolved/2", listen.Resolved
	closed := sent(t, "pagerduty", m)
	assert.Equal(t, "trigger", opened["event_action"])
	assert.Equal(t, "critical", opened["payload"].(map[string]any)["severity"])
	assert.Equal(t, "resolve", closed["event_action"])
	assert.Equal(t, opened["dedup_key"], closed["dedup_key"])
}

// A digest that only opened an incident of its own would leave those of its
// parts open for ever.
func TestPagesAreClosedAlsoAfterAFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var keys, actions []string
		pager := &notify.PagerDuty{Key: notifytest.Secret, Client: notify.Client{Transport: answering(func(r *http.Request) int {
			var event struct {
				Key    string `json:"dedup_key"`
				Action string `json:"event_action"`
			}
			assert.NoError(t, json.NewDecoder(r.Body).Decode(&event))
			keys, actions = append(keys, event.Key), append(actions, event.Action)
			return http.StatusAccepted
		})}}
		box, err := notify.NewOutbox(t.Context(), []notify.Destination{{Name: "pager", To: pager, Digest: time.Hour, PerHour: 3}}, nil)
		require.NoError(t, err)
		for _, state := range []listen.AlertState{listen.Firing, listen.Resolved} {
			for _, id := range []string{"a", "b"} {
				require.NoError(t, box.Put(t.Context(), notify.Message{Key: id + string(state), About: id, Title: id, State: state}))
			}
		}
		for range 2 {
			time.Sleep(2 * time.Hour)
			require.NoError(t, box.Deliver(t.Context()))
		}
		assert.Equal(t, []string{"a", "b", "a", "b"}, keys)
		assert.Equal(t, []string{"trigger", "trigger", "resolve", "resolve"}, actions)
	})
}

// answering is a transport that answers with a status and nothing else.
type answering func(*http.Request) int

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: a(r), Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

func TestFactsWithoutAValueHideNoOthers(t *testing.T) {
	m := notify.Message{Key: "k", Title: "t", Facts: []notify.Fact{{Name: "empty"}, {Name: "by", Value: "ines"}}}
	embed := sent(t, "discord", m)["embeds"].([]any)[0].(map[string]any)
	assert.Len(t, embed["fields"], 1)
}

func TestSecretsAsStandardWebhooksWritesThem(t *testing.T) {
	const secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz" // the base64 form of a key of 24 digits
	var got error
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		_, got = notify.Verify("012345678901234567890123", r.Header, body, time.Now())
	}))
	defer server.Close()
	w := &notify.Webhook{URL: server.URL, Secret: secret, Client: local}
	require.NoError(t, w.Send(t.Context(), notify.Message{Key: "k", Title: "t"}))
	assert.NoError(t, got, "the key is what the secret stands for")
}

func TestNothingFitsASecretThatIsNotSet(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	body := []byte(`{"key":"k"}`)
	mac := hmac.New(sha256.New, nil)
	mac.Write(append([]byte("k.1700000000."), body...))
	forged := http.Header{"Webhook-Id": {"k"}, "Webhook-Timestamp": {"1700000000"}, "Webhook-Signature": {"v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))}}
	_, err := notify.Verify("", forged, body, now)
	assert.ErrorIs(t, err, notify.ErrSignature)
}

func TestTelegramSaysInTheBodyHowLongToWait(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTooManyRequests)
		io.WriteString(w, `{"ok":false,"error_code":429,"parameters":{"retry_after":31}}`)
	}))
	defer server.Close()
	err := networks["telegram"](server.URL).Send(t.Context(), rude)
	var later *notify.LaterError
	require.ErrorAs(t, err, &later)
	assert.Equal(t, 31*time.Second, later.After)
}

func TestRedirectsAreWrongAddresses(t *testing.T) {
	server := httptest.NewServer(http.RedirectHandler("/elsewhere", http.StatusMovedPermanently))
	defer server.Close()
	assert.ErrorIs(t, networks["slack"](server.URL).Send(t.Context(), rude), notify.ErrRejected)
}

func TestAPrivateAddressIsRefusedForGood(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	err := (&notify.Webhook{URL: server.URL}).Send(t.Context(), rude)
	assert.ErrorIs(t, err, notify.ErrRejected)
	assert.ErrorContains(t, err, "Client.AllowPrivate")
}

func TestWebhooksAreSigned(t *testing.T) {
	var header http.Header
	var body []byte
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		header = r.Header
		body, _ = io.ReadAll(r.Body)
	}))
	defer server.Close()
	m := notify.FromAlert(spike)
	require.NoError(t, networks["webhook"](server.URL).Send(t.Context(), m))
	assert.Equal(t, m.Key, header.Get("Idempotency-Key"))

	got, err := notify.Verify(notifytest.Secret, header, body, time.Now())
	require.NoError(t, err)
	assert.Equal(t, m.Key, got.Key)
	assert.JSONEq(t, string(m.Data), string(got.Data))

	for name, try := range map[string]func() error{
		"another secret": func() error { _, err := notify.Verify("another", header, body, time.Now()); return err },
		"another body": func() error {
			_, err := notify.Verify(notifytest.Secret, header, append(body, ' '), time.Now())
			return err
		},
		"too old": func() error {
			_, err := notify.Verify(notifytest.Secret, header, body, time.Now().Add(6*time.Minute))
			return err
		},
		"no signature": func() error { _, err := notify.Verify(notifytest.Secret, http.Header{}, body, time.Now()); return err },
	} {
		assert.ErrorIs(t, try(), notify.ErrSignature, name)
	}
}

func TestWrongFieldsAreToldTogether(t *testing.T) {
	_, err := notify.NewOutbox(t.Context(), []notify.Destination{
		{Name: "a/b", To: &notify.Slack{URL: "ftp://x"}, Least: 11, Urgent: -1, Digest: -1, PerHour: -1},
		{Name: "a", To: &notify.Webhook{Secret: "short"}, Quiet: notify.Quiet{To: 24 * time.Hour}},
		{Name: "a", To: &notify.Telegram{Server: "x"}}, {Name: "b", To: &notify.PagerDuty{Server: "x"}}, {}, {Name: "c", To: (*notify.Slack)(nil)},
	}, &notify.Options{Keep: -1, Remember: -1})
	for _, field := range []string{
		`"a/b": Name`, "slack: URL", "Least", "Urgent", "Digest", "PerHour", "webhook: URL", "Secret", "Quiet is all day", `"a": Name is given twice`,
		"telegram: Token", "telegram: Chat", "telegram: Server", `destination "b": notify: pagerduty: Key`, "pagerduty: Server", "To is missing", "Keep", "Remember",
	} {
		assert.ErrorContains(t, err, field)
	}
	assert.ErrorAs(t, err, new(*notify.FieldError))
	_, err = notify.NewOutbox(t.Context(), nil, nil)
	assert.Error(t, err)
}

// Every planted fault must be found by the check that is there for it.
func TestTheKitFindsFaults(t *testing.T) {
	post := func(ctx context.Context, at string, m notify.Message) (*http.Response, error) {
		body, _ := json.Marshal(map[string]string{"text": m.Title + "\n" + m.Text})
		r, _ := http.NewRequestWithContext(ctx, http.MethodPost, at, strings.NewReader(string(body)))
		resp, err := http.DefaultClient.Do(r)
		if err == nil {
			resp.Body.Close()
		}
		return resp, err
	}
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	faults := map[string]struct {
		finds string
		send  func(ctx context.Context, at string, m notify.Message) error
	}{
		"ignores the status": {"failed", func(ctx context.Context, at string, m notify.Message) error {
			_, err := post(ctx, at, m)
			return err
		}},
		"rejects what is passing": {"failed", func(ctx context.Context, at string, m notify.Message) error {
			if resp, err := post(ctx, at, m); err != nil || resp.StatusCode != 200 {
				return notify.ErrRejected
			}
			return nil
		}},
		"never rejects": {"refused", func(ctx context.Context, at string, m notify.Message) error {
			if resp, err := post(ctx, at, m); err != nil || resp.StatusCode != 200 {
				return errors.New("no")
			}
			return nil
		}},
		"ignores pauses": {"busy", func(ctx context.Context, at string, m notify.Message) error {
			if resp, err := post(ctx, at, m); err != nil || resp.StatusCode != 200 {
				return errors.New("no")
			}
			return nil
		}},
		"tries again by itself": {"failed", func(ctx context.Context, at string, m notify.Message) error {
			for range 3 {
				if resp, err := post(ctx, at, m); err == nil && resp.StatusCode == 200 {
					return nil
				}
			}
			return errors.New("no")
		}},
		"sends twice": {"delivers", func(ctx context.Context, at string, m notify.Message) error {
			post(ctx, at, m)
			_, err := post(ctx, at, m)
			return err
		}},
		"forgets the text": {"delivers", func(ctx context.Context, at string, m notify.Message) error {
			m.Text = ""
			_, err := post(ctx, at, m)
			return err
		}},
		"shows the secret": {"secrets", func(ctx context.Context, at string, m notify.Message) error {
			if resp, err := post(ctx, at, m); err != nil || resp.StatusCode != 200 {
				return errors.New("token " + notifytest.Secret)
			}
			return nil
		}},
		"refuses long texts": {"long text", func(ctx context.Context, at string, m notify.Message) error {
			if len(m.Text) > 1000 {
				return errors.New("too long")
			}
			_, err := post(ctx, at, m)
			return err
		}},
		"needs facts": {"bare message", func(ctx context.Context, at string, m notify.Message) error {
			m.Text = m.Facts[0].Value
			_, err := post(ctx, at, m)
			return err
		}},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			h := notifytest.HTTP(func(at string) notify.Notifier {
				return notify.Func(func(ctx context.Context, m notify.Message) (err error) {
					defer func() {
						if p := recover(); p != nil {
							err = errors.New("panicked")
						}
					}()
					return fault.send(ctx, at, m)
				})
			}, nil)
			assert.ErrorContains(t, notifytest.All(t.Context(), h), fault.finds+": ")
		})
	}
}
