// Command match finds names in texts and shows where and why.
//
//	go run ./examples/match                                             # a demonstration
//	go run ./examples/match -brand "Coca-Cola, Coke" "No cocacola today"  # texts as arguments, or lines of standard input
//	go run ./examples/match -suggest "Victoria's Secret"                  # how people may write a name, and how risky that is
//	go run ./examples/match -brand Cisco -explain "cinco de mayo"         # why a text names a brand or does not
//	go run ./examples/match -brands brands.tsv -evaluate posts.tsv        # score hand-marked posts and show the worst errors
//
// -brand takes a name and its other terms, parted by commas, and may be given
// again. brands.tsv has a header and the columns id, name, aliases,
// abbreviations, handles, ambiguous (0 or 1), context and exclude; lists are
// parted by |. posts.tsv has a header and the columns post_id, half, lang,
// group, text and a JSON list of [start_byte, end_byte, brand_id, kind], where
// places of kind "ignore" count neither way.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/earshot-go/earshot/match"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "match:", err)
		}
		os.Exit(1)
	}
}

// flags are what the user asked for.
type flags struct {
	brands                  []match.Brand
	ids                     map[string]string // of brands read from a file, by name
	file, suggest, evaluate string
	explain                 bool
	least                   float64
	worst                   int
	texts                   []string
}

func parse(args []string) (*flags, error) {
	f := new(flags)
	set := flag.NewFlagSet("match", flag.ContinueOnError)
	set.Func("brand", "a name and its other terms, parted by commas; may be given again", func(s string) error {
		var parts []string
		for part := range strings.SplitSeq(s, ",") {
			parts = append(parts, strings.TrimSpace(part))
		}
		f.brands = append(f.brands, match.Brand{Name: parts[0], Terms: parts[1:]})
		return nil
	})
	set.StringVar(&f.file, "brands", "", "file of brands")
	set.StringVar(&f.suggest, "suggest", "", "suggest ways to write this name")
	set.StringVar(&f.evaluate, "evaluate", "", "score this file of marked posts")
	set.BoolVar(&f.explain, "explain", false, "say why each text names each brand or does not")
	set.Float64Var(&f.least, "least", 0, "least confidence, 0 for the default")
	set.IntVar(&f.worst, "worst", 20, "errors to show after -evaluate")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	f.texts = set.Args()
	return f, nil
}

func run(args []string, in io.Reader, out io.Writer) error {
	f, err := parse(args)
	if err != nil {
		return err
	}
	if f.suggest != "" {
		return suggest(out, f.suggest)
	}
	if f.file != "" {
		more, ids, err := readBrands(f.file)
		if err != nil {
			return err
		}
		f.brands, f.ids = append(f.brands, more...), ids
	}
	demonstrate := len(f.brands) == 0
	if demonstrate {
		f.brands = demoBrands
	}
	m, err := match.Options{MinConfidence: f.least}.Compile(f.brands...)
	if err != nil {
		return err
	}
	for _, w := range m.Warnings() {
		fmt.Fprintln(out, "warning:", w)
	}
	switch {
	case f.evaluate != "":
		return evaluate(out, m, f)
	case len(f.texts) > 0:
		return show(out, m, f, f.texts)
	case demonstrate:
		return show(out, m, f, demoTexts)
	}
	return showLines(out, m, f, in)
}

// showLines shows every line that is read.
func showLines(out io.Writer, m *match.Matcher, f *flags, in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if err := show(out, m, f, []string{lines.Text()}); err != nil {
			return err
		}
	}
	return lines.Err()
}

func show(out io.Writer, m *match.Matcher, f *flags, texts []string) error {
	var hits []match.Hit
	for _, text := range texts {
		hits = m.Append(hits[:0], text)
		fmt.Fprintln(out, marked(text, hits))
		for _, h := range hits {
			fmt.Fprintf(out, "    %-18s %-11s of %-22q %3.0f%%", h.Brand, h.Kind, h.Term, 100*h.Confidence)
			if h.Distance > 0 {
				fmt.Fprintf(out, "  %d edit(s)", h.Distance)
			}
			fmt.Fprintln(out)
		}
		for _, b := range f.brands {
			if f.explain {
				fmt.Fprint(out, "  ", m.Explain(text, b.Name))
			}
		}
	}
	return nil
}

// marked puts brackets around the hits, which may share a place.
func marked(text string, hits []match.Hit) string {
	var b strings.Builder
	at := 0
	for _, h := range hits {
		if h.Start < at {
			continue
		}
		fmt.Fprintf(&b, "%s[%s]", text[at:h.Start], text[h.Start:h.End])
		at = h.End
	}
	return b.String() + text[at:]
}

func suggest(out io.Writer, name string) error {
	all := match.Suggest(name)
	if len(all) == 0 {
		return fmt.Errorf("%q is no name to look for", name)
	}
	fmt.Fprintf(out, "%-12s %-28s %-6s %s\n", "kind", "text", "risk", "found without being listed")
	for _, s := range all {
		found := "no"
		if s.Found {
			found = "yes"
		}
		fmt.Fprintf(out, "%-12s %-28s %3.0f%%   %s\n", s.Kind, s.Text, 100*s.Risk, found)
	}
	return nil
}

// What is shown when nothing is asked for.
var (
	demoBrands = []match.Brand{
		{Name: "Coca-Cola", Terms: []string{"Coke", "کوکاکولا"}, Not: []string{"coke oven"}},
		{Name: "JetBlue", Handles: []string{"@JetBlue"}},
		{Name: "Starbucks"},
		{Name: "Victoria's Secret"},
		{Name: "iPad"},
		{Name: "Apple", Ambiguous: true, Near: []string{"iphone", "store"}, Not: []string{"apple pie"}},
	}
	demoTexts = []string{
		"Starbcuks is out of oat milk, so it is cocacola again",
		"#thanksjetblue for the snacks, @jetblue",
		"victoria secret opens next to the Apple store",
		"grandma's apple pie beats everything",
		"my iPad2 still works, the coke oven does not",
		"یک كوكاكولا لطفا",
		"St4rbuck5 and Ѕtarbucks are one and the same",
	}
)
