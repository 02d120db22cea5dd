// Command table times package match and its rivals side by side on the same
// posts with the same names, round by round, and prints megabytes a second of
// processor time.
//
//	go run ./match/bench/table -data DIR [-names 10,1000,10000,100000] [-rounds 3] [-seconds 2] [-only petar]
//
// DIR holds stream.txt, a post to a line, and names_N.txt, a name to a line.
package main

import (
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/match/bench/rival"
)

func main() {
	dir := flag.String("data", os.Getenv("EARSHOT_DATA"), "folder with stream.txt and names_N.txt")
	sizes := flag.String("names", "10,1000,10000,100000", "which names_N.txt to use")
	rounds := flag.Int("rounds", 3, "rounds; the median counts")
	seconds := flag.Float64("seconds", 2, "longest time for one rival in one round")
	only := flag.String("only", "", "only rivals whose name contains one of these, by commas")
	flag.Parse()
	if err := run(*dir, strings.Split(*sizes, ","), *rounds, *seconds, *only); err != nil {
		log.Fatal(err)
	}
}

func run(dir string, sizes []string, rounds int, seconds float64, only string) error {
	posts, err := lines(filepath.Join(dir, "stream.txt"))
	if err != nil {
		return err
	}
	posts = mixed(posts)
	for _, size := range sizes {
		names, err := lines(filepath.Join(dir, "names_"+size+".txt"))
		if err != nil {
			return err
		}
		slices.Sort(names)
		names = usable(slices.Compact(names))
		fmt.Printf("%d names\n%-38s %9s %7s %9s %9s %9s\n", len(names), "", "MB/s", "x petar", "allocs", "build", "heap MB")
		compare(names, posts, rounds, seconds, only)
	}
	return nil
}

// mixed returns the posts in another order, by blocks: the slow rivals get only
// through a part of them in time, which should be like the rest.
func mixed(posts []string) []string {
	const block = 500
	blocks := slices.Collect(slices.Chunk(posts, block))
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
	return strings.Split(strings.Join(slices.Concat(blocks...), "\n"), "\n")
}

// usable leaves out the names that hold nothing to look for.
func usable(names []string) []string {
	return slices.DeleteFunc(names, func(n string) bool {
		_, err := match.Compile(match.Brand{Name: n})
		return err != nil
	})
}

// A contender is a rival that has been built, and its speed in each round.
type contender struct {
	rival.Rival
	find   rival.Finder
	build  time.Duration
	heap   float64
	speeds []float64
	allocs float64
}

func compare(names, posts []string, rounds int, seconds float64, only string) {
	var all []*contender
	for _, r := range rival.All {
		if len(names) > r.Most+r.Most/10 || !wanted(r.Name, only) {
			continue
		}
		c, err := built(r, names)
		if err != nil {
			fmt.Printf("%-38s %v\n", r.Name, err)
			continue
		}
		all = append(all, c)
	}
	for range rounds {
		for _, c := range all {
			c.time(posts, seconds)
		}
	}
	base := 0.0
	for _, c := range all {
		if strings.Contains(c.Name, "petar") && strings.Contains(c.Name, "NFA") {
			base = median(c.speeds)
		}
	}
	for _, c := range all {
		fmt.Printf("%-38s %9.3f %7.2f %9.2f %9s %9.1f\n", c.Name, median(c.speeds), median(c.speeds)/base, c.allocs, c.build.Round(time.Millisecond), c.heap)
	}
}

func wanted(name, only string) bool {
	for part := range strings.SplitSeq(only, ",") {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

func built(r rival.Rival, names []string) (*contender, error) {
	before := heap()
	start := time.Now()
	find, err := r.Build(names)
	return &contender{Rival: r, find: find, build: time.Since(start), heap: heap() - before}, err
}

// time lets the rival run through as many posts as it gets through in time.
func (c *contender) time(posts []string, seconds float64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	limit := time.Duration(seconds * float64(time.Second))
	start, size, n := used(), 0, 0
	for i, p := range posts {
		c.find(p)
		size += len(p) + 1
		n++
		if i%16 == 0 && used()-start > limit {
			break
		}
	}
	c.speeds = append(c.speeds, float64(size)/1e6/(used()-start).Seconds())
	runtime.ReadMemStats(&after)
	c.allocs = float64(after.Mallocs-before.Mallocs) / float64(n)
}

func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return x[len(x)/2]
}

func lines(file string) ([]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return slices.Collect(func(yield func(string) bool) {
		for line := range strings.SplitSeq(string(data), "\n") {
			if line != "" && !yield(line) {
				return
			}
		}
	}), nil
}
