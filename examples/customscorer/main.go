// Command customscorer puts a scorer of its own into the line: it asks the
// built-in one, and a model of its own about the few mentions that the built-in
// one is not sure of. The model here is a list of words; yours may be a server
// with a transformer on it.
//
//	go run ./examples/customscorer
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/scorertest"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// A model reads what word lists miss. It is slow and costs money.
type model func(text string) (valence float64, sure bool)

// ironic knows how people of this trade praise what they hate.
func ironic(text string) (float64, bool) {
	text = strings.ToLower(text)
	for _, sign := range []string{"well done", "thanks for nothing", "slow clap", "what could go wrong"} {
		if strings.Contains(text, sign) {
			return -0.8, true
		}
	}
	return 0, false
}

// A careful scorer asks the model where the built-in one is not sure.
type careful struct {
	first *sentiment.Scorer
	model model
	sure  float64 // the confidence from which the model is not asked
}

// Read is what makes it a listen.Scorer.
func (c careful) Read(language, text string, start, end int) (sentiment.Score, sentiment.Intent) {
	score, intent := c.first.Read(language, text, start, end)
	if score.Confidence == 0 || score.Confidence >= c.sure {
		return score, intent
	}
	if valence, sure := c.model(text); sure {
		score.Valence, score.Confidence = valence, c.sure
		if valence < 0 {
			intent = intent&^sentiment.Praise | sentiment.Complaint
		}
	}
	return score, intent
}

var texts = []string{
	"Fernhill jam, best breakfast ever!!",
	"Well done Fernhill, third delivery in a row to the wrong house",
	"Slow clap for Fernhill",
	"Is Fernhill open on Sunday?",
}

func main() {
	log.SetFlags(0)
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	scorer := careful{first: sentiment.Default(), model: ironic, sure: 0.9}
	if err := scorertest.All(scorer); err != nil {
		return err
	}
	fmt.Fprintln(out, "the scorer keeps every rule of the kit")
	for _, s := range []struct {
		name   string
		scorer listen.Scorer
	}{{"built in", sentiment.Default()}, {"careful", scorer}} {
		if err := hear(out, s.name, s.scorer); err != nil {
			return err
		}
	}
	return nil
}

func hear(out io.Writer, name string, scorer listen.Scorer) error {
	l, err := listen.New([]listen.Brand{{Name: "Fernhill"}}, nil, &listen.Options{Scorer: scorer})
	if err != nil {
		return err
	}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i, text := range texts {
		p := source.Post{ID: fmt.Sprint(i), Text: text, Language: "en", Time: at.Add(time.Duration(i) * time.Minute)}
		for event, err := range l.Feed(context.Background(), "posts", p) {
			if err != nil {
				return err
			}
			if m, ok := event.(*listen.Mention); ok {
				fmt.Fprintf(out, "%-9s %-9s %-16s %s\n", name, m.Sentiment.Label(), m.Intent, m.Text)
			}
		}
	}
	return nil
}
