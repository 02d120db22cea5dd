// Command figures measures earshot's sentiment on labelled sets and prints the figures beside those of its rivals.
//
//	go run ./sentiment/bench/figures -data FOLDER [-set NAME,NAME] [-errors 50] [-find]
//
// FOLDER holds one folder per set with a dev.tsv of the columns id, label (-1, 0, 1), target and text.
package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"

	"github.com/earshot-go/earshot/sentiment"
	"github.com/jonreiter/govader"
)

func main() {
	data := flag.String("data", os.Getenv("EARSHOT_DATA"), "folder of the labelled sets")
	only := flag.String("set", "", "only these sets, parted by commas; a prefix such as \"nl-\" takes all that start so")
	errors := flag.Int("errors", 0, "print so many errors of each set")
	find := flag.Bool("find", false, "let the scorer find the language instead of telling it")
	more := flag.Bool("more", false, "read train.tsv as well")
	languages := flag.Bool("languages", false, "measure how often the language is found, and nothing else")
	cuts := flag.Bool("cuts", false, "print the macro-F1 of each language by where neutral ends, for calibration.go, and nothing else")
	alone := flag.Bool("alone", false, "do not run govader beside")
	speed := flag.Bool("speed", false, "time govader and the scorer in turn on the same posts, and nothing else")
	flag.Parse()
	if *data == "" {
		fmt.Fprintln(os.Stderr, "figures: -data is needed: the folder of the labelled sets")
		os.Exit(2)
	}
	var err error
	switch {
	case *languages:
		err = printLanguages(os.Stdout, *data, *only)
	case *speed:
		err = printSpeed(os.Stdout, *data)
	case *cuts:
		err = printCuts(os.Stdout, *data)
	default:
		err = run(os.Stdout, *data, *only, *errors, *find, *more, *alone)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, data, only string, errors int, find, more, alone bool) error {
	var live *govader.SentimentIntensityAnalyzer
	if !alone {
		live = govader.NewSentimentIntensityAnalyzer()
	}
	fmt.Fprintf(out, "%-16s %6s %6s %6s %6s %6s %6s  %4s  %-13s %7s  %s\n", "set", "rows", "acc", "F1", "score", "floor", "aim", "gap", "-/0/+", "govader", "best rival")
	var pooled bins
	for _, g := range chosen(only) {
		rows, err := load(data, g.set, more)
		if err != nil {
			return err
		}
		scorer := sentiment.Default()
		if !find {
			scorer = scorer.In(g.set[:2])
		}
		r := measure(scorer, g.set, rows)
		rival := ""
		if live != nil {
			rival = fmt.Sprintf("%.1f", measureGovader(live, rows, r.binary).value())
		}
		print(out, g, r, rival)
		printMisses(out, r, errors)
		if g.floor > 0 && !r.binary {
			pooled.add(&r.bins, r.rows)
		}
	}
	fmt.Fprintf(out, "calibration error over all sets with a goal and three labels: %.3f\n", pooled.gap())
	return nil
}

func chosen(only string) []goal {
	all := goals
	for _, set := range others {
		all = append(all, goal{set: set})
	}
	var some []goal
	for _, g := range all {
		if only == "" || wanted(g.set, only) {
			some = append(some, g)
		}
	}
	return some
}

func wanted(set, only string) bool {
	for name := range strings.SplitSeq(only, ",") {
		if set == name || strings.HasSuffix(name, "-") && strings.HasPrefix(set, name) {
			return true
		}
	}
	return false
}

func print(out io.Writer, g goal, r result, rival string) {
	mark := " "
	switch {
	case g.floor == 0:
	case r.value() >= g.aim:
		mark = "A"
	case r.value() >= g.floor:
		mark = "f"
	default:
		mark = "-"
	}
	name := g.set
	if trained[name] {
		name += "*" // the built-in weights know this half
	}
	fmt.Fprintf(out, "%-16s %6d %6.1f %6.1f %6.1f%s", name, r.rows, 100*r.accuracy, 100*r.macroF1, r.value(), mark)
	if g.floor > 0 {
		fmt.Fprintf(out, " %5.0f %6.0f", g.floor, g.aim)
	} else {
		fmt.Fprintf(out, " %5s %6s", "", "")
	}
	fmt.Fprintf(out, "  %.3f", r.gap)
	for c := range 3 {
		gold := r.confusion[c][0] + r.confusion[c][1] + r.confusion[c][2]
		fmt.Fprintf(out, " %.2f", float64(r.confusion[c][c])/float64(max(gold, 1)))
	}
	fmt.Fprintf(out, "  %7s", rival)
	if g.best > 0 {
		fmt.Fprintf(out, "  %s %.1f", g.rival, g.best)
	}
	fmt.Fprintln(out)
}

// printMisses shows a fixed random choice of errors: gold, valence, target, text and cues.
func printMisses(out io.Writer, r result, count int) {
	order := rand.New(rand.NewPCG(1, 2)).Perm(len(r.misses))
	for _, i := range order[:min(count, len(order))] {
		m := r.misses[i]
		fmt.Fprintf(out, "  gold %+d, %+.2f (%s) %s | %s\n", m.row.gold, m.score.Valence, m.score.Language, m.row.target, m.row.text)
	}
}
