// Figures prints what the baseline package reaches on real and made-up series, each figure beside the
// floor below which it should not fall and the aim.
//
//	go run ./baseline/bench/figures -data DIR [-seeds 1,2] [-only nab,synth] [-threshold 0.6] [-v]
//
// DIR holds the series and the program that makes the synthetic ones (synth.py, run with python3). All
// thresholds are fitted on the series they are measured on, but for that of -threshold; detectors know nothing of a series but its past
// and the length of its intervals.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", os.Getenv("EARSHOT_DATA"), "the folder with the series")
	seeds := flag.String("seeds", "20240601,424242,777", "seeds of the synthetic series, comma-separated")
	only := flag.String("only", "", "comma-separated legs: nab, synth, forecast, changes, speed; empty means all")
	threshold := flag.Float64("threshold", 0, "also score NAB at this threshold, such as one fitted on other series; 0 means do not")
	verbose := flag.Bool("v", false, "also recall by kind of event and the series one by one")
	flag.Parse()
	if *data == "" {
		log.Fatal("figures: -data (or EARSHOT_DATA) must name the folder with the series")
	}
	r := &report{data: *data, threshold: *threshold, verbose: *verbose}
	legs := []struct {
		name string
		run  func() error
	}{
		{"nab", r.nab}, {"synth", func() error { return r.synth(strings.Split(*seeds, ",")) }},
		{"forecast", r.forecast}, {"changes", r.changes}, {"speed", r.speed},
	}
	fmt.Printf("%-46s %9s %9s %9s\n", "figure", "measured", "floor", "aim")
	for _, leg := range legs {
		if *only != "" && !strings.Contains(","+*only+",", ","+leg.name+",") {
			continue
		}
		if err := leg.run(); err != nil {
			log.Fatalf("figures: %s: %v", leg.name, err)
		}
	}
}

type report struct {
	data      string
	threshold float64
	verbose   bool
}

// line prints one figure; less says that smaller is better. A figure without marks has floor and aim zero.
func (r *report) line(name string, value, floor, aim float64, less bool) {
	mark := ""
	better := func(bar float64) bool { return value >= bar != less || value == bar }
	switch {
	case floor == 0 && aim == 0:
		fmt.Printf("%-46s %9.4g\n", name, value)
		return
	case better(aim):
		mark = "aim"
	case better(floor):
		mark = "floor"
	default:
		mark = "BELOW"
	}
	fmt.Printf("%-46s %9.4g %9.4g %9.4g  %s\n", name, value, floor, aim, mark)
}
