package main

import (
	"fmt"
	"io"

	"github.com/earshot-go/earshot/sentiment"
)

// trained names the sets that the built-in weights learned from, or that share posts with one. Their figures on the
// shown half say nothing of other posts, so that calibration leaves them out, and the table marks them.
var trained = map[string]bool{
	"en-vadertweets": true, "en-vaderamazon": true, "en-vadernyt": true, "en-vadermovie": true,
	"en-mams": true, "en-newsmtsc": true, "fa-sentipersian": true, "de-sb10k": true, "de-xlmt": true,
}

// binary are the sets without a neutral label.
var binary = map[string]bool{
	"nl-bolcom": true, "fa-snappfood": true, "fr-amazon": true, "es-mozetic": true, "pt-mozetic": true, "de-mozetic": true,
	"en-sentihood": true, "es-openertgt": true,
}

// printCuts prints, for each language, the mean macro-F1 of its sets by the size of valence from which a text would
// count as an opinion. The best is where NeutralZone should be.
func printCuts(out io.Writer, data string) error {
	sizes := []float64{0.01, 0.02, 0.03, 0.04, sentiment.NeutralZone, 0.1, 0.15, 0.2, 0.25, 0.3}
	for _, toward := range []bool{false, true} {
		for _, language := range sentiment.Languages() {
			fmt.Fprintf(out, "toward %t %s:", toward, language)
			for _, size := range sizes {
				sum, sets := 0.0, 0.0
				for _, g := range chosen(language + "-") {
					if trained[g.set] || byTarget[g.set] != toward || binary[g.set] {
						continue
					}
					rows, err := load(data, g.set, false)
					if err != nil {
						return err
					}
					weight := 0.3
					if g.floor > 0 {
						weight = 1
					}
					sum += weight * cutF1(rows, g.set, size)
					sets += weight
				}
				fmt.Fprintf(out, " %.2f:%.1f", size, 100*sum/sets)
			}
			fmt.Fprintln(out)
		}
	}
	return nil
}

func cutF1(rows []row, set string, size float64) float64 {
	scorer := sentiment.Default().In(set[:2])
	var r result
	for _, row := range rows {
		score := scoreRow(scorer, row, byTarget[set])
		predicted := 0
		if score.Valence >= size {
			predicted = 1
		} else if score.Valence <= -size {
			predicted = -1
		}
		r.confusion[row.gold+1][predicted+1]++
	}
	r.rows = len(rows)
	r.finish()
	return r.macroF1
}
