package main

import (
	"math"
	"strings"

	"github.com/earshot-go/earshot/sentiment"
	"github.com/jonreiter/govader"
)

// result is the outcome of one set.
type result struct {
	rows      int
	confusion [3][3]int // gold, predicted; -1 0 1
	binary    bool      // no neutral label in the set: the sign decides
	accuracy  float64
	macroF1   float64
	bins      bins
	gap       float64 // expected calibration error of the confidence
	misses    []miss
}

type miss struct {
	row   row
	score sentiment.Score
}

// bins count texts by confidence: how many there are, how many labels are right, and how sure they were in sum.
type bins [10]struct{ n, right, sure float64 }

// gap is the expected calibration error.
func (b *bins) gap() float64 {
	gap, all := 0.0, 0.0
	for _, bin := range b {
		gap += math.Abs(bin.right - bin.sure)
		all += bin.n
	}
	return gap / max(all, 1)
}

// add pools the bins of another set, which counts as a thousand texts.
func (b *bins) add(other *bins, rows int) {
	for i := range b {
		share := 1000 / float64(rows)
		b[i].n += share * other[i].n
		b[i].right += share * other[i].right
		b[i].sure += share * other[i].sure
	}
}

// value is the set's figure in points: macro-F1, or accuracy where there are two classes.
func (r result) value() float64 {
	if r.binary {
		return 100 * r.accuracy
	}
	return 100 * r.macroF1
}

func scoreRow(s *sentiment.Scorer, r row, target bool) sentiment.Score {
	if !target {
		return s.Score(r.text)
	}
	start, end, ok := locate(r.text, r.target)
	if !ok {
		return s.Score(r.text)
	}
	return s.Toward(r.text, start, end)
}

// locate finds the target where it stands alone, else anywhere; case is ignored for ASCII letters only, so that offsets hold.
func locate(text, target string) (start, end int, ok bool) {
	folded, wanted := lowerASCII(text), lowerASCII(target)
	if wanted == "" {
		return 0, 0, false
	}
	first := -1
	for from := 0; ; {
		at := strings.Index(folded[from:], wanted)
		if at < 0 {
			break
		}
		at += from
		if first < 0 {
			first = at
		}
		if !letterBefore(folded, at) && !letterAt(folded, at+len(wanted)) {
			return at, at + len(wanted), true
		}
		from = at + len(wanted)
	}
	return first, first + len(wanted), first >= 0
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func letterBefore(s string, at int) bool { return at > 0 && letterAt(s, at-1) }
func letterAt(s string, at int) bool {
	return at < len(s) && (s[at] >= 'a' && s[at] <= 'z' || s[at] >= 0x80)
}

func measure(s *sentiment.Scorer, set string, rows []row) result {
	r := result{rows: len(rows), binary: true}
	for _, row := range rows {
		if row.gold == 0 {
			r.binary = false
		}
	}
	for _, row := range rows {
		score := scoreRow(s, row, byTarget[set])
		predicted := predict(score, r.binary)
		r.confusion[row.gold+1][predicted+1]++
		bin := &r.bins[min(int(score.Confidence*10), 9)]
		bin.n++
		bin.sure += score.Confidence
		if predicted == row.gold {
			bin.right++
		} else {
			r.misses = append(r.misses, miss{row, score})
		}
	}
	r.gap = r.bins.gap()
	r.finish()
	return r
}

// measureGovader scores the whole texts with govader, whose own cut is 0.05.
func measureGovader(g *govader.SentimentIntensityAnalyzer, rows []row, binary bool) result {
	r := result{rows: len(rows), binary: binary}
	for _, row := range rows {
		compound := g.PolarityScores(row.text).Compound
		predicted := 0
		switch {
		case binary && compound >= 0, compound >= 0.05:
			predicted = 1
		case binary, compound <= -0.05:
			predicted = -1
		}
		r.confusion[row.gold+1][predicted+1]++
	}
	r.finish()
	return r
}

func predict(score sentiment.Score, binary bool) int {
	if binary {
		if score.Valence < 0 {
			return -1
		}
		return 1
	}
	switch score.Label() {
	case sentiment.Positive:
		return 1
	case sentiment.Negative:
		return -1
	}
	return 0
}

func (r *result) finish() {
	right, classes := 0, 0
	for c := range 3 {
		right += r.confusion[c][c]
		var gold, predicted int
		for other := range 3 {
			gold += r.confusion[c][other]
			predicted += r.confusion[other][c]
		}
		if gold > 0 {
			classes++
			r.macroF1 += 2 * float64(r.confusion[c][c]) / float64(gold+predicted)
		}
	}
	r.accuracy = float64(right) / float64(r.rows)
	r.macroF1 /= float64(classes)
}
