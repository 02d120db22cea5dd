// Command figures prints how well package match finds the brands of a folder
// of hand-marked posts, in the format that package labelled describes.
//
//	go run ./match/bench/figures -data DIR [-half dev] [-stream FILE] [-errors 50]
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/match/bench/labelled"
)

func main() {
	dir := flag.String("data", os.Getenv("EARSHOT_DATA"), "folder with brands.tsv, posts.tsv and ambiguous.tsv")
	half := flag.String("half", "all", "which half of the posts")
	stream := flag.String("stream", "", "file of posts, one to a line, to learn frequent words from")
	errors := flag.Int("errors", 0, "how many wrong and missed finds to show")
	flag.Parse()
	if err := run(*dir, *half, *stream, *errors); err != nil {
		log.Fatal(err)
	}
}

func run(dir, half, stream string, errors int) error {
	brands, ids, err := labelled.Brands(dir)
	if err != nil {
		return err
	}
	posts, err := labelled.Posts(dir, half)
	if err != nil {
		return err
	}
	words, err := frequent(stream)
	if err != nil {
		return err
	}
	m, err := match.Options{Words: words}.Compile(brands...)
	if err != nil {
		return err
	}
	all := score(m, posts, ids, func(labelled.Post) bool { return true })
	real := score(m, posts, ids, func(p labelled.Post) bool { return p.Group != "syn" })
	line("all posts", all)
	line("real posts only", real)
	for _, lang := range []string{"en", "nl", "it", "fa"} {
		line("language "+lang, score(m, posts, ids, func(p labelled.Post) bool { return p.Lang == lang }))
	}
	fmt.Println()
	for _, kinds := range [][]string{{"exact"}, {"case"}, {"diacritic"}, {"handle"}, {"hashtag"}, {"joined", "split"}, {"possessive"}, {"abbreviation"}, {"homoglyph"}, {"misspelling"}} {
		fmt.Printf("recall %-22s all %.4f   real %.4f\n", strings.Join(kinds, ", "), all.Recall(kinds...), real.Recall(kinds...))
	}
	fmt.Printf("\nwrong finds per 1,000 near-word posts   %.2f\nwrong finds per 1,000 plain posts       %.2f\nof the fuzzy finds on real posts, right %.3f (%d of %d)\n",
		real.PerThousand("near"), real.PerThousand("plain"), real.FuzzyPrecision(), real.FuzzyRight, real.Fuzzy)
	show(all.Errors, errors)
	return ambiguous(m, dir, half, ids)
}

// frequent returns the words of a file that stand in it sixteen times.
func frequent(file string) ([]string, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var v match.Vocabulary
	for line := range strings.SplitSeq(string(data), "\n") {
		v.Add(line)
	}
	return v.Words(16), nil
}

func score(m *match.Matcher, posts []labelled.Post, ids map[string]string, want func(labelled.Post) bool) *labelled.Score {
	s := labelled.NewScore()
	var hits []match.Hit
	for _, p := range posts {
		if want(p) {
			hits = m.Append(hits[:0], p.Text)
			s.Add(p, hits, ids)
		}
	}
	return s
}

func line(name string, s *labelled.Score) {
	p, r, f1 := s.F1()
	fmt.Printf("%-18s posts %6d  P %.4f  R %.4f  F1 %.4f\n", name, s.Posts, p, r, f1)
}

func show(errors []labelled.Error, most int) {
	if most <= 0 || len(errors) == 0 {
		return
	}
	step := max(1, len(errors)/most)
	for i := 0; i < len(errors); i += step {
		e := errors[i]
		what := "wrong "
		if e.Missed {
			what = "missed"
		}
		fmt.Printf("%s %-12s %-20s %q in %q\n", what, e.Kind, e.Brand, e.Text[e.Start:e.End], e.Text)
	}
}

// ambiguous prints how often a matcher is right about single places.
func ambiguous(m *match.Matcher, dir, half string, ids map[string]string) error {
	list, err := labelled.Occurrences(dir, half)
	if err != nil {
		return err
	}
	right := 0
	for _, o := range list {
		named := false
		for h := range m.All(o.Text) {
			named = named || ids[h.Brand] == o.Brand && h.Start < o.End && o.Start < h.End
		}
		if named == o.Named {
			right++
		}
	}
	fmt.Printf("ambiguous names, accuracy               %.4f (%d of %d)\n", float64(right)/float64(max(1, len(list))), right, len(list))
	return nil
}
