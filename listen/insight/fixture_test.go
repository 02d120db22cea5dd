package insight_test

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// monday is the first moment of a week.
var monday = time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)

// said makes a mention of Acme by an author, some hours after monday.
func said(author string, hours float64, text string, more ...func(*listen.Mention)) *listen.Mention {
	m := &listen.Mention{
		Source: "forum:a", Brand: "Acme", Change: listen.Added, Text: text, Config: "c1",
		Post: source.Post{
			ID: fmt.Sprintf("%s-%g", author, hours), Text: text, Time: monday.Add(time.Duration(hours * float64(time.Hour))),
			Author: source.Author{ID: author, Handle: author},
		},
	}
	for _, change := range more {
		change(m)
	}
	return m
}

func about(brand string, at int) func(*listen.Mention) {
	return func(m *listen.Mention) {
		m.Brand = brand
		m.Hit = match.Hit{Brand: brand, Start: at, End: at + len(brand)}
		m.Hits = []match.Hit{m.Hit}
	}
}

func from(src string) func(*listen.Mention) { return func(m *listen.Mention) { m.Source = src } }

func following(n int64) func(*listen.Mention) {
	return func(m *listen.Mention) { m.Post.Author.Followers = source.Known(n) }
}

func liked(n int64) func(*listen.Mention) {
	return func(m *listen.Mention) { m.Post.Likes = source.Known(n) }
}

func answering(id string) func(*listen.Mention) {
	return func(m *listen.Mention) { m.Post.Kind, m.Post.Parent = source.KindReply, id }
}

func wanting(i sentiment.Intent) func(*listen.Mention) {
	return func(m *listen.Mention) { m.Intent = i }
}

func feeling(valence float64) func(*listen.Mention) {
	return func(m *listen.Mention) {
		m.Sentiment = sentiment.Score{Valence: valence, Confidence: 0.8, Language: "en"}
	}
}

func own(m *listen.Mention) { m.Own = true }

func all(mentions ...*listen.Mention) iter.Seq[*listen.Mention] { return slices.Values(mentions) }
