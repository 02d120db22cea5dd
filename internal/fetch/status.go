package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/earshot-go/earshot/source"
)

// A StatusError is an answer with a status that is no success. It is a
// source.ErrRefused.
type StatusError struct {
	Status int
	// Detail is what the status means and what the server said about it, in
	// one short line.
	Detail string
}

func (e *StatusError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("status %d %s", e.Status, e.Detail))
}

// Is makes it a source.ErrRefused.
func (e *StatusError) Is(target error) bool { return target == source.ErrRefused }

// Check returns nil for a status of success or 304, and else the error that a
// source passes on: source.ErrUnauthorized for 401 and 403 and where a
// site keeps programs out, source.ErrGone for 410, a *source.RateLimitError for 429 and 503 and wherever a header asks for
// a pause, and source.ErrRefused, as a *StatusError, for all others.
func (r Request) Check(resp *Response) error {
	if resp.Status >= 200 && resp.Status < 300 || resp.Status == http.StatusNotModified {
		return nil
	}
	err := r.failure(&StatusError{Status: resp.Status, Detail: r.detail(resp)})
	switch {
	case resp.challenges():
		return fmt.Errorf("%w: %w: the site wants to see a person", source.ErrUnauthorized, err)
	case resp.limited():
		return &source.RateLimitError{
			Until: ComeBack(resp.Header, resp.Received),
			Scope: Scope(r.URL), Err: err,
		}
	case resp.Status == http.StatusUnauthorized, resp.Status == http.StatusForbidden:
		return fmt.Errorf("%w: %w", source.ErrUnauthorized, err)
	case resp.Status == http.StatusGone:
		return fmt.Errorf("%w: %w", source.ErrGone, err)
	}
	return err
}

// challenges reports whether a site keeps programs out by a riddle. It is told,
// and never answered: who wants to be read by programs says so.
func (resp *Response) challenges() bool {
	if resp.Header.Get("Cf-Mitigated") == "challenge" {
		return true
	}
	page := resp.Body[:min(len(resp.Body), 32<<10)]
	for _, sign := range []string{"/cdn-cgi/challenge-platform/", "cf-browser-verification", "g-recaptcha", "h-captcha", "_Incapsula_Resource", "/.well-known/.anubis/"} {
		if bytes.Contains(page, []byte(sign)) {
			return true
		}
	}
	return false
}

// limited reports whether an answer asks for a pause.
func (resp *Response) limited() bool {
	return resp.Status == http.StatusTooManyRequests || resp.Status == http.StatusServiceUnavailable ||
		resp.Status == http.StatusForbidden && exhausted(resp.Header)
}

// detail returns what the status means, and the first words of a short plain
// answer; a page of HTML says nothing that helps.
func (r Request) detail(resp *Response) string {
	meaning := http.StatusText(resp.Status)
	said := r.firstWords(resp)
	if meaning == "" || said == "" {
		return meaning + said
	}
	return meaning + ": " + said
}

// firstWords hides secrets before it cuts: the half of one that is left would
// not be known any more.
func (r Request) firstWords(resp *Response) string {
	const looked, kept = 4 << 10, 200
	text := r.hide(string(resp.Body[:min(len(resp.Body), looked)]))
	text = strings.TrimSpace(text[:min(len(text), kept)])
	if strings.HasPrefix(text, "<") {
		return ""
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
}
