package fetch_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/internal/fetch"
)

func answer(header ...string) *fetch.Response {
	resp := &fetch.Response{Header: http.Header{"Date": {now.Format(http.TimeFormat)}}, Received: now}
	for i := 0; i < len(header); i += 2 {
		resp.Header.Set(header[i], header[i+1])
	}
	return resp
}

func httpTime(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }

func TestValidatorsAreKeptVerbatim(t *testing.T) {
	v := fetch.Keep(answer("ETag", `W/"a b"`, "Last-Modified", httpTime(-time.Hour)))
	h := http.Header{}
	v.Set(h, now.Add(time.Hour))
	assert.Equal(t, `W/"a b"`, h.Get("If-None-Match"))
	assert.Equal(t, httpTime(-time.Hour), h.Get("If-Modified-Since"))
}

func TestValidatorsThatCannotBeTrustedAreDropped(t *testing.T) {
	for name, resp := range map[string]*fetch.Response{
		"of the same minute":       answer("ETag", `"x"`, "Last-Modified", httpTime(-59*time.Second)),
		"in the future":            answer("ETag", `"x"`, "Last-Modified", httpTime(time.Hour)),
		"with Expires 0":           answer("ETag", `"x"`, "Last-Modified", httpTime(-time.Hour), "Expires", "0"),
		"with a date that is none": answer("ETag", `"x"`, "Last-Modified", "yesterday"),
		"longer than a line":       answer("ETag", `"`+strings.Repeat("x", 5000)+`"`),
	} {
		t.Run(name, func(t *testing.T) {
			h := http.Header{}
			fetch.Keep(resp).Set(h, now.Add(time.Hour))
			assert.Empty(t, h)
		})
	}
}

func TestValidatorsComeOfAge(t *testing.T) {
	v := fetch.Keep(answer("ETag", `"x"`))
	h := http.Header{}
	v.Set(h, now.Add(7*24*time.Hour+time.Second))
	assert.Empty(t, h)
}

func TestFreshness(t *testing.T) {
	for name, tc := range map[string]struct {
		resp *fetch.Response
		want time.Duration
	}{
		"max-age":              {answer("Cache-Control", "public, max-age=600"), 10 * time.Minute},
		"max-age in capitals":  {answer("Cache-Control", `Max-Age="600"`), 10 * time.Minute},
		"a year is five hours": {answer("Cache-Control", "max-age=31536000"), 5 * time.Hour},
		"Expires":              {answer("Expires", httpTime(time.Hour)), time.Hour},
		"the longer":           {answer("Cache-Control", "max-age=60", "Expires", httpTime(time.Hour)), time.Hour},
		"far Expires":          {answer("Expires", httpTime(1000*time.Hour)), 5 * time.Hour},
		"past":                 {answer("Expires", httpTime(-time.Hour)), 0},
		"negative":             {answer("Cache-Control", "max-age=-5"), 0},
		"nothing":              {answer(), 0},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, tc.want, fetch.FreshFor(tc.resp)) })
	}
}
