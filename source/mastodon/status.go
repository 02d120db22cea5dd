package mastodon

import (
	"errors"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
)

// status is a post as the API gives it. Fields that it may lack are null.
type status struct {
	ID         string  `json:"id"`
	Created    string  `json:"created_at"`
	Edited     string  `json:"edited_at"`
	ReplyTo    string  `json:"in_reply_to_id"`
	Warning    string  `json:"spoiler_text"`
	Visibility string  `json:"visibility"`
	Language   string  `json:"language"`
	URI        string  `json:"uri"`
	URL        string  `json:"url"`
	Content    string  `json:"content"`
	Replies    *int64  `json:"replies_count"`
	Boosts     *int64  `json:"reblogs_count"`
	Favourites *int64  `json:"favourites_count"`
	Boosted    *status `json:"reblog"`
	Account    struct {
		ID        string `json:"id"`
		Acct      string `json:"acct"`
		Name      string `json:"display_name"`
		URL       string `json:"url"`
		Followers *int64 `json:"followers_count"`
	} `json:"account"`
	Tags []struct {
		Name string `json:"name"`
	} `json:"tags"`
}

var errNoID = errors.New("the answer holds a status without an id")

// public reports whether anybody may read the post. A source of another
// server's API may leave the field out.
func (s *status) public() bool {
	return s.Visibility == "" || s.Visibility == "public" || s.Visibility == "unlisted"
}

// post makes a post of a status that came from host at a time.
func (s *status) post(host string, at time.Time) source.Post {
	p := source.Post{
		ID: s.ID, URL: s.URL, Language: plaintext.Cut(s.Language, 35), Kind: source.KindPost, Parent: s.ReplyTo,
		Title:   plaintext.Line(s.Warning, 1<<10),
		Text:    plaintext.HTML(s.Content, source.MaxText),
		Replies: newest.Count(s.Replies), Shares: newest.Count(s.Boosts), Likes: newest.Count(s.Favourites),
		Author: source.Author{
			ID: s.Account.ID, Name: plaintext.Line(s.Account.Name, 200), Handle: s.Account.Acct,
			URL: s.Account.URL, Followers: newest.Count(s.Account.Followers),
		},
	}
	if p.URL == "" {
		p.URL = s.URI
	}
	if p.Author.Handle != "" && !strings.Contains(p.Author.Handle, "@") {
		p.Author.Handle += "@" + host
	}
	if s.ReplyTo != "" {
		p.Kind = source.KindReply
	}
	if s.Boosted != nil {
		p.Kind, p.Parent = source.KindRepost, s.Boosted.ID
		p.Title, p.Text = plaintext.Line(s.Boosted.Warning, 1<<10), plaintext.HTML(s.Boosted.Content, source.MaxText)
	}
	for _, tag := range s.Tags[:min(len(s.Tags), 32)] {
		p.Tags = append(p.Tags, plaintext.Line(tag.Name, 200))
	}
	p.Time, p.TimeEstimated = moment(s.Created, at)
	if edited, missing := moment(s.Edited, at); !missing {
		p.Edited = edited
	}
	p.Version = p.Fingerprint()
	return p
}

// moment reads a time, and gives that of the answer where there is none or it
// lies after that.
func moment(stated string, at time.Time) (t time.Time, estimated bool) {
	t, err := time.Parse(time.RFC3339Nano, stated)
	if err != nil || t.After(at) || t.Year() < 1990 {
		return at, true
	}
	return t.UTC(), false
}
