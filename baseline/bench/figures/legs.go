package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unsafe"

	"github.com/earshot-go/earshot/baseline"
	"github.com/earshot-go/earshot/baseline/bench/internal/eval"
)

func (r *report) nab() error {
	all, err := eval.ReadNAB(r.data, "nab_series.txt")
	if err != nil {
		return err
	}
	if err := detect(len(all), func(i int) error { return all[i].Detect() }); err != nil {
		return err
	}
	var tweets []*eval.NABSeries
	var bursts [][]eval.Burst
	for _, s := range all {
		if strings.HasPrefix(s.Name, "realTweets") {
			tweets, bursts = append(tweets, s), append(bursts, s.Bursts())
		}
	}
	threshold := eval.FitNAB(all, eval.Standard)
	r.line("NAB, standard profile", eval.ScoreNAB(all, eval.Standard, threshold), 62, 66, false)
	for _, p := range []struct {
		name string
		p    eval.Profile
	}{{"NAB, few false alarms", eval.LowFP}, {"NAB, few misses", eval.LowFN}} {
		r.line(p.name, eval.ScoreNAB(all, p.p, eval.FitNAB(all, p.p)), 0, 0, false)
	}
	r.line("realTweets, own threshold", eval.ScoreNAB(tweets, eval.Standard, eval.FitNAB(tweets, eval.Standard)), 75, 78, false)
	r.line("realTweets, threshold of all", eval.ScoreNAB(tweets, eval.Standard, threshold), 0, 0, false)
	if r.threshold > 0 {
		r.line("NAB, standard profile, given threshold", eval.ScoreNAB(all, eval.Standard, r.threshold), 58, 64, false)
		r.line("realTweets, given threshold", eval.ScoreNAB(tweets, eval.Standard, r.threshold), 68, 72, false)
	}
	for _, b := range []struct{ budget, floor, aim float64 }{{1, .52, .62}, {3, .90, .95}} {
		recall, _ := eval.BurstRecall(tweets, bursts, b.budget)
		r.line(fmt.Sprintf("bursts, recall at %g alarms a week", b.budget), recall, b.floor, b.aim, false)
	}
	fmt.Printf("%-46s %9.4g  (of the score Surge/(1+Surge); see -threshold)\n", "threshold of NAB, standard profile", threshold)
	if r.verbose {
		for _, s := range all {
			fmt.Printf("    %-60s %6.1f\n", s.Name, eval.ScoreNAB([]*eval.NABSeries{s}, eval.Standard, threshold))
		}
	}
	return nil
}

// detect runs f for every series on two workers and joins the errors.
func detect(n int, f func(i int) error) error {
	errs := make([]error, n)
	eval.Parallel(n, func(i int) { errs[i] = f(i) })
	return errors.Join(errs...)
}

var synthMarks = map[string][2][2]float64{ // group and budget: strong, all; floor and aim each
	"hourly@0.1": {{.60, .75}, {.28, .36}}, "hourly@0.5": {{.80, .87}, {.43, .50}},
	"five@0.1": {{}, {.34, .42}}, "five@0.5": {{}, {.40, .50}},
	"sent@0.1": {{}, {.40, .48}}, "sent@0.5": {{}, {.50, .58}},
}

