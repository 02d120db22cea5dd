package x

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

var errBudget = errors.New("the budget of the month is used up")

// exhausted is the error of a budget that is used up; it counts for the source
// of that name alone.
func exhausted(now time.Time, name string) error {
	next := time.Date(now.Year(), now.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	return &source.RateLimitError{Until: next, Scope: name, Err: errBudget}
}

// capped is how X calls a plan that is used up, with the status of a limit that
// passes in minutes.
const capped = "UsageCapExceeded"

// explain lets a plan that is used up rest for a day.
func explain(resp *fetch.Response, err error) error {
	var limit *source.RateLimitError
	if resp == nil || !errors.As(err, &limit) {
		return err
	}
	var body struct {
		Title string `json:"title"`
	}
	if json.Unmarshal(resp.Body, &body) == nil && body.Title == capped {
		limit.Until = resp.Received.Add(24 * time.Hour)
	}
	return err
}
