package x

import (
	"html"
	"net/url"
	"time"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
)

// answer is what the search returns: posts, and apart from them their authors.
type answer struct {
	Data     []post   `json:"data"`
	Includes includes `json:"includes"`
	Meta     struct {
		Count *int   `json:"result_count"`
		Next  string `json:"next_token"`
	} `json:"meta"`
}

// expanded asks for all that is known of a post.
var expanded = url.Values{
	"tweet.fields": {"created_at,lang,public_metrics,author_id,referenced_tweets,entities"},
	"expansions":   {"author_id"}, "user.fields": {"username,name,public_metrics"},
}

// includes are the authors of posts.
type includes struct {
	Users []user `json:"users"`
}

func (i includes) by(id string) user {
	for _, u := range i.Users {
		if u.ID == id {
			return u
		}
	}
	return user{}
}

type post struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Author   string `json:"author_id"`
	Created  string `json:"created_at"`
	Language string `json:"lang"`
	Metrics  struct {
		Likes   *int64 `json:"like_count"`
		Reposts *int64 `json:"retweet_count"`
		Replies *int64 `json:"reply_count"`
		Views   *int64 `json:"impression_count"`
	} `json:"public_metrics"`
	References []struct {
		Type string `json:"type"`
		ID   string `json:"id"`
	} `json:"referenced_tweets"`
	Entities struct {
		Hashtags []struct {
			Tag string `json:"tag"`
		} `json:"hashtags"`
	} `json:"entities"`
}

type user struct {
	ID      string `json:"id"`
	Handle  string `json:"username"`
	Name    string `json:"name"`
	Metrics struct {
		Followers *int64 `json:"followers_count"`
	} `json:"public_metrics"`
}

func (a *answer) posts(received time.Time) []source.Post {
	users := map[string]user{}
	for _, u := range a.Includes.Users {
		users[u.ID] = u
	}
	var posts []source.Post
	for _, p := range a.Data {
		posts = append(posts, p.post(users[p.Author], received))
	}
	return posts
}

// undetermined is the tag that X gives a text without a language.
const undetermined = "und"

func (x post) post(by user, received time.Time) source.Post {
	p := source.Post{
		ID: x.ID, URL: "https://x.com/i/status/" + url.PathEscape(x.ID), Kind: source.KindPost, Language: x.Language,
		Text: plaintext.Clean(html.UnescapeString(x.Text), source.MaxText),
		Time: newest.Moment(x.Created),
		Author: source.Author{
			ID: x.Author, Handle: by.Handle, Name: plaintext.Line(by.Name, 200), Followers: newest.Count(by.Metrics.Followers),
		},
		Likes: newest.Count(x.Metrics.Likes), Shares: newest.Count(x.Metrics.Reposts),
		Replies: newest.Count(x.Metrics.Replies), Views: newest.Count(x.Metrics.Views),
	}
	if p.Language == undetermined {
		p.Language = ""
	}
	if by.Handle != "" {
		p.Author.URL = "https://x.com/" + url.PathEscape(by.Handle)
	}
	for _, r := range x.References {
		switch r.Type {
		case "replied_to":
			p.Kind, p.Parent = source.KindReply, r.ID
		case "retweeted":
			p.Kind, p.Parent = source.KindRepost, r.ID
		}
	}
	for _, h := range x.Entities.Hashtags[:min(len(x.Entities.Hashtags), 32)] {
		p.Tags = append(p.Tags, plaintext.Line(h.Tag, 200))
	}
	newest.Settle(&p, received)
	return p
}
