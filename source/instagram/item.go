package instagram

import (
	"cmp"
	"net/url"
	"time"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/graph"
	"github.com/earshot-go/earshot/source/internal/newest"
)

// item is a post, which has a caption, or a comment, which has a text.
type item struct {
	ID       string `json:"id"`
	Caption  string `json:"caption"`
	Text     string `json:"text"`
	URL      string `json:"permalink"`
	Created  string `json:"timestamp"`
	User     string `json:"username"`
	Parent   string `json:"parent_id"`
	Likes    *int64 `json:"like_count"`
	Replies  *int64 `json:"comments_count"`
	Comments struct {
		Data []item `json:"data"`
	} `json:"comments"`
}

// posts returns a post and the comments that came with it, which stand at the
// post's address.
func (i item) posts(received time.Time) []source.Post {
	posts := []source.Post{i.post(received)}
	for _, c := range i.Comments.Data {
		comment := c.post(received)
		comment.Kind, comment.Parent, comment.URL = source.KindReply, cmp.Or(c.Parent, i.ID), i.URL
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
		ID: i.ID, URL: i.URL, Kind: source.KindPost,
		Text:   plaintext.Clean(cmp.Or(i.Caption, i.Text), source.MaxText),
		Author: source.Author{Handle: i.User},
		Time:   graph.Moment(i.Created),
		Likes:  newest.Count(i.Likes), Replies: newest.Count(i.Replies),
	}
	if i.User != "" {
		p.Author.URL = "https://www.instagram.com/" + url.PathEscape(i.User) + "/"
	}
	newest.Settle(&p, received)
	return p
}
