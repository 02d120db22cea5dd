package x

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

// perLookup is how many posts X looks up at once.
const perLookup = 100

// Withdrawn asks X for posts, by their ids, and returns those that are gone or
// no longer public, as deletions: hand them to whatever has heard of the posts,
// and delete what you stored of them. Each post that is still there counts as
// read, and costs. What was found before an error is returned beside it.
func Withdrawn(ctx context.Context, ids []string, opts ...web.Option) ([]source.Post, error) {
	config := configure(opts)
	client := fetch.New(config)
	defer client.Close()
	var gone []source.Post
	for some := range slices.Chunk(ids, perLookup) {
		found, err := lookUp(ctx, client, config, some)
		if gone = append(gone, found...); err != nil {
			return gone, fmt.Errorf("x: %w", err)
		}
	}
	return gone, nil
}

// absences are the kinds of trouble that mean that a post must go.
var absences = []string{"resource-not-found", "not-authorized-for-resource"}

func lookUp(ctx context.Context, client *fetch.Client, config fetch.Config, ids []string) (gone []source.Post, err error) {
	request := fetch.Request{
		URL:    config.Base + "/2/tweets?" + url.Values{"ids": {strings.Join(ids, ",")}}.Encode(),
		Header: newest.Bearer(config),
	}
	var found struct {
		Data   []post `json:"data"`
		Errors []struct {
			ID   string `json:"resource_id"`
			Type string `json:"type"` // an address that ends with the kind
		} `json:"errors"`
	}
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return nil, explain(resp, err)
	}
	if found.Data == nil && found.Errors == nil {
		return nil, fmt.Errorf("%s: the answer has no posts", fetch.Hide(request.URL))
	}
	for _, e := range found.Errors {
		kind := e.Type[strings.LastIndexByte(e.Type, '/')+1:]
		if slices.Contains(absences, kind) && slices.Contains(ids, e.ID) {
			gone = append(gone, source.Post{ID: e.ID, Deleted: true, Time: resp.Received})
		}
	}
	return gone, nil
}
