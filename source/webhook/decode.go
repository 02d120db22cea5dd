package webhook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/textfile"
)

// Posts reads posts in their JSON form: one, an array, or one a line. One with
// neither text nor title is an error, as its words may stand under another
// name; only deletions, reposts, ratings and posts with a version need none.
func Posts(body []byte) ([]source.Post, error) {
	if bytes.HasPrefix(bytes.TrimSpace(body), []byte("[")) {
		var posts []source.Post
		if err := json.Unmarshal(body, &posts); err != nil {
			return nil, fmt.Errorf("no array of posts: %w", err)
		}
		return worded(posts)
	}
	var posts []source.Post
	for d := json.NewDecoder(bytes.NewReader(body)); ; {
		var post source.Post
		err := d.Decode(&post)
		if errors.Is(err, io.EOF) {
			return worded(posts)
		}
		if err != nil {
			return nil, fmt.Errorf("post %d: %w", len(posts)+1, err)
		}
		posts = append(posts, post)
	}
}

// worded returns posts if all of them say something.
func worded(posts []source.Post) ([]source.Post, error) {
	var errs []error
	for i := range posts {
		if err := textfile.CheckWords(&posts[i]); err != nil {
			errs = append(errs, fmt.Errorf("post %d: %w", i+1, err))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return posts, nil
}

// complete fills in what a post leaves out, as jsonl does.
func complete(p *source.Post) {
	p.Time, p.Edited = p.Time.UTC(), p.Edited.UTC()
	p.Text = plaintext.Cut(p.Text, source.MaxText)
	if p.ID == "" && !p.Deleted {
		p.ID = p.Identify()
	}
	if p.Version == "" && !p.Deleted {
		p.Version = p.Fingerprint()
	}
}

// Miniflux reads what the feed reader Miniflux posts: its new entries. It signs
// with the header X-Miniflux-Signature, which is to be set in [Options].
// Requests about anything else yield no posts.
func Miniflux(body []byte) ([]source.Post, error) {
	var news struct {
		Event   string  `json:"event_type"`
		Entries []entry `json:"entries"`
	}
	if err := json.Unmarshal(body, &news); err != nil {
		return nil, fmt.Errorf("not from Miniflux: %w", err)
	}
	if news.Event != "new_entries" {
		return nil, nil
	}
	var posts []source.Post
	for _, e := range news.Entries {
		posts = append(posts, e.post())
	}
	return posts, nil
}

// entry is an article as Miniflux knows it.
type entry struct {
	ID        int64     `json:"id"`
	Title     string    `json:"title"`
	URL       string    `json:"url"`
	Content   string    `json:"content"`
	Author    string    `json:"author"`
	Tags      []string  `json:"tags"`
	Published time.Time `json:"published_at"`
	Found     time.Time `json:"created_at"`
}

func (e entry) post() source.Post {
	p := source.Post{
		ID: strconv.FormatInt(e.ID, 10), URL: e.URL, Kind: source.KindPost, Time: e.Published,
		Title:  plaintext.HTMLLine(e.Title, 1<<10),
		Text:   plaintext.HTML(e.Content, source.MaxText),
		Author: source.Author{Name: plaintext.HTMLLine(e.Author, 200)},
	}
	for _, tag := range e.Tags[:min(len(e.Tags), 32)] {
		p.Tags = append(p.Tags, plaintext.HTMLLine(tag, 200))
	}
	if p.Time.IsZero() || p.Time.After(e.Found) {
		p.Time, p.TimeEstimated = e.Found, !e.Found.IsZero()
	}
	return p
}
