// Package graph is what Meta's Graph APIs (Facebook, Instagram, Threads) have in
// common: how they are asked, how they page, and what their errors mean.
package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

// Version is that of the API of Facebook and Instagram. Meta keeps a version for
// two years; this one is of October 2025.
const Version = "v24.0"

// stamp is how these APIs write a time.
const stamp = "2006-01-02T15:04:05-0700"

// Paging leads to older items.
type Paging struct {
	Cursors struct {
		After string `json:"after"`
	} `json:"cursors"`
	Next string `json:"next"`
}

// Older returns the cursor of the next page, "" where there is none. The
// address beside it holds the token, and is not used.
func (p Paging) Older() string {
	if p.Next == "" {
		return ""
	}
	return p.Cursors.After
}

// A Total is how many there are of something, such as reactions.
type Total struct {
	Summary struct {
		Total *int64 `json:"total_count"`
	} `json:"summary"`
}

// Moment reads a time; zero where it is none.
func Moment(stated string) time.Time {
	t, err := time.Parse(stamp, stated)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// Get asks for a path and decodes the answer. The token goes with the query,
// as the documentation has it, and into no error.
func Get(ctx context.Context, client *fetch.Client, config fetch.Config, path string, query url.Values, into any) (*fetch.Response, error) {
	query.Set("access_token", config.Token)
	request := fetch.Request{URL: config.Base + path + "?" + query.Encode()}
	resp, err := client.JSON(ctx, request, into)
	if err != nil && resp != nil {
		err = explain(request, resp, err)
	}
	return resp, err
}

// NoList is the error of an answer without what was asked for.
func NoList(config fetch.Config, path string) error {
	return fmt.Errorf("%s: the answer has no list", fetch.Hide(config.Base+path))
}

// codes of errors, from https://developers.facebook.com/docs/graph-api/guides/error-handling
// and .../overview/rate-limiting.
var (
	limits  = []int{4, 17, 32, 341, 368, 613}
	refusal = []int{3, 10, 102, 190}
)

const missing = 33 // the subcode of what does not exist, or may not be seen

// explain tells what an error means, which these APIs say in the body, mostly
// with status 400.
func explain(request fetch.Request, resp *fetch.Response, err error) error {
	var body struct {
		Error struct {
			Code    int `json:"code"`
			Subcode int `json:"error_subcode"`
		} `json:"error"`
	}
	if resp.Status < 400 || json.Unmarshal(resp.Body, &body) != nil {
		return err
	}
	code := body.Error.Code
	switch {
	case slices.Contains(limits, code), code >= 80000 && code <= 80014:
		return &source.RateLimitError{Until: comeBack(resp), Scope: fetch.Scope(request.URL), Err: err}
	case slices.Contains(refusal, code), code >= 200 && code <= 299, code == 100 && body.Error.Subcode == missing:
		return fmt.Errorf("%w: %w", source.ErrUnauthorized, err)
	}
	return err
}

// window is that over which calls are counted.
const window = time.Hour

// comeBack returns when calls are allowed again: when the header says so in
// minutes, else after the window.
func comeBack(resp *fetch.Response) time.Time {
	if until := fetch.ComeBack(resp.Header, resp.Received); !until.IsZero() {
		return until
	}
	var usage map[string][]struct {
		Minutes float64 `json:"estimated_time_to_regain_access"`
	}
	wait := 0.0
	if json.Unmarshal([]byte(resp.Header.Get("X-Business-Use-Case-Usage")), &usage) == nil {
		for _, uses := range usage {
			for _, use := range uses {
				wait = max(wait, use.Minutes)
			}
		}
	}
	if wait > 0 {
		return resp.Received.Add(time.Duration(min(wait, 24*60)) * time.Minute)
	}
	return resp.Received.Add(window)
}
