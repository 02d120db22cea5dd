package x

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source/internal/newest"
)

// ours is the tag of the rules that a Streamer sets.
const ours = "earshot"

type rule struct {
	ID    string `json:"id,omitempty"`
	Value string `json:"value"`
	Tag   string `json:"tag,omitempty"`
}

// setRules makes the rules with our tag those of the stream.
func (s *Streamer) setRules(ctx context.Context, client *fetch.Client) error {
	var are struct {
		Data []rule `json:"data"`
		Meta *struct {
			Sent string `json:"sent"`
		} `json:"meta"`
	}
	if err := s.askRules(ctx, client, nil, &are); err != nil {
		return err
	}
	if are.Meta == nil {
		return fmt.Errorf("%s: the answer has no rules", fetch.Hide(s.config.Base))
	}
	added, stale := s.difference(are.Data)
	if len(stale) > 0 {
		if err := s.askRules(ctx, client, map[string]any{"delete": map[string]any{"ids": stale}}, nil); err != nil {
			return err
		}
	}
	if len(added) == 0 {
		return nil
	}
	return s.askRules(ctx, client, map[string]any{"add": added}, nil)
}

func (s *Streamer) difference(are []rule) (added []rule, stale []string) {
	set := map[string]bool{}
	for _, r := range are {
		if r.Tag == ours && !slices.Contains(s.rules, r.Value) {
			stale = append(stale, r.ID)
		} else {
			set[r.Value] = true
		}
	}
	for _, value := range s.rules {
		if !set[value] {
			set[value] = true
			added = append(added, rule{Value: value, Tag: ours})
		}
	}
	return added, stale
}

// askRules reads the rules, or changes them. A rule that X does not understand
// comes back as an error in an answer of status 200 or 201.
func (s *Streamer) askRules(ctx context.Context, client *fetch.Client, change, into any) error {
	request := fetch.Request{URL: s.config.Base + "/2/tweets/search/stream/rules", Header: newest.Bearer(s.config)}
	if change != nil {
		body, err := json.Marshal(change)
		if err != nil {
			return err
		}
		request.Method, request.Body = http.MethodPost, body
		request.Header.Set("Content-Type", "application/json")
	}
	var answer json.RawMessage
	resp, err := client.JSON(ctx, request, &answer)
	if err != nil {
		return explain(resp, err)
	}
	var refused struct {
		Errors []struct {
			Title string `json:"title"`
			Value string `json:"value"`
		} `json:"errors"`
	}
	if json.Unmarshal(answer, &refused) == nil && len(refused.Errors) > 0 {
		return fmt.Errorf("the rule %q was refused: %s", plaintext.Line(refused.Errors[0].Value, 200), plaintext.Line(refused.Errors[0].Title, 200))
	}
	if into == nil {
		return nil
	}
	return request.Decode(resp, into)
}
