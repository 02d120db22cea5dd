// Command sentiment scores texts and shows why.
//
//	go run ./examples/sentiment "The coffee is great but the queue is awful"
//	go run ./examples/sentiment -about Acme "Acme is better than Bolt"
//	go run ./examples/sentiment -file posts.txt
//	go run ./examples/sentiment -train mine.tsv -evaluate others.tsv
//
// Without a text or file it shows a few of its own. The files of -train and -evaluate have a label (-1, 0, 1 or
// negative, neutral, positive), a tab and a text on every line; other lines are named and left out.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/earshot-go/earshot/sentiment"
)

// demo are the texts that are shown when none is given.
var demo = []string{
	"The new app is great, thank you!",
	"I don’t like the update, it crashes all the time 😡",
	"Acme is much better than Bolt, but the shop is far away",
	"Bezorging was niet goed, de klantenservice wel heel vriendelijk",
	"Il caffè è ottimo, il servizio un po' lento",
	"کیفیتش عالیه ولی ارسال خیلی دیر شد",
	"The shop opens at nine, where can I park?",
}

// flags are what the user asked for.
type flags struct {
	language, about, file, train, evaluate string
	worst                                  int
	texts                                  []string
}

func main() {
	f, err := parse(os.Args[1:], os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		os.Exit(2)
	}
	if err := run(f, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "sentiment:", err)
		os.Exit(1)
	}
}

func parse(args []string, out io.Writer) (flags, error) {
	var f flags
	set := flag.NewFlagSet("sentiment", flag.ContinueOnError)
	set.SetOutput(out)
	set.StringVar(&f.language, "lang", "", "language of the texts, such as nl; empty finds it from each text")
	set.StringVar(&f.about, "about", "", "score toward this name where a text has it")
	set.StringVar(&f.file, "file", "", "score every line of this file")
	set.StringVar(&f.train, "train", "", "learn from this file of labels and texts first")
	set.StringVar(&f.evaluate, "evaluate", "", "measure on this file of labels and texts")
	set.IntVar(&f.worst, "worst", 5, "how many of the worst errors -evaluate shows")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	f.texts = set.Args()
	return f, nil
}

func run(f flags, out, complaints io.Writer) error {
	scorer := sentiment.Default()
	if f.train != "" {
		model, err := learn(f.train, f.language, complaints)
		if err != nil {
			return err
		}
		scorer = scorer.With(model)
	}
	scorer = scorer.In(f.language)
	if f.evaluate != "" {
		return evaluate(scorer, f.evaluate, f.worst, out, complaints)
	}
	texts, err := texts(f)
	if err != nil {
		return err
	}
	for _, text := range texts {
		show(out, scorer, text, f.about)
	}
	return nil
}

// texts returns what is to be scored: the arguments, the lines of a file, or the demo.
func texts(f flags) ([]string, error) {
	if f.file == "" && len(f.texts) == 0 {
		return demo, nil
	}
	all := f.texts
	if f.file == "" {
		return all, nil
	}
	err := eachLine(f.file, func(_ int, line string) {
		if strings.TrimSpace(line) != "" {
			all = append(all, line)
		}
	})
	return all, err
}

const longestLine = 1 << 20

func eachLine(path string, visit func(number int, line string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, longestLine)
	for number := 1; scanner.Scan(); number++ {
		visit(number, scanner.Text())
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
