package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
)

// search asks for discussions, which only the GraphQL interface finds.
const search = `query($q: String!, $after: String) {
	search(type: DISCUSSION, query: $q, first: 100, after: $after) {
		pageInfo { endCursor hasNextPage }
		nodes { ... on Discussion {
			id url title bodyText createdAt lastEditedAt upvoteCount
			author { login url }
			category { name }
			labels(first: 32) { nodes { name } }
			comments { totalCount }
		} }
	}
}`

// found is the answer. Errors come with status 200.
type found struct {
	Data struct {
		Search struct {
			Nodes []discussion `json:"nodes"`
			Page  struct {
				End  string `json:"endCursor"`
				More bool   `json:"hasNextPage"`
			} `json:"pageInfo"`
		} `json:"search"`
	} `json:"data"`
	Errors []struct {
		Type    string `json:"type"`
		Message string `json:"message"`
	} `json:"errors"`
}

func (s *Source) askDiscussions(ctx context.Context, client *fetch.Client, since time.Time, older string) (page newest.Page, err error) {
	variables := map[string]string{"q": s.from(since) + " sort:created-desc"}
	if older != "" {
		variables["after"] = older
	}
	body, err := json.Marshal(map[string]any{"query": search, "variables": variables})
	if err != nil {
		return page, err
	}
	request := fetch.Request{Method: http.MethodPost, URL: s.config.Base + "/graphql", Header: newest.Bearer(s.config), Body: body}
	request.Header.Set("Content-Type", "application/json")
	var answer found
	resp, err := client.JSON(ctx, request, &answer)
	if err != nil {
		return page, err
	}
	if err := answer.failure(resp, s.Scope()); err != nil {
		return page, fmt.Errorf("%s: %w", request.URL, err)
	}
	for _, d := range answer.Data.Search.Nodes {
		page.Posts = append(page.Posts, d.post(resp.Received))
	}
	if answer.Data.Search.Page.More {
		page.Older = answer.Data.Search.Page.End
	}
	return page, nil
}

// failure tells what the errors in an answer mean.
func (f found) failure(resp *fetch.Response, scope string) error {
	if len(f.Errors) == 0 {
		if f.Data.Search.Nodes == nil {
			return errors.New("the answer has no list of discussions")
		}
		return nil
	}
	first := f.Errors[0]
	err := errors.New(plaintext.Line(first.Message, 200))
	switch first.Type {
	case "RATE_LIMITED":
		return &source.RateLimitError{Until: fetch.ComeBack(resp.Header, resp.Received), Scope: scope, Err: err}
	case "FORBIDDEN", "INSUFFICIENT_SCOPES":
		return fmt.Errorf("%w: %w", source.ErrUnauthorized, err)
	}
	return err
}

type discussion struct {
	ID       string `json:"id"`
	URL      string `json:"url"`
	Title    string `json:"title"`
	Text     string `json:"bodyText"`
	Created  string `json:"createdAt"`
	Edited   string `json:"lastEditedAt"`
	Votes    *int64 `json:"upvoteCount"`
	Author   user   `json:"author"`
	Category struct {
		Name string `json:"name"`
	} `json:"category"`
	Labels struct {
		Nodes []struct {
			Name string `json:"name"`
		} `json:"nodes"`
	} `json:"labels"`
	Comments struct {
		Total *int64 `json:"totalCount"`
	} `json:"comments"`
}

// user is who wrote a discussion; nobody, where the account is gone.
type user struct {
	Login string `json:"login"`
	URL   string `json:"url"`
}

func (d discussion) post(received time.Time) source.Post {
	p := source.Post{
		ID: d.ID, URL: d.URL, Kind: source.KindPost,
		Title:   plaintext.Line(d.Title, 1<<10),
		Text:    plaintext.Clean(d.Text, source.MaxText),
		Author:  source.Author{Handle: d.Author.Login, URL: d.Author.URL},
		Time:    newest.Moment(d.Created),
		Edited:  newest.Moment(d.Edited),
		Replies: newest.Count(d.Comments.Total), Likes: newest.Count(d.Votes),
	}
	if name := strings.TrimSpace(d.Category.Name); name != "" {
		p.Tags = append(p.Tags, plaintext.Line(name, 200))
	}
	for _, label := range d.Labels.Nodes[:min(len(d.Labels.Nodes), 32)] {
		p.Tags = append(p.Tags, plaintext.Line(label.Name, 200))
	}
	newest.Settle(&p, received)
	return p
}
