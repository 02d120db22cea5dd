// Command persian listens for a Persian brand: written with Arabic letters or
// Persian ones, with or without the half space, with endings, inside a hashtag,
// misspelled and in Latin letters; praised and blamed in spoken spelling.
//
//	go run ./examples/persian
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
)

// The brand exists nowhere. Latin spellings are terms like any other: match.Suggest
// lists those that people are likely to use.
var brands = []listen.Brand{{
	Name:    "کیمیانو",
	Terms:   []string{"کیمیا نو", "Kimiano"},
	Handles: []string{"kimiano_ir"},
}}

var texts = []string{
	"سفارشم از کیمیانو سه روزه نرسیده، پشتیبانی هم جواب نمیده 😡",
	"كيميانو عالی بود، دمشون گرم 🌹",
	"#خرید_از_کیمیانو تجربه‌ی خوبی بود",
	"کیمیانوها همیشه سر وقت میرسن",
	"این کیمیا‌نو چرا این‌قدر گرونه؟",
	"از کیمیانوو خرید نکنید، اصلا راضی نبودم",
	"kimiano app is so slow today",
	"کسی تا حالا از @kimiano_ir خرید کرده؟",
	"امروز هوا خیلی خوبه",
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
	at := time.Date(2026, 3, 21, 9, 0, 0, 0, time.UTC)
	heard := 0
	for i, text := range texts {
		p := source.Post{ID: fmt.Sprint(i), Text: text, Time: at.Add(time.Duration(i) * time.Minute)}
		for event, err := range l.Feed(context.Background(), "posts", p) {
			if err != nil {
				return err
			}
			m, ok := event.(*listen.Mention)
			if !ok {
				continue
			}
			heard++
			fmt.Fprintf(out, "%-11s %-9s %-22s %s\n", m.Hit.Kind, m.Sentiment.Label(), m.Intent, m.Text[m.Hit.Start:m.Hit.End])
		}
	}
	fmt.Fprintf(out, "%d of %d posts name the brand\n", heard, len(texts))
	return nil
}
