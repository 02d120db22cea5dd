package sentiment

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The sets that confidence is fitted to and measured on: three labels, and unknown to the built-in weights. Those with a
// star are of the kind that people listen to, and count four times.
const (
	confidenceText = "en-tweeteval* en-semeval1316* en-airline* en-brands en-opener nl-polit* nl-rest16* it-xlmt* it-multiemo* it-dooge " +
		"fa-sentipers* fa-armanemo fa-parsinlu de-potts* fr-xlmt* es-xlmt* es-opener pt-xlmt*"
	confidenceToward = "en-dong14* en-topic17* en-brandent en-mitchell13 en-rest14 en-lapt14 nl-rest16tgt* fa-parsabsa*"
	starWeight       = 4
)

// TestFitConfidence fits the weights of the evidence to the sets of EARSHOT_DATA and prints them, with the calibration
// error of each set as shipped, and fitted to all other sets.
func TestFitConfidence(t *testing.T) {
	folder := os.Getenv("EARSHOT_DATA")
	if folder == "" {
		t.Skip("EARSHOT_DATA names no folder of labelled sets")
	}
	for _, names := range []string{confidenceText, confidenceToward} {
		toward := names == confidenceToward
		var sets []judgedSet
		for name := range strings.FieldsSeq(names) {
			sets = append(sets, judgeSet(t, folder, name, toward))
		}
		var shipped, without float64
		for i := range sets {
			var fit confidenceFit
			fit.learn(sets, i)
			one, other := sets[i].gap(nil), sets[i].gap(&fit)
			fmt.Printf("%-16s shipped %.3f, fitted to the others %.3f\n", sets[i].name, one, other)
			shipped += one / float64(len(sets))
			without += other / float64(len(sets))
		}
		var fit confidenceFit
		fit.learn(sets, -1)
		fmt.Printf("mean shipped %.3f, fitted to the others %.3f\nevidence%.4f\noffsets %.2f\n", shipped, without, fit.weights, fit.offsets)
	}
}

type judgedSet struct {
	name     string
	language int
	weight   float64
	rows     []judgedRow
}

type judgedRow struct {
	evidence evidence
	shipped  float64
	right    bool
}

func judgeSet(t *testing.T, folder, name string, toward bool) judgedSet {
	name, star := strings.CutSuffix(name, "*")
	content, err := os.ReadFile(folder + "/" + name + "/dev.tsv")
	require.NoError(t, err)
	s := Default().In(name[:2])
	set := judgedSet{name: name, language: s.index, weight: 1}
	if star {
		set.weight = starWeight
	}
	for _, line := range strings.Split(string(content), "\n")[1:] {
		fields := strings.SplitN(line, "\t", 4)
		if len(fields) < 4 {
			continue
		}
		gold, err := strconv.Atoi(fields[1])
		require.NoError(t, err)
		w := new(scratch)
		s.prepare(w, fields[3])
		var o outcome
		if !toward {
			o = w.judgeWhole(s.family, s.index)
		} else if at := strings.Index(strings.ToLower(fields[3]), strings.ToLower(fields[2])); at >= 0 && at+len(fields[2]) <= len(fields[3]) {
			o = w.judgeToward(s.family, s.index, at, at+len(fields[2]))
		} else {
			continue
		}
		cut := calibrationOf(s.index, toward, false).cut
		negative, positive := o.total.shares()
		found := o.evidence(cut, max(negative, positive), 1-negative-positive)
		set.rows = append(set.rows, judgedRow{found, o.score.Confidence, int(o.score.Label())-int(Neutral) == gold})
	}
	return set
}

// gap is the expected calibration error in ten bins.
func (s *judgedSet) gap(fit *confidenceFit) float64 {
	var sure, right [10]float64
	for i := range s.rows {
		r := &s.rows[i]
		confidence := r.shipped
		if fit != nil {
			confidence = r.evidence.confidence(&fit.weights, &fit.offsets[s.language])
		}
		bin := min(int(confidence*10), 9)
		sure[bin] += confidence
		right[bin] += float64(boolInt(r.right))
	}
	gap := 0.0
	for bin := range sure {
		gap += math.Abs(sure[bin]-right[bin]) / float64(len(s.rows))
	}
	return gap
}

type confidenceFit struct {
	weights evidence
	offsets [languageCount][2]float64 // of neutral labels and of opinions
}

// Languages are shrunk toward one another, since each has few sets.
const (
	confidenceRounds = 600
	confidenceRate   = 2
	weightDecay      = 0.0005
	offsetDecay      = 0.01
)

// learn fits by plain gradient descent to all sets but one.
func (f *confidenceFit) learn(sets []judgedSet, without int) {
	all := 0.0
	for i := range sets {
		all += sets[i].weight
	}
	for range confidenceRounds {
		var gradient confidenceFit
		for i := range sets {
			if i != without {
				gradient.see(&sets[i], f, sets[i].weight/all)
			}
		}
		for k := range f.weights {
			f.weights[k] -= confidenceRate * (gradient.weights[k] + weightDecay*f.weights[k])
		}
		for k := range f.offsets {
			for j := range f.offsets[k] {
				f.offsets[k][j] -= confidenceRate * (gradient.offsets[k][j] + offsetDecay*f.offsets[k][j])
			}
		}
	}
}

// see adds the gradient of one set; five hundred rows of each will do.
func (f *confidenceFit) see(s *judgedSet, at *confidenceFit, share float64) {
	step := max(1, len(s.rows)/500)
	share /= float64((len(s.rows) + step - 1) / step)
	for i := 0; i < len(s.rows); i += step {
		r := &s.rows[i]
		off := share * (r.evidence.confidence(&at.weights, &at.offsets[s.language]) - float64(boolInt(r.right)))
		for k, x := range r.evidence {
			f.weights[k] += off * x
		}
		f.offsets[s.language][int(r.evidence[evidenceOpinion])] += off
	}
}
