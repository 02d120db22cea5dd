package facebook

import (
	"cmp"
	"net/url"
	"time"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/graph"
	"github.com/earshot-go/earshot/source/internal/newest"
)

// item is a post or a comment.
type item struct {
	ID      string `json:"id"`
	Message string `json:"message"`
	Story   string `json:"story"` // what Facebook says where nobody else does
	Created string `json:"created_time"`
	URL     string `json:"permalink_url"`
	From    struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"from"`
	Shares struct {
		Count *int64 `json:"count"`
	} `json:"shares"`
	Reactions graph.Total `json:"reactions"`
	Comments  struct {
		graph.Total
		Data []item `json:"data"`
	} `json:"comments"`

	// Of a comment only.
	Likes   *int64 `json:"like_count"`
	Replies *int64 `json:"comment_count"`
	Parent  struct {
		ID string `json:"id"`
	} `json:"parent"`
}

// posts returns a post and the comments that came with it.
func (i item) posts(received time.Time) []source.Post {
	posts := []source.Post{i.post(received)}
	for _, c := range i.Comments.Data {
		comment := c.post(received)
		comment.Kind, comment.Parent = source.KindReply, cmp.Or(c.Parent.ID, i.ID)
		posts = append(posts, comment)
	}
	return posts
}

// crowded reports whether there may be more comments after a time than came.
func (i item) crowded(since time.Time) bool {
	listed := i.Comments.Data
	return len(listed) >= perPost && graph.Moment(listed[len(listed)-1].Created).After(since)
}

func (i item) post(received time.Time) source.Post {
	p := source.Post{
		ID: i.ID, URL: i.URL, Kind: source.KindPost, Parent: i.Parent.ID,
		Text:    plaintext.Clean(cmp.Or(i.Message, i.Story), source.MaxText),
		Author:  source.Author{ID: i.From.ID, Name: plaintext.Line(i.From.Name, 200)},
		Time:    graph.Moment(i.Created),
		Shares:  newest.Count(i.Shares.Count),
		Likes:   newest.Count(cmp.Or(i.Reactions.Summary.Total, i.Likes)),
		Replies: newest.Count(cmp.Or(i.Comments.Summary.Total, i.Replies)),
	}
	if i.From.ID != "" {
		p.Author.URL = "https://www.facebook.com/" + url.PathEscape(i.From.ID)
	}
	if i.Likes != nil || i.Replies != nil || p.Parent != "" {
		p.Kind = source.KindReply
	}
	newest.Settle(&p, received)
	return p
}
