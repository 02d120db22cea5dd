package notify

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
)

// A Message is what a person gets to read. Only Key and Title are needed.
type Message struct {
	// Key is the same whenever the same thing is told.
	Key string `json:"key"`
	// About names what the message is about, Thread what belongs together.
	// Of an alert they are its ID and the ID of its incident.
	About  string `json:"about,omitzero"`
	Thread string `json:"thread,omitzero"`
	// Time is when it happened, not when it is told.
	Time  time.Time `json:"time,omitzero"`
	Brand string    `json:"brand,omitzero"`
	// State is that of an alert; Resolved ends what Firing began.
	State    listen.AlertState `json:"state,omitzero"`
	Severity int               `json:"severity,omitzero"` // 1 to 10; 0 is none

	Title string `json:"title"`          // a line
	Text  string `json:"text,omitzero"`  // plain, of any length
	Link  string `json:"link,omitzero"`  // where to read on
	Facts []Fact `json:"facts,omitzero"` // what a table would show

	// Data is the whole of it for programs; of an alert, the alert.
	Data json.RawMessage `json:"data,omitzero"`
	// Parts are the messages that a digest gathers, the oldest first.
	Parts []Message `json:"parts,omitzero"`
}

// A Fact is a name and a value of it, both short.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// FromAlert tells an alert in plain words.
func FromAlert(a *listen.Alert) Message {
	m := aboutAlert(a)
	m.Title = fmt.Sprintf("%s: %s", who(a), a.Kind)
	if a.State == listen.Resolved {
		m.Title += " is over"
	}
	m.Text = a.String()
	if why := a.Why.String(); why != "" {
		m.Text += "\n" + why
	}
	return m
}

// aboutAlert is the message without its words.
func aboutAlert(a *listen.Alert) Message {
	m := Message{
		Key:   strings.Join([]string{a.ID, string(a.State), strconv.FormatInt(a.Time.Unix(), 10)}, "/"),
		About: a.ID, Thread: a.Incident,
		Time: a.Time, Brand: a.Brand, State: a.State, Severity: a.Severity,
		Facts: facts(a), Data: raw(a),
	}
	if len(a.Why.Posts) > 0 {
		m.Link = a.Why.Posts[0].URL
	}
	return m
}

func who(a *listen.Alert) string {
	if a.Brand == "" {
		return a.Source
	}
	return a.Brand
}

func facts(a *listen.Alert) []Fact {
	out := []Fact{{"Severity", fmt.Sprintf("%d of 10", a.Severity)}, {"Since", a.Start.Format("2006-01-02 15:04 MST")}}
	for _, d := range []struct {
		name    string
		drivers []listen.Driver
	}{{"Words", a.Why.Terms}, {"Sources", a.Why.Sources}, {"Authors", a.Why.Authors}} {
		if len(d.drivers) > 0 {
			out = append(out, Fact{d.name, names(d.drivers)})
		}
	}
	return out
}

func names(drivers []listen.Driver) string {
	words := make([]string, len(drivers))
	for i, d := range drivers {
		words[i] = fmt.Sprintf("%s (%d)", d.Name, d.Count)
	}
	return strings.Join(words, ", ")
}

// FromMention tells a single mention: who said what of which brand.
func FromMention(m *listen.Mention) Message {
	out := aboutMention(m)
	out.Title = m.Brand + ": " + tone(m) + "post"
	if author := authorOf(m); author != "" {
		out.Title += " by " + author
	}
	if m.Change != listen.Added {
		out.Title += ", " + string(m.Change)
	}
	out.Text = m.Text
	return out
}

// changeOf names what is told of a post: it may be edited more than once.
func changeOf(m *listen.Mention) string {
	switch {
	case m.Change != listen.Edited:
		return string(m.Change)
	case m.Post.Version != "":
		return string(m.Change) + "/" + m.Post.Version
	}
	return string(m.Change) + "/" + m.Post.Fingerprint()
}

func aboutMention(m *listen.Mention) Message {
	about := "mention/" + m.Source + "/" + m.Post.ID + "/" + m.Brand
	return Message{
		Key: about + "/" + changeOf(m), About: about, Thread: about,
		Time: m.Post.Time, Brand: m.Brand, Link: m.Post.URL, Data: raw(m),
		Facts: []Fact{{"Source", m.Source}},
	}
}

func tone(m *listen.Mention) string {
	switch label := m.Sentiment.Label(); {
	case label == sentiment.Negative || label == sentiment.Positive:
		return label.String() + " "
	case m.Change == listen.Added:
		return "new "
	}
	return ""
}

func authorOf(m *listen.Mention) string {
	if m.Post.Author.Name != "" {
		return m.Post.Author.Name
	}
	return m.Post.Author.Handle
}

// raw is v as JSON, or nothing where it has no such form.
func raw(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return data
}
