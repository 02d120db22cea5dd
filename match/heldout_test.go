package match

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The weights of ambiguous names are fitted here, and judged on names that the
// fit has not seen, from a folder with brands.tsv, posts.tsv and ambiguous.tsv
// in the format that examples/match evaluates:
//
//	EARSHOT_DATA=DIR go test ./match -run HeldOut -v

// A judged is a place whose meaning a person judged.
type judged struct {
	brand  string
	v      cueValues
	trust  float64 // without context
	named  bool
	post   bool // from posts.tsv
	weight float64
	sure   bool // the matcher asks for no evidence
	told   bool // and tells it, or not
}

func (x *judged) right(w *cueValues) bool {
	told := x.told
	if !x.sure {
		told = x.trust*sigmoid(x.logOdds(w)) >= .5
	}
	return told == x.named
}

func (x *judged) logOdds(w *cueValues) (sum float64) {
	for c, value := range x.v {
		sum += value * w[c]
	}
	return sum
}

func rowsOf(t testing.TB, name string) (rows [][]string) {
	for _, line := range linesOf(t, name)[1:] {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

func parted(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

func judgedPlaces(t *testing.T) (all []judged) {
	var brands []Brand
	ids := make(map[string]string)
	for _, r := range rowsOf(t, "brands.tsv") {
		brands = append(brands, Brand{Name: r[1], Terms: append(parted(r[2]), parted(r[3])...), Handles: parted(r[4]), Ambiguous: r[5] == "1", Near: parted(r[6]), Not: parted(r[7])})
		ids[r[1]] = r[0]
	}
	s := newScratch(compile(t, brands...))
	for _, r := range rowsOf(t, "ambiguous.tsv") {
		start, _ := strconv.Atoi(r[3])
		end, _ := strconv.Atoi(r[4])
		s.find(r[8])
		x := judged{brand: r[6], named: r[7] == "1", sure: true}
		for i := range s.found {
			if f := &s.found[i]; ids[s.m.hit(f).Brand] == r[5] && int(f.start) < end && start < int(f.end) {
				x = s.judgedAt(f, x)
				break
			}
		}
		all = append(all, x)
	}
	for _, r := range rowsOf(t, "posts.tsv") {
		var gold [][]any
		require.NoError(t, json.Unmarshal([]byte(r[5]), &gold))
		if r[3] == "syn" {
			continue // slips that nobody made
		}
		s.find(r[4])
		for i := range s.found {
			f := &s.found[i]
			x := s.judgedAt(f, judged{brand: s.m.hit(f).Brand, post: true})
			ignored := x.sure
			for _, g := range gold {
				if g[0].(float64) < float64(f.end) && float64(f.start) < g[1].(float64) {
					x.named = x.named || g[2] == ids[x.brand]
					ignored = ignored || g[3] == "ignore"
				}
			}
			if !ignored && x.trust > .5 {
				all = append(all, x)
			}
		}
	}
	return all
}

func (s *scratch) judgedAt(f *found, x judged) judged {
	_, _, excluded := s.holder(f)
	x.sure = excluded || !s.doubtful(f, &s.m.entries[f.entry])
	x.told = f.confidence >= .5
	x.trust, x.v = s.confidence(f), s.weigh(f)
	return x
}

// senseCues are those that only well-known names have.
var senseCues = []cue{cueLean, cueSenseNear, cueSenseMore, cueSenseFar, cueSenseFarMore, cueSensePhrase, cueCommonPhrase}

func strangersOf(list []judged) []judged {
	out := append([]judged(nil), list...)
	for i := range out {
		for _, c := range senseCues {
			out[i].v[c] = 0
		}
		out[i].weight *= .4
	}
	return out
}

// signs are bounds that keep a cue from speaking against its meaning, or too
// softly where a user or a rule of grammar speaks.
var signs = map[cue][2]float64{
	cueNear: {1.5, 9}, cueMoreNear: {.3, 9}, cueNot: {-9, -1.5}, cueForeign: {-9, -3}, cueElided: {-9, -3}, cueGenitive: {-9, -2}, cueLinked: {-9, -2}, cueTitle: {-9, -1.5},
	cuePlaceComma: {-9, -1.5}, cueTo: {-9, -.5}, cueSlip: {1.5, 9}, cueArticle: {-9, -.2}, cueLower: {-9, 0}, cueOwnCapitals: {0, 9}, cueBare: {0, 9}, cueCommon: {-9, 0}, cueCore: {-9, 0},
	cueNameBefore: {-9, -.3}, cueNameAfter: {-9, -.3}, cueTheLower: {-9, -.3}, cueTied: {-9, -1.4}, cueAt: {0, 9}, cueThe: {-9, .6}, cueAbbreviation: {-9, 0}, cueComma: {-9, 0}, cueMiddle: {0, 9},
	cueSame: {2.8, 9}, cueGlued: {-2.8, 9}, cueSenseNear: {1.9, 9}, cueSenseMore: {.3, 9}, cueLean: {0, .9}, cueVersion: {0, 9},
}

// fitWeights is logistic regression with shrinkage by Adam (Kingma and Ba,
// 2015), on every place once with and once without what is known of the name.
func fitWeights(list []judged) (w cueValues) {
	list = append(strangersOf(list), list...)
	var mean, square cueValues
	for step := 1; step <= 1500; step++ {
		var slope cueValues
		total := 0.
		for i := range list {
			if x := &list[i]; !x.sure {
				total += x.weight
				miss := x.weight * (sigmoid(x.logOdds(&w)) - number(x.named))
				for c, value := range x.v {
					slope[c] += miss * value
				}
			}
		}
		for c := range w {
			g := (slope[c] + 2*w[c]) / total
			mean[c], square[c] = .9*mean[c]+.1*g, .999*square[c]+.001*g*g
			w[c] -= .02 * mean[c] / (1 - math.Pow(.9, float64(step))) / (math.Sqrt(square[c]/(1-math.Pow(.999, float64(step)))) + 1e-8)
			if b, ok := signs[cue(c)]; ok {
				w[c] = min(max(w[c], b[0]), b[1])
			}
		}
	}
	return w
}

func TestWeightsServeNamesHeldOut(t *testing.T) {
	all := judgedPlaces(t)
	places := make(map[string]float64)
	for _, x := range all {
		places[x.brand]++
	}
	for i := range all {
		if all[i].weight = 5 / math.Sqrt(places[all[i].brand]); !all[i].post {
			all[i].weight *= 2
		}
	}
	const folds = 10
	var known, unknown, n float64
	for fold := range uint32(folds) {
		var in, out []judged
		for _, x := range all {
			if hashText(x.brand)%folds == fold {
				out = append(out, x)
			} else {
				in = append(in, x)
			}
		}
		w := fitWeights(in)
		without := strangersOf(out)
		for i := range out {
			if !out[i].post {
				n++
				known += number(out[i].right(&w))
				unknown += number(without[i].right(&w))
			}
		}
	}
	t.Logf("right on names held out: %.3f, and %.3f where nothing is known of the name", known/n, unknown/n)
	assert.Greater(t, known/n, .8)
	for c, x := range fitWeights(all) {
		assert.InDelta(t, weights[c], x, .3, cueNames[c])
	}
}
