package fetch_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/internal/fetch"
)

func TestPausesInEveryForm(t *testing.T) {
	in := func(d time.Duration) time.Time { return now.Add(d) }
	for name, tc := range map[string]struct {
		header, value string
		want          time.Time
	}{
		"seconds":             {"Retry-After", "120", in(2 * time.Minute)},
		"fractions round up":  {"Retry-After", "1.2", in(2 * time.Second)},
		"a date":              {"Retry-After", "Mon, 02 Mar 2026 09:05:00 GMT", in(5 * time.Minute)},
		"a date in the past":  {"Retry-After", "Mon, 02 Mar 2026 08:05:00 GMT", now},
		"epoch seconds":       {"X-RateLimit-Reset", fmt.Sprint(in(time.Minute).Unix()), in(time.Minute)},
		"epoch milliseconds":  {"X-RateLimit-Reset", fmt.Sprint(in(time.Minute).UnixMilli()), in(time.Minute)},
		"a delta":             {"RateLimit-Reset", "60", in(time.Minute)},
		"ISO 8601":            {"X-RateLimit-Reset", "2026-03-02T09:10:00.000Z", in(10 * time.Minute)},
		"the name of X":       {"x-rate-limit-reset", fmt.Sprint(in(time.Minute).Unix()), in(time.Minute)},
		"a year is a day":     {"Retry-After", "31536000", in(24 * time.Hour)},
		"a far epoch":         {"X-RateLimit-Reset", "4102444800", in(24 * time.Hour)},
		"nonsense":            {"Retry-After", "soon", time.Time{}},
		"negative":            {"Retry-After", "-5", time.Time{}},
		"not a number":        {"Retry-After", "NaN", time.Time{}},
		"infinite":            {"Retry-After", "Inf", in(24 * time.Hour)},
		"beyond any calendar": {"X-RateLimit-Reset", "1e300", in(24 * time.Hour)},
		"nothing":             {"X-Other", "1", time.Time{}},
	} {
		t.Run(name, func(t *testing.T) {
			h := http.Header{}
			h.Set(tc.header, tc.value)
			assert.Equal(t, tc.want, fetch.ComeBack(h, now))
		})
	}
}

func FuzzComeBack(f *testing.F) {
	f.Add("120")
	f.Add("Mon, 02 Mar 2026 09:05:00 GMT")
	f.Fuzz(func(t *testing.T, value string) {
		until := fetch.ComeBack(http.Header{"Retry-After": {value}}, now)
		if !until.IsZero() && (until.Before(now) || until.After(now.Add(24*time.Hour))) {
			t.Fatalf("%q asks for a pause until %v", value, until)
		}
	})
}
