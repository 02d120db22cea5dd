package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/earshot-go/earshot/match"
)

// readBrands reads a file of brands, and their ids by name.
func readBrands(file string) ([]match.Brand, map[string]string, error) {
	var out []match.Brand
	ids := make(map[string]string)
	err := eachRow(file, 8, func(_ int, r []string) error {
		out = append(out, match.Brand{Name: r[1], Terms: append(list(r[2]), list(r[3])...), Handles: list(r[4]),
			Ambiguous: r[5] == "1", Near: list(r[6]), Not: list(r[7])})
		ids[r[1]] = r[0]
		return nil
	})
	return out, ids, err
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// eachRow yields the rows under the header, each of at least so many columns.
func eachRow(file string, columns int, yield func(n int, row []string) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for n := 1; lines.Scan(); n++ {
		row := strings.Split(strings.TrimRight(lines.Text(), "\r"), "\t")
		if len(row) < columns {
			return fmt.Errorf("%s: line %d has %d columns, not %d", file, n, len(row), columns)
		}
		if n == 1 {
			continue
		}
		if err := yield(n, row); err != nil {
			return err
		}
	}
	return lines.Err()
}

// A mark is a place that a person marked.
type mark struct {
	start, end  int
	brand, kind string
	taken       bool
}

// A mistake is a wrong or a missed find.
type mistake struct {
	what       string
	confidence float64
	text       string
}

// A tally counts.
type tally struct {
	right, wrong, missed int
	gold, found          map[string]int // by kind
	mistakes             []mistake
}

func evaluate(out io.Writer, m *match.Matcher, f *flags) error {
	t := &tally{gold: map[string]int{}, found: map[string]int{}}
	var hits []match.Hit
	err := eachRow(f.evaluate, 6, func(n int, r []string) error {
		marks, err := readMarks(r[5])
		if err != nil {
			return fmt.Errorf("%s: line %d: %w", f.evaluate, n, err)
		}
		hits = m.Append(hits[:0], r[4])
		t.add(r[4], hits, marks, f.ids)
		return nil
	})
	if err != nil {
		return err
	}
	t.print(out, f.worst)
	return nil
}

func readMarks(cell string) ([]mark, error) {
	var rows [][]any
	if err := json.Unmarshal([]byte(cell), &rows); err != nil {
		return nil, err
	}
	var out []mark
	for _, r := range rows {
		if len(r) < 4 {
			return nil, fmt.Errorf("a mark has %d parts, not 4", len(r))
		}
		start, ok1 := r[0].(float64)
		end, ok2 := r[1].(float64)
		if !ok1 || !ok2 {
			return nil, fmt.Errorf("a mark does not begin with two numbers")
		}
		out = append(out, mark{start: int(start), end: int(end), brand: fmt.Sprint(r[2]), kind: fmt.Sprint(r[3])})
	}
	return out, nil
}

// add scores the hits in one text. A hit is right when it overlaps a mark of
// its brand that no hit has taken yet.
func (t *tally) add(text string, hits []match.Hit, marks []mark, ids map[string]string) {
	for _, h := range hits {
		id := cmp.Or(ids[h.Brand], h.Brand)
		taken, excused := -1, false
		for k := range marks {
			if g := &marks[k]; g.start < h.End && h.Start < g.end {
				excused = excused || g.kind == "ignore" || g.brand == id
				if taken < 0 && g.brand == id && !g.taken && g.kind != "ignore" {
					taken = k
				}
			}
		}
		switch {
		case taken >= 0:
			marks[taken].taken = true
			t.right++
		case !excused:
			t.wrong++
			t.mistakes = append(t.mistakes, mistake{fmt.Sprintf("wrong   %s as %s, %.0f%%", h.Brand, h.Kind, 100*h.Confidence), h.Confidence, marked(text, []match.Hit{h})})
		}
	}
	for _, g := range marks {
		if g.kind == "ignore" {
			continue
		}
		t.gold[g.kind]++
		if g.taken {
			t.found[g.kind]++
			continue
		}
		t.missed++
		if 0 <= g.start && g.start <= g.end && g.end <= len(text) {
			t.mistakes = append(t.mistakes, mistake{"missed  " + g.brand + ", " + g.kind, .5, marked(text, []match.Hit{{Start: g.start, End: g.end}})})
		}
	}
}

func (t *tally) print(out io.Writer, worst int) {
	precision, recall := share(t.right, t.right+t.wrong), share(t.right, t.right+t.missed)
	fmt.Fprintf(out, "right %d, wrong %d, missed %d: precision %.4f, recall %.4f, F1 %.4f\n", t.right, t.wrong, t.missed,
		precision, recall, 2*precision*recall/max(precision+recall, 1e-9))
	for _, kind := range slices.Sorted(maps.Keys(t.gold)) {
		fmt.Fprintf(out, "  %-14s %5d of %5d  %.4f\n", kind, t.found[kind], t.gold[kind], share(t.found[kind], t.gold[kind]))
	}
	slices.SortStableFunc(t.mistakes, func(a, b mistake) int { return -cmp.Compare(a.confidence, b.confidence) })
	for _, x := range t.mistakes[:min(len(t.mistakes), max(0, worst))] {
		fmt.Fprintf(out, "%s\n    %s\n", x.what, x.text)
	}
}

func share(a, b int) float64 { return float64(a) / float64(max(1, b)) }
