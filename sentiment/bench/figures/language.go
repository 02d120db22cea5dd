package main

import (
	"fmt"
	"io"

	"github.com/earshot-go/earshot/sentiment"
)

// printLanguages measures how often the language of a set's texts is found, by set: right, other, unknown.
func printLanguages(out io.Writer, data, only string) error {
	fmt.Fprintf(out, "%-16s %6s %6s %6s %6s  taken for\n", "set", "rows", "right", "wrong", "none")
	for _, g := range chosen(only) {
		rows, err := load(data, g.set, false)
		if err != nil {
			return err
		}
		counts := map[string]int{}
		for _, r := range rows {
			tag, _ := sentiment.Language(r.text)
			counts[tag]++
		}
		n := float64(len(rows))
		right, none := counts[g.set[:2]], counts[""]
		fmt.Fprintf(out, "%-16s %6d %6.1f %6.1f %6.1f ", g.set, len(rows), 100*float64(right)/n, 100*float64(len(rows)-right-none)/n, 100*float64(none)/n)
		for _, tag := range sentiment.Languages() {
			if tag != g.set[:2] && counts[tag] > 0 {
				fmt.Fprintf(out, " %s %d", tag, counts[tag])
			}
		}
		fmt.Fprintln(out)
	}
	return nil
}