func (r *report) synth(seeds []string) error {
	for _, seed := range seeds {
		dir, err := os.MkdirTemp("", "synth")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		cmd := exec.Command("python3", filepath.Join(r.data, "synth.py"), "gen", dir, "--seed", strings.TrimSpace(seed))
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w", out, err)
		}
		for _, group := range []string{"hourly", "five", "sent"} {
			if err := r.synthGroup(dir, seed, group); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *report) synthGroup(dir, seed, group string) error {
	all, err := eval.ReadSynth(dir, group)
	if err != nil {
		return err
	}
	if err := detect(len(all), func(i int) error { return all[i].Detect() }); err != nil {
		return err
	}
	name := func(s string) string { return fmt.Sprintf("synth %s, %s, %s", seed, group, s) }
	for _, budget := range []float64{0.1, 0.5} {
		result := eval.ScoreSynth(all, budget)
		marks := synthMarks[fmt.Sprintf("%s@%g", group, budget)]
		r.line(name(fmt.Sprintf("strong at %g/wk", budget)), result.Recall["strong"], marks[0][0], marks[0][1], false)
		r.line(name(fmt.Sprintf("all at %g/wk", budget)), result.Recall["all"], marks[1][0], marks[1][1], false)
		if group == "hourly" && budget == 0.5 {
			r.line(name("false/holiday wk"), result.FalsePerHolidayWk, 1, .6, true)
			r.line(name("worst series/wk"), result.WorstSeries, 3, 1.5, true)
		}
		if group == "sent" {
			r.line(name(fmt.Sprintf("all at %g/wk, told the true share", budget)), eval.ScoreSynth(eval.ToldShare(all), budget).Recall["all"], 0, 0, false)
		}
		if r.verbose {
			r.events(result)
		}
	}
	perWeek, strong := eval.Onsets(all)
	r.line(name("incidents a clean week (budget 0.1)"), perWeek, 0, 0, true)
	r.line(name("strong events with an incident"), strong, 0, 0, false)
	share, cover95 := eval.Calibration(all, 1e-3, 1e-4)
	if group == "hourly" {
		r.line(name("P(p<1e-3)/1e-3"), off(share[0]/1e-3), 2, 1.5, true)
		r.line(name("P(p<1e-4)/1e-4"), off(share[1]/1e-4), 3, 2, true)
	}
	r.line(name("cover of 95 % band"), cover95, 0, 0, false)
	return nil
}

// off is the factor by which a ratio is wrong in either direction.
func off(ratio float64) float64 { return math.Max(ratio, 1/math.Max(ratio, 1e-9)) }

func (r *report) events(result eval.SynthResult) {
	kinds := make([]string, 0, len(result.Recall))
	for k := range result.Recall {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	for _, k := range kinds {
		fmt.Printf("    %-14s %.3f of %d\n", k, result.Recall[k], result.N[k])
	}
}

func (r *report) forecast() error {
	all, err := eval.ReadForecasts(r.data)
	if err != nil {
		return err
	}
	results := make([]eval.ForecastResult, len(all))
	if err := detect(len(all), func(i int) (err error) { results[i], err = all[i].Score(); return err }); err != nil {
		return err
	}
	tweets, bike := eval.Mean(all, results, "tweets"), eval.Mean(all, results, "bike")
	r.line("24 h ahead, tweets, MASE", tweets.MASE, .73, .69, true)
	r.line("24 h ahead, tweets, pinball", tweets.PB, .20, .185, true)
	r.line("24 h ahead, tweets, cover 80 (.77 to .83)", tweets.Cov80, 0, 0, false)
	r.line("24 h ahead, tweets, cover 95 (.93 to .97)", tweets.Cov95, 0, 0, false)
	r.line("24 h ahead, bike, MASE", bike.MASE, .85, .75, true)
	r.line("24 h ahead, bike, pinball", bike.PB, .21, .18, true)
	m4, err := eval.ScoreM4(r.data)
	if err != nil {
		return err
	}
	r.line("M4 hourly, OWA", m4.OWA, .62, .52, true)
	r.line("M4 hourly, MSIS", m4.MSIS, 14, 9, true)
	r.line("M4 hourly, cover 95", m4.Cov95, 0, 0, false)
	return nil
}

func (r *report) changes() error {
	f1, cover, err := eval.ScoreTCPD(r.data)
	if err != nil {
		return err
	}
	r.line("online change points, F1", f1, .69, .72, false)
	r.line("online change points, cover", cover, .62, .66, false)
	return nil
}

func (r *report) speed() error {
	own, rival, allocs, err := eval.Speed()
	if err != nil {
		return err
	}
	r.line("CPU ns an observation, hourly", own, 600, 300, true)
	r.line("CPU ns, two VividCortex/ewma, same values", rival, 0, 0, true)
	r.line("times the cost of two ewma", own/rival, 0, 0, true)
	r.line("allocations an observation", allocs, 0, 0, true)
	r.line("bytes a series in memory", float64(unsafe.Sizeof(baseline.Baseline{})), 2048, 1024, true)
	r.line("bytes a series serialised", float64(baseline.StateSize), 1024, 600, true)
	perKey, err := eval.TableBytes(100_000)
	if err != nil {
		return err
	}
	r.line("GiB for a million series in a Table", perKey*1e6/(1<<30), 2, 1.5, true)
	return nil
}
