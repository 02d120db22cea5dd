// Package labelled reads posts whose brand mentions were marked by hand, and
// scores what a matcher finds in them.
//
// brands.tsv has a header and id, name, aliases, abbreviations, handles,
// ambiguous, context and exclude, lists parted by |. posts.tsv has a header
// and post_id, half, lang, group, text and a JSON list of [start_byte,
// end_byte, brand_id, kind]; a mention of kind "ignore" counts neither way.
// ambiguous.tsv has a header and post_id, half, lang, start, end, brand_id,
// brand, label (0 or 1) and text.
package labelled

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/earshot-go/earshot/match"
)

// A Mention is a marked place.
type Mention struct {
	Start, End  int
	Brand, Kind string
}

// A Post is a text with its marked places.
type Post struct {
	ID, Half, Lang, Group, Text string
	Mentions                    []Mention
}

// An Occurrence is one place that reads like an ambiguous name.
type Occurrence struct {
	Half, Text string
	Start, End int
	Brand      string
	Named      bool
}

// Brands reads brands.tsv of dir, and the id of each by its name.
func Brands(dir string) ([]match.Brand, map[string]string, error) {
	rows, err := table(filepath.Join(dir, "brands.tsv"), 8)
	if err != nil {
		return nil, nil, err
	}
	var out []match.Brand
	ids := make(map[string]string)
	for _, r := range rows {
		out = append(out, match.Brand{Name: r[1], Terms: append(list(r[2]), list(r[3])...), Handles: list(r[4]),
			Ambiguous: r[5] == "1", Near: list(r[6]), Not: list(r[7])})
		ids[r[1]] = r[0]
	}
	return out, ids, nil
}

// Posts reads posts.tsv of dir, of one half or of "all".
func Posts(dir, half string) ([]Post, error) {
	rows, err := table(filepath.Join(dir, "posts.tsv"), 6)
	if err != nil {
		return nil, err
	}
	var out []Post
	for n, r := range rows {
		p := Post{ID: r[0], Half: r[1], Lang: r[2], Group: r[3], Text: r[4]}
		var marks [][]any
		if err := json.Unmarshal([]byte(r[5]), &marks); err != nil {
			return nil, fmt.Errorf("posts.tsv: row %d: %w", n+2, err)
		}
		for _, m := range marks {
			if len(m) < 4 {
				return nil, fmt.Errorf("posts.tsv: row %d: a mention has %d parts, not 4", n+2, len(m))
			}
			start, ok1 := m[0].(float64)
			end, ok2 := m[1].(float64)
			if !ok1 || !ok2 {
				return nil, fmt.Errorf("posts.tsv: row %d: a mention does not begin with two numbers", n+2)
			}
			p.Mentions = append(p.Mentions, Mention{int(start), int(end), fmt.Sprint(m[2]), fmt.Sprint(m[3])})
		}
		if half == "all" || half == p.Half {
			out = append(out, p)
		}
	}
	return out, nil
}

// Occurrences reads ambiguous.tsv of dir, of one half or of "all".
func Occurrences(dir, half string) ([]Occurrence, error) {
	rows, err := table(filepath.Join(dir, "ambiguous.tsv"), 9)
	if err != nil {
		return nil, err
	}
	var out []Occurrence
	for n, r := range rows {
		start, err1 := strconv.Atoi(r[3])
		end, err2 := strconv.Atoi(r[4])
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("ambiguous.tsv: row %d: start and end are not numbers", n+2)
		}
		if half == "all" || half == r[1] {
			out = append(out, Occurrence{r[1], r[8], start, end, r[5], r[7] == "1"})
		}
	}
	return out, nil
}

// table reads the rows under the header of a file, of least columns each.
func table(file string, least int) ([][]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for n, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) < least {
			return nil, fmt.Errorf("%s: row %d has %d columns, not %d", file, n+1, len(cells), least)
		}
		if n > 0 {
			out = append(out, cells)
		}
	}
	return out, nil
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}
