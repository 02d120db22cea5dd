package graph

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

var at = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func answer(status int, body string) *fetch.Response {
	return &fetch.Response{Status: status, Header: http.Header{}, Body: []byte(body), Received: at}
}

func TestWhatErrorsMean(t *testing.T) {
	request := fetch.Request{URL: "https://graph.example/v1/me?access_token=secret"}
	cause := errors.New("status 400")
	for name, tc := range map[string]struct {
		status int
		body   string
		target error
	}{
		"expired token":     {400, `{"error":{"message":"The token has expired","type":"OAuthException","code":190,"error_subcode":463}}`, source.ErrUnauthorized},
		"missing scope":     {403, `{"error":{"code":200}}`, source.ErrUnauthorized},
		"no such object":    {400, `{"error":{"code":100,"error_subcode":33}}`, source.ErrUnauthorized},
		"unknown parameter": {400, `{"error":{"code":100}}`, nil},
		"passing trouble":   {500, `{"error":{"code":2,"is_transient":true}}`, nil},
		"not JSON":          {500, `oops`, nil},
		"a good answer":     {200, `{"error":{"code":190}}`, nil},
	} {
		err := explain(request, answer(tc.status, tc.body), cause)
		assert.ErrorIs(t, err, cause, name)
		if tc.target != nil {
			assert.ErrorIs(t, err, tc.target, name)
		} else {
			assert.Equal(t, cause, err, name)
		}
	}
}

func TestLimitsSayWhenToComeBack(t *testing.T) {
	request := fetch.Request{URL: "https://graph.example/v1/me"}
	for name, tc := range map[string]struct {
		usage string
		wait  time.Duration
	}{
		"not said":     {"", time.Hour},
		"said":         {`{"17":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":19}]}`, 19 * time.Minute},
		"for a year":   {`{"17":[{"estimated_time_to_regain_access":525600}]}`, 24 * time.Hour},
		"not readable": {`{`, time.Hour},
	} {
		resp := answer(400, `{"error":{"code":80001}}`)
		resp.Header.Set("X-Business-Use-Case-Usage", tc.usage)
		var limit *source.RateLimitError
		require.ErrorAs(t, explain(request, resp, errors.New("status 400")), &limit, name)
		assert.Equal(t, at.Add(tc.wait), limit.Until, name)
		assert.Equal(t, "graph.example", limit.Scope, name)
	}
}

func TestMoments(t *testing.T) {
	assert.Equal(t, at, Moment("2026-03-02T10:00:00+0100"))
	assert.True(t, Moment("yesterday").IsZero())
}
