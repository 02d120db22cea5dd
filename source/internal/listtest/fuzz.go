package listtest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/web"
)

// FuzzAnswers tries what a source makes of whatever a network may answer: it
// must not panic, must yield sound posts only, and must be able to read its
// own cursors. It begins with what the double answers.
func FuzzAnswers(f *testing.F, double http.Handler, open func(...web.Option) source.Source) {
	f.Helper()
	record := &recorder{double: double}
	for range open(options(record)...).Read(f.Context(), nil) {
		// only to record
	}
	for _, answer := range record.answers {
		f.Add(answer)
	}
	f.Add([]byte("{}"))
	f.Add([]byte("[null]"))
	f.Fuzz(func(t *testing.T, answer []byte) {
		cursor := source.Cursor(nil)
		for range 2 {
			for batch, err := range open(options(Always(answer))...).Read(t.Context(), cursor) {
				if errors.Is(err, source.ErrCursor) {
					t.Fatalf("it cannot read its own cursor %q", cursor)
				}
				for _, post := range batch.Posts {
					if err := post.Check(); err != nil {
						t.Fatalf("post %q: %v", post.ID, err)
					}
				}
				if batch.Cursor != nil {
					cursor = batch.Cursor
				}
			}
		}
	})
}

func options(t http.RoundTripper) []web.Option {
	return []web.Option{web.Base("https://network.example"), web.Transport(t), web.Token("a-t0ken-of-ann")}
}

// Always is a transport that has one answer to everything.
type Always []byte

// RoundTrip answers.
func (a Always) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(a)), Request: r,
	}, nil
}

// recorder is a transport that asks a double without a network between.
type recorder struct {
	double  http.Handler
	answers [][]byte
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	if req.Body == nil {
		req.Body = http.NoBody
	}
	r.double.ServeHTTP(w, req)
	r.answers = append(r.answers, w.Body.Bytes())
	resp := w.Result()
	resp.Request = req
	return resp, nil
}
