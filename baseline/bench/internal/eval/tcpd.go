package eval

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sort"

	"github.com/earshot-go/earshot/baseline"
)

// ScoreTCPD is the mean F1 and covering of online change points over the Turing data.
func ScoreTCPD(dir string) (f1, cover float64, err error) {
	root := filepath.Join(dir, "other/tcpd")
	raw, err := os.ReadFile(filepath.Join(root, "annotations.json"))
	if err != nil {
		return 0, 0, err
	}
	var notes map[string]map[string][]int
	if err := json.Unmarshal(raw, &notes); err != nil {
		return 0, 0, err
	}
	paths, err := filepath.Glob(filepath.Join(root, "datasets/*/*.json"))
	if err != nil {
		return 0, 0, err
	}
	n := 0.0
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			return 0, 0, err
		}
		var d struct {
			Name   string
			Series []struct{ Raw []*float64 }
		}
		if err := json.Unmarshal(raw, &d); err != nil {
			return 0, 0, err
		}
		if len(d.Series) != 1 || d.Name == "run_log" || d.Name == "uk_coal_employ" {
			continue
		}
		found := changes(d.Series[0].Raw)
		f1 += tcpdF1(notes[d.Name], found)
		cover += tcpdCover(notes[d.Name], found, len(d.Series[0].Raw))
		n++
	}
	return f1 / n, cover / n, nil
}

func changes(values []*float64) (found []int) {
	var c baseline.Changes
	last := 0.0
	for _, v := range values {
		if v != nil {
			last = *v
		}
		if at, ok := c.Add(last); ok {
			found = append(found, at)
		}
	}
	return found
}

const tcpdMargin = 5

// matches counts the true points that have a found one within the margin, each found one used once.
func matches(truth, found map[int]bool) int {
	left := map[int]bool{}
	for x := range found {
		left[x] = true
	}
	n := 0
	for _, t := range sortedKeys(truth) {
		best := -1
		for _, x := range sortedKeys(left) {
			if d := max(x-t, t-x); d <= tcpdMargin && (best < 0 || d < max(best-t, t-best)) {
				best = x
			}
		}
		if best >= 0 {
			delete(left, best)
			n++
		}
	}
	return n
}

func sortedKeys(m map[int]bool) (keys []int) {
	for k := range m {
		keys = append(keys, k)
	}
	sort.Ints(keys)
	return keys
}

func withZero(v []int) map[int]bool {
	m := map[int]bool{0: true}
	for _, x := range v {
		m[x] = true
	}
	return m
}

func tcpdF1(notes map[string][]int, found []int) float64 {
	x := withZero(found)
	all := map[int]bool{}
	recall := 0.0
	for _, v := range notes {
		t := withZero(v)
		for k := range t {
			all[k] = true
		}
		recall += float64(matches(t, x)) / float64(len(t)) / float64(len(notes))
	}
	precision := float64(matches(all, x)) / float64(len(x))
	if precision+recall == 0 {
		return 0
	}
	return 2 * precision * recall / (precision + recall)
}

func parts(points []int, n int) (out [][2]int) {
	sort.Ints(points)
	last := 0
	for _, p := range append(append([]int{}, points...), n) {
		if p > last && p <= n {
			out = append(out, [2]int{last, p})
			last = p
		}
	}
	return out
}

func tcpdCover(notes map[string][]int, found []int, n int) (total float64) {
	segments := parts(found, n)
	for _, v := range notes {
		c := 0.0
		for _, a := range parts(v, n) {
			best := 0.0
			for _, b := range segments {
				if over := min(a[1], b[1]) - max(a[0], b[0]); over > 0 {
					best = max(best, float64(over)/float64(max(a[1], b[1])-min(a[0], b[0])))
				}
			}
			c += float64(a[1]-a[0]) * best
		}
		total += c / float64(n) / float64(len(notes))
	}
	return total
}
