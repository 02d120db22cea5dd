// Command baseline reads a series of times and values, learns what is normal for it, and shows the series
// with its band, its incidents and a forecast.
//
//	go run ./examples/baseline                            # a made-up brand
//	go run ./examples/baseline -csv hours.csv -zone Europe/Amsterdam
//	go run ./examples/baseline -csv load.csv -kind amount -step 5m -picture load.svg
//
// The file has a header and the columns time, value and, for -kind ratio, of. Times are as in 2024-05-06T15:00:00Z, as in
// 2024-05-06 15:00:00 (in -zone), or unix seconds. A line that cannot be read or learned is reported and left out.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/earshot-go/earshot/baseline"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "baseline:", err)
		}
		os.Exit(1)
	}
}

// flags are what the user asked for.
type flags struct {
	csv, picture   string
	options        baseline.Options
	ahead, columns int
}

func parse(args []string, complain io.Writer) (*flags, error) {
	f := new(flags)
	set := flag.NewFlagSet("baseline", flag.ContinueOnError)
	set.SetOutput(complain)
	set.StringVar(&f.csv, "csv", "", "file of times and values; empty means a made-up brand")
	set.StringVar(&f.picture, "picture", "", "also draw into this file; its ending says how: .svg, .png or .pdf")
	set.IntVar(&f.ahead, "ahead", 24, "intervals to forecast")
	set.IntVar(&f.columns, "columns", 84, "width of the drawing")
	set.DurationVar(&f.options.Step, "step", time.Hour, "length of an interval")
	set.Float64Var(&f.options.Budget, "budget", 0.1, "false alarms a week that are bearable")
	set.Func("kind", "counts (the default), ratio or amount", func(s string) error {
		for _, k := range []baseline.Kind{baseline.Counts, baseline.Ratio, baseline.Amount} {
			if k.String() == s {
				f.options.Kind = k
				return nil
			}
		}
		return errors.New("want counts, ratio or amount")
	})
	set.Func("zone", "time zone, such as Europe/Amsterdam", func(s string) (err error) {
		f.options.Location, err = time.LoadLocation(s)
		return err
	})
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if set.NArg() > 0 {
		return nil, fmt.Errorf("%q is not a flag: name the file with -csv", set.Arg(0))
	}
	if f.columns < 10 || f.columns > 1000 || f.ahead < 0 || f.ahead > 10_000 {
		return nil, errors.New("-columns must lie in 10 to 1000, -ahead in 0 to 10000")
	}
	return f, nil
}

func run(args []string, out, complain io.Writer) error {
	f, err := parse(args, complain)
	if err != nil {
		return err
	}
	b, err := baseline.New(f.options)
	if err != nil {
		return err
	}
	all, err := f.read(complain)
	if err != nil {
		return err
	}
	var verdicts []baseline.Verdict
	for _, o := range all {
		v, err := b.Update(o)
		if err != nil {
			fmt.Fprintln(complain, "left out:", err)
			continue
		}
		verdicts = append(verdicts, v)
	}
	if len(verdicts) == 0 {
		return errors.New("there is nothing to show")
	}
	ahead := b.Forecast(nil, f.ahead)
	draw(out, verdicts, f.columns)
	incidents(out, verdicts)
	forecast(out, ahead)
	if f.picture != "" {
		return picture(f.picture, verdicts, ahead)
	}
	return nil
}

// incidents prints a line for every onset, with how it ended.
func incidents(out io.Writer, verdicts []baseline.Verdict) {
	fmt.Fprintln(out, "\nincidents")
	n := 0
	for i, v := range verdicts {
		if v.State != baseline.Onset {
			continue
		}
		n++
		end := "still going on"
		peak := v.Peak
		for _, w := range verdicts[i+1:] {
			if !w.Since.Equal(v.Time) {
				break
			}
			peak = w.Peak
			if w.State == baseline.Over || w.State == baseline.NewNormal {
				end = w.State.String() + " " + w.Time.Format("Mon 2 Jan 15:04")
			}
		}
		fmt.Fprintf(out, "  %s  %-4s  peak %.6g where %.3g was expected at first (normal %.3g to %.3g), %s\n",
			v.Time.Format("Mon 2 Jan 15:04"), v.Direction, peak, v.Expected, v.Low, v.High, end)
	}
	if n == 0 {
		fmt.Fprintln(out, "  none")
	}
}

func forecast(out io.Writer, ahead []baseline.Outlook) {
	if len(ahead) == 0 {
		return
	}
	fmt.Fprintln(out, "\nforecast           expected   80 of 100 within")
	every := max(1, len(ahead)/12)
	for i := 0; i < len(ahead); i += every {
		o := ahead[i]
		fmt.Fprintf(out, "  %s %9.3g   %.3g to %.3g\n", o.Time.Format("Mon 2 Jan 15:04"), o.Expected, o.Low80, o.High80)
	}
}
