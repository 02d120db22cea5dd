package bluesky

import (
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
)

// event is a message of Jetstream.
type event struct {
	DID    string `json:"did"`
	Time   int64  `json:"time_us"`
	Exact  int64  `json:"cursor"`
	Kind   string `json:"kind"`
	Commit commit `json:"commit"`
}

type commit struct {
	Rev        string `json:"rev"`
	Operation  string `json:"operation"`
	Collection string `json:"collection"`
	Key        string `json:"rkey"`
	CID        string `json:"cid"`
	Record     record `json:"record"`
}

// record is a post as its author wrote it (app.bsky.feed.post).
type record struct {
	Text    string   `json:"text"`
	Created string   `json:"createdAt"`
	Langs   []string `json:"langs"`
	Tags    []string `json:"tags"`
	Reply   struct {
		Parent struct {
			URI string `json:"uri"`
		} `json:"parent"`
	} `json:"reply"`
	Facets []struct {
		Features []struct {
			Type string `json:"$type"`
			Tag  string `json:"tag"`
		} `json:"features"`
	} `json:"facets"`
}

// key tells events of one microsecond apart.
func (e event) key() string { return e.DID + " " + e.Commit.Rev + " " + e.Commit.Key }

// post makes a post of an event, if it is about one.
func (e event) post() (source.Post, bool) {
	if e.Kind != "commit" || e.Commit.Collection != collection {
		return source.Post{}, false
	}
	at := time.UnixMicro(e.Time).UTC()
	p := source.Post{
		ID:     "at://" + e.DID + "/" + collection + "/" + e.Commit.Key,
		Author: source.Author{ID: e.DID, URL: "https://bsky.app/profile/" + e.DID},
	}
	switch e.Commit.Operation {
	case "delete":
		p.Deleted, p.Time = true, at
		return p, true
	case "update":
		p.Edited = at
	case "create":
	default:
		return source.Post{}, false
	}
	p.Version, p.URL = e.Commit.CID, p.Author.URL+"/post/"+e.Commit.Key
	e.Commit.Record.fill(&p, at)
	if p.Version == "" {
		p.Version = p.Fingerprint()
	}
	return p, true
}

// fill sets what the author wrote. The time that the author states is believed
// unless it lies after the one at which the server had the post.
func (r record) fill(p *source.Post, at time.Time) {
	p.Text = plaintext.Clean(r.Text, source.MaxText)
	if len(r.Langs) > 0 && len(r.Langs[0]) <= 35 {
		p.Language = r.Langs[0]
	}
	p.Kind, p.Parent = source.KindPost, r.Reply.Parent.URI
	if p.Parent != "" {
		p.Kind = source.KindReply
	}
	stated, err := time.Parse(time.RFC3339Nano, r.Created)
	if err != nil || stated.After(at) || stated.Year() < 2000 {
		p.Time, p.TimeEstimated = at, true
	} else {
		p.Time = stated.UTC()
	}
	p.Tags = r.hashtags()
}

// maxTags bounds the hashtags of a post.
const maxTags = 32

func (r record) hashtags() []string {
	var tags []string
	add := func(tag string) {
		if tag = plaintext.Line(strings.TrimPrefix(tag, "#"), 200); tag != "" && len(tags) < maxTags {
			tags = append(tags, tag)
		}
	}
	for _, facet := range r.Facets {
		for _, feature := range facet.Features {
			if feature.Type == "app.bsky.richtext.facet#tag" {
				add(feature.Tag)
			}
		}
	}
	for _, tag := range r.Tags {
		add(tag)
	}
	return tags
}
