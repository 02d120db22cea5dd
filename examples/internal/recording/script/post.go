package script

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
	"github.com/earshot-go/earshot/source"
)

// tones are how a topic speaks of the brand; others are neutral.
var tones = map[string]int{"complaint": -1, "compare": -1, "outage": -1, "praise": 1, "restored": 1, "campaign": 1}

// post writes one post of a country on a topic. The brand is empty where the
// topic has none.
func (w *writer) post(c *country, hour time.Time, topic, brand string) {
	rival := rivalOf(brand, hour)
	line := Line{Language: c.language, Post: source.Post{Time: hour.Add(time.Duration(w.IntN(3600)) * time.Second)}}
	if brand != "" && topic != "care" {
		line.Said = append(line.Said, Said{brand, tones[topic]})
	}
	if topic == "compare" {
		line.Said = append(line.Said, Said{rival, 1})
	}
	switch topic {
	case "news":
		w.print(&line, c, w.compose(c, topic, brand, rival))
	case "care":
		w.answer(&line, brand, w.compose(c, topic, brand, rival))
	default:
		w.say(&line, c, w.finish(w.compose(c, topic, brand, rival), topic, brand, c))
	}
	if w.IntN(10) < 7 && line.Source != recording.Forum {
		line.Post.Language = c.language
	}
	w.lines = append(w.lines, line)
}

// compose fills one of a topic's patterns. A slot that stands twice in it is
// filled alike, and who writes for a living spells a name as its owner does.
func (w *writer) compose(c *country, topic, brand, rival string) string {
	careful := topic == "news" || topic == "care"
	filled := map[string]string{}
	slot := func(name string) string {
		if filled[name] == "" {
			filled[name] = w.slot(c, name, brand, rival, careful)
		}
		return filled[name]
	}
	return fill(w.among(c.patterns.lines[topic]), slot, w.IntN)
}

func (w *writer) slot(c *country, name, brand, rival string, careful bool) string {
	switch {
	case name == "B" && careful:
		return official(brand, c.language)
	case name == "B":
		return w.name(brand, c.language)
	case name == "C":
		return w.name(rival, c.language)
	case name == "H":
		return spellings[brand].handle
	case name == "T":
		return w.tag(brand, c.language)
	}
	return w.among(c.patterns.words[name])
}

// rivalOf is whom a brand is compared with: nobody of whom nobody speaks.
func rivalOf(brand string, hour time.Time) string {
	switch {
	case brand != recording.Northlark:
		return recording.Northlark
	case damping(recording.Telmira, hour) < .1:
		return recording.Linnet
	}
	return recording.Telmira
}

// say posts a text from somebody's account.
func (w *writer) say(l *Line, c *country, text string) {
	who := w.somebody(c)
	l.Source = who.home
	l.Post.Author = who.author
	l.Post.Text = text
	l.Post.Kind = source.KindPost
	if l.Source != recording.Forum && w.IntN(5) == 0 {
		l.Post.Kind = source.KindReply
	}
	w.count(l)
}

// count adds what the network tells of how a post was received; a stream of new
// posts tells nothing.
func (w *writer) count(l *Line) {
	few := func(most int) source.Count { return source.Known(int64(w.IntN(most) * w.IntN(most) / most)) }
	switch l.Source {
	case recording.Mastodon:
		l.Post.Likes, l.Post.Shares, l.Post.Replies = few(12), few(6), few(5)
	case recording.Forum:
		l.Post.Replies, l.Post.Views = few(15), few(400)
	}
}

// print is how a newspaper says it: with a title, and an address.
func (w *writer) print(l *Line, c *country, text string) {
	title, body, _ := strings.Cut(text, " || ")
	outlet := w.among(outlets[c.language])
	l.Source = recording.News
	l.Post.Author = source.Author{Name: outlet}
	l.Post.Title, l.Post.Text = title, body
	l.Post.Kind = source.KindPost
}

// answer is the brand speaking for itself.
func (w *writer) answer(l *Line, brand, text string) {
	handle := strings.TrimPrefix(spellings[brand].handle, "@")
	if brand == recording.Telmira {
		handle = "telmira_help"
	}
	l.Source = recording.Mastodon
	l.Post.Author = source.Author{ID: handle, Name: brand, Handle: handle, Followers: source.Known(18_250)}
	l.Post.Text = text
	l.Post.Kind = source.KindReply
}

// number gives every post its identity, as its network does.
func (w *writer) number() {
	for i := range w.lines {
		p, n := &w.lines[i].Post, strconv.Itoa(100_000+i)
		switch w.lines[i].Source {
		case recording.News:
			p.ID = fmt.Sprintf("https://news.example/%s/%s", p.Time.Format("2006/01/02"), n)
			p.URL = p.ID
		case recording.Mastodon:
			p.ID = "1162" + n
			p.URL = "https://social.example/@" + p.Author.Handle + "/" + p.ID
		case recording.Bluesky:
			p.ID = "at://did:plc:" + p.Author.ID + "/app.bsky.feed.post/3l" + n
		case recording.Forum:
			p.ID = "t" + n
			p.URL = "https://talk.example/" + p.ID
		}
	}
}
