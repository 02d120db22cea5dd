package notify_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/earshot-go/earshot/listen/notify"
)

// refuseInvalid answers 200 and fails the test where a body is no JSON of valid
// UTF-8.
type refuseInvalid struct{ t *testing.T }

func (r refuseInvalid) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	if !json.Valid(body) || !utf8.Valid(body) {
		r.t.Errorf("no valid JSON: %.300q", body)
	}
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader("")), Request: req, Header: http.Header{}}, nil
}

func withTransport(n notify.Notifier, transport http.RoundTripper) {
	client := notify.Client{Transport: transport}
	switch n := n.(type) {
	case *notify.Slack:
		n.Client = client
	case *notify.Discord:
		n.Client = client
	case *notify.Teams:
		n.Client = client
	case *notify.Telegram:
		n.Client = client
	case *notify.PagerDuty:
		n.Client = client
	case *notify.Webhook:
		n.Client = client
	}
}
