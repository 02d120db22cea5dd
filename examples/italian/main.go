// Command italian is the support desk of an Italian brand: it sorts what people
// write into what to answer first, what to pass on, and what to leave alone, and
// says why.
//
//	go run ./examples/italian
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

var brands = []listen.Brand{{Name: "Trenova", Terms: []string{"TreNova"}, Handles: []string{"trenova_it"}}}

var texts = []string{
	"@trenova_it il treno è in ritardo di due ore e nessuno ci dice niente, vergogna!",
	"Qualcuno sa come si chiede il rimborso a Trenova?",
	"Viaggio perfetto con Trenova, personale gentilissimo, grazie!",
	"Basta, disdico l'abbonamento Trenova e passo alla concorrenza.",
	"Perché Trenova non mette più prese di corrente sui treni regionali? Sarebbe bello.",
	"Trenova apre una nuova linea tra Bari e Lecce, annuncia il ministro.",
	"Con #trenovaflop siamo rimasti fermi un'ora in galleria",
	"Stamattina pioggia e vento",
}

// queues are where a mention may go, in the order in which they are asked.
var queues = []struct {
	name  string
	wants sentiment.Intent
}{
	{"fidelizzazione", sentiment.Leaving},
	{"rimborsi e reclami", sentiment.Complaint},
	{"domande", sentiment.Question},
	{"prodotto", sentiment.Suggestion},
	{"ringraziare", sentiment.Praise},
}

func main() {
	log.SetFlags(0)
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	l, err := listen.New(brands, nil, nil)
	if err != nil {
		return err
	}
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for i, text := range texts {
		p := source.Post{ID: fmt.Sprint(i), Text: text, Language: "it", Time: at.Add(time.Duration(i) * time.Minute)}
		for event, err := range l.Feed(context.Background(), "posta", p) {
			if err != nil {
				return err
			}
			if m, ok := event.(*listen.Mention); ok {
				fmt.Fprintf(out, "%-18s %-9s %s\n", queue(m), m.Sentiment.Label(), m.Text)
				fmt.Fprintf(out, "%-18s perché: %s\n", "", why(l, m))
			}
		}
	}
	return nil
}

// queue chooses the first one that wants the mention.
func queue(m *listen.Mention) string {
	for _, q := range queues {
		if m.Intent.Has(q.wants) {
			return q.name
		}
	}
	return "da leggere"
}

// why names the words that speak for the intents and the tone.
func why(l *listen.Listener, m *listen.Mention) string {
	var words []string
	for _, c := range l.IntentCues(m) {
		word := fmt.Sprintf("%q %s", m.Text[c.Start:c.End], c.Intent)
		if c.End > c.Start && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	for _, c := range l.Cues(m) {
		if c.End > c.Start {
			words = append(words, fmt.Sprintf("%q %+.2f", m.Text[c.Start:c.End], c.Contribution))
		}
	}
	return strings.Join(words, ", ")
}
