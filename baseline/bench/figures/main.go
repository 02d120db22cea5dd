package main

import (
	"flag"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/earshot-go/earshot/baseline/bench/internal/eval"
)

func main() {
	data := flag.String("data", "", "data folder")
	synth := flag.String("synth", "", "generated folders")
	detail := flag.Bool("v", false, "detail")
	flag.Parse()
	start := time.Now()
	for _, dir := range strings.Fields(*synth) {
		for _, g := range []string{"hourly", "five", "sent"} {
			all, err := eval.ReadSynth(dir, g)
			if err != nil {
				log.Fatal(err)
			}
			eval.Parallel(len(all), func(i int) {
				if err := all[i].Detect(); err != nil {
					log.Fatal(err)
				}
			})
			for _, b := range []float64{0.1, 0.5} {
				r := eval.ScoreSynth(all, b)
				fmt.Printf("%s %s@%g strong %.3f medium %.3f all %.3f  thr %.3f hol %.2f worst %.2f ringing %d\n", dir[len(dir)-9:], g, b, r.Recall["strong"], r.Recall["medium"], r.Recall["all"], r.Threshold, r.FalsePerHolidayWk, r.WorstSeries, r.Ringing)
				if *detail {
					for k, v := range r.Recall {
						fmt.Printf("    %-12s %.3f (%d)\n", k, v, r.N[k])
					}
				}
			}
			share, c80, c95 := eval.Calibration(all, 0.05, 0.01, 1e-3, 1e-4)
			fmt.Printf("   P<.05 %.4f P<.01 %.5f P<1e-3 %.6f P<1e-4 %.6f cover80 %.3f 95 %.3f\n", share[0], share[1], share[2], share[3], c80, c95)
		}
	}
	fmt.Println(time.Since(start))
	if *data != "" {
		all, err := eval.ReadNAB(*data, "nab_series.txt")
		if err != nil {
			log.Fatal(err)
		}
		eval.Parallel(len(all), func(i int) {
			if err := all[i].Detect(); err != nil {
				log.Fatal(err)
			}
		})
		var tweets []*eval.NABSeries
		var bursts [][]eval.Burst
		for _, s := range all {
			if strings.HasPrefix(s.Name, "realTweets") {
				tweets = append(tweets, s)
				bursts = append(bursts, s.Bursts())
			}
		}
		thr := eval.FitNAB(all, eval.Standard)
		fmt.Printf("NAB all %.2f (thr %.3f)", eval.ScoreNAB(all, eval.Standard, thr), thr)
		own := eval.FitNAB(tweets, eval.Standard)
		fmt.Printf(" tweets@all %.2f @own %.2f (thr %.3f)", eval.ScoreNAB(tweets, eval.Standard, thr), eval.ScoreNAB(tweets, eval.Standard, own), own)
		r1, _ := eval.BurstRecall(tweets, bursts, 1)
		r3, _ := eval.BurstRecall(tweets, bursts, 3)
		fmt.Printf(" bursts %.2f %.2f\n", r1, r3)
		if *detail {
			for _, s := range all {
				one := []*eval.NABSeries{s}
				fmt.Printf("   %-60s %.1f best %.1f (%d windows)\n", s.Name, eval.ScoreNAB(one, eval.Standard, thr), eval.ScoreNAB(one, eval.Standard, eval.FitNAB(one, eval.Standard)), len(s.Windows))
			}
		}
	}
	if *data != "" {
		fcs, err := eval.ReadForecasts(*data)
		if err != nil {
			log.Fatal(err)
		}
		res := make([]eval.ForecastResult, len(fcs))
		for i, s := range fcs {
			if res[i], err = s.Score(); err != nil {
				log.Fatal(err)
			}
			if *detail {
				fmt.Println(s.ID, res[i])
			}
		}
		fmt.Printf("FC tweets %.3f bike %.3f ", eval.Mean(fcs, res, "tweets"), eval.Mean(fcs, res, "bike"))
		m4, err := eval.ScoreM4(*data)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("M4 %.3f\n", m4)
	}
	fmt.Println(time.Since(start))
}
