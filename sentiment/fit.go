package sentiment

import (
	"math"
	"math/rand/v2"
)

// trainRow is an example made ready for fitting.
type trainRow struct {
	features []feature
	found    findings
	base     logits
	label    int // 0 neutral, 1 negative, 2 positive
	group    int
	weight   float64
}

// fitter fits a head by stochastic gradient descent with AdaGrad steps. Products are converted to float64 before they
// are added, which forbids the compiler to fuse the two: the weights do not hang on the processor.
type fitter struct {
	rows   []trainRow
	groups int
	decay  float64
	epochs int
	rate   float64
	// elsewhere learns the class mix of each origin apart and leaves it out of the head.
	elsewhere bool

	hashed, dense, shift weights // shift is the class mix of each origin, learned apart and thrown away
}

// weights are parameters with the summed squares of their gradients.
type weights struct{ values, squares []float64 }

func newWeights(n int) weights { return weights{make([]float64, n), make([]float64, n)} }

const denseCount = findingCount + 1 // the last is the intercept

func (f *fitter) fit() {
	f.hashed, f.dense, f.shift = newWeights(2*featureCount), newWeights(2*denseCount), newWeights(2*f.groups)
	f.dropRare()
	random := rand.New(rand.NewPCG(1, 1))
	order := random.Perm(len(f.rows))
	for range f.epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			f.learn(&f.rows[i])
		}
	}
}

// leastRows is the number of rows that a feature must stand in: a word seen once tells that post by heart and no other.
func (f *fitter) leastRows() int32 { return int32(max(2, min(5, len(f.rows)/700))) }

// dropRare leaves out the features of fewer rows.
func (f *fitter) dropRare() {
	least := f.leastRows()
	count, last := make([]int32, featureCount), make([]int32, featureCount)
	for i := range f.rows {
		for _, x := range f.rows[i].features {
			if last[x.bucket] != int32(i)+1 {
				last[x.bucket] = int32(i) + 1
				count[x.bucket]++
			}
		}
	}
	for i := range f.rows {
		kept := f.rows[i].features[:0]
		for _, x := range f.rows[i].features {
			if count[x.bucket] >= least {
				kept = append(kept, x)
			}
		}
		f.rows[i].features = kept
	}
}

func (f *fitter) outputs(r *trainRow, scale float64) [2]float64 {
	z := [2]float64{r.base.negative, r.base.positive}
	for k := range z {
		sum := 0.0
		for _, x := range r.features {
			sum += f.hashed.values[int(x.bucket)*2+k]
		}
		z[k] += float64(sum*scale) + f.shift.values[r.group*2+k] + f.dense.values[k*denseCount+findingCount]
		for i, v := range r.found {
			z[k] += float64(f.dense.values[k*denseCount+i] * float64(v))
		}
	}
	return z
}

func (f *fitter) learn(r *trainRow) {
	scale := float64(featureScale(len(r.features)))
	z := f.outputs(r, scale)
	negative, positive := exponential(z[0]), exponential(z[1])
	total := 1 + negative + positive
	gradient := [2]float64{negative / total, positive / total}
	if r.label > 0 {
		gradient[r.label-1]--
	}
	few := 1 / float64(len(f.rows))
	for k, g := range gradient {
		g *= r.weight
		for _, x := range r.features {
			f.step(&f.hashed, int(x.bucket)*2+k, g*scale, f.decay)
		}
		if f.elsewhere {
			f.step(&f.shift, r.group*2+k, g, 0)
		} else {
			f.step(&f.dense, k*denseCount+findingCount, g, few)
		}
		for i, v := range r.found {
			if v != 0 {
				f.step(&f.dense, k*denseCount+i, float64(g*float64(v)), few)
			}
		}
	}
}

func (f *fitter) step(w *weights, i int, gradient, decay float64) {
	gradient += float64(decay * w.values[i])
	w.squares[i] += float64(gradient * gradient)
	w.values[i] -= float64(f.rate*gradient) / (math.Sqrt(w.squares[i]) + 0.1)
}

// exponential is e to the x, in plain arithmetic: math.Exp differs in its last bit from one processor to another.
func exponential(x float64) float64 {
	x = max(-30, min(x, 30)) / 1024
	y := 1 + float64(x*(1+float64(x/2*(1+float64(x/3*(1+x/4))))))
	for range 10 {
		y = float64(y * y)
	}
	return y
}

// foreignTrust is how much of the weights of the rules' findings holds in other places, measured by leaving each
// labelled set out in turn: whole weights lose up to five points of macro-F1 there, none at all lose one.
const foreignTrust = 0.5

// doubt is the number of rows at which half is believed of what they say; for other places the many rows speak whole.
func (f *fitter) doubt() int {
	if f.elsewhere {
		return 0
	}
	return fewRows
}

const fewRows = 100

// head rounds the weights to eight bits.
func (f *fitter) head() *head {
	h := &head{hashed: new([2 * featureCount]byte)}
	trust := 1.0
	if f.elsewhere {
		trust = foreignTrust
	}
	whole := float64(len(f.rows)) / float64(len(f.rows)+f.doubt())
	for k := range h.dense {
		for i := range h.dense[k] {
			h.dense[k][i] = float32(f.dense.values[k*denseCount+i] * trust * whole)
		}
	}
	largest := 0.0
	for _, w := range f.hashed.values {
		largest = max(largest, math.Abs(w))
	}
	if largest == 0 {
		return h
	}
	h.scale = float32(largest * whole / 127)
	for i, w := range f.hashed.values {
		h.hashed[i] = byte(int8(math.Round(w / largest * 127)))
	}
	return h
}
