// Command measure tells how package duplicate does on posts of yours.
//
//	go run ./source/duplicate/measure -posts FILE
//
// FILE holds a post on each line. The command hears them all and says how many
// repeat others and by what, and with -show N prints N pairs of each tenth of
// similarity, for reading: whether two posts say the same, nobody but a reader
// can tell. Then it alters copies of the posts, of twenty words and more, as
// networks and people do, and says how many copies are recognized. Last come the
// time and the memory that a post takes.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/duplicate"
)

func main() {
	path := flag.String("posts", "", "file with a post on each line")
	show := flag.Int("show", 0, "how many pairs of each tenth of similarity to print")
	flag.Parse()
	posts, err := load(*path)
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
	hear(posts, *show)
	for _, a := range alterations {
		recall(posts, a)
	}
}

func load(path string) ([]source.Post, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var posts []source.Post
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		posts = append(posts, source.Post{ID: strconv.Itoa(len(posts)), Text: lines.Text()})
	}
	return posts, lines.Err()
}

// hear counts the repeats among all posts.
func hear(posts []source.Post, show int) {
	finder := duplicate.Finder{Limit: len(posts)}
	tiers := map[duplicate.Tier]int{}
	shown := map[int]int{}
	before := heap()
	begun := time.Now()
	for i := range posts {
		seen := finder.See("posts", &posts[i])
		tiers[seen.Tier]++
		tenth := int(seen.Similarity * 10)
		if seen.Tier == duplicate.NearWords && shown[tenth] < show {
			shown[tenth]++
			first, _ := strconv.Atoi(seen.First.ID)
			fmt.Printf("%.2f\n  %s\n  %s\n", seen.Similarity, posts[first].Text, posts[i].Text)
		}
	}
	took := time.Since(begun)
	fmt.Printf("posts %d: new %d, same words %d, near words %d\n", len(posts),
		tiers[duplicate.New], tiers[duplicate.SameWords], tiers[duplicate.NearWords])
	fmt.Printf("time %v a post, memory %d bytes a post\n",
		took/time.Duration(len(posts)), (heap()-before)/uint64(len(posts)))
	runtime.KeepAlive(&finder)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

type alteration struct {
	name  string
	alter func(words []string, i int) []string
}

var alterations = []alteration{
	{"in capitals, other punctuation", func(w []string, _ int) []string {
		return strings.Fields(strings.ToUpper(strings.Join(w, " ... ")) + "!!!")
	}},
	{"as a retweet with a link", func(w []string, _ int) []string {
		return append(append([]string{"RT", "@someone:"}, w...), "https://t.co/abcdefgh")
	}},
	{"one word in ten replaced", func(w []string, i int) []string { return replaced(w, i, 10) }},
	{"one word in twenty replaced", func(w []string, i int) []string { return replaced(w, i, 20) }},
	{"cut to four fifths", func(w []string, _ int) []string { return w[:len(w)*4/5] }},
	{"cut to two thirds", func(w []string, _ int) []string { return w[:len(w)*2/3] }},
	{"cut in half", func(w []string, _ int) []string { return w[:len(w)/2] }},
	{"a comment of four words before", func(w []string, _ int) []string {
		return append([]string{"well", "look", "at", "this"}, w...)
	}},
	{"its two halves exchanged", func(w []string, _ int) []string {
		return append(append([]string{}, w[len(w)/2:]...), w[:len(w)/2]...)
	}},
}

func replaced(words []string, i, every int) []string {
	out := append([]string{}, words...)
	for k := i % every; k < len(out); k += every {
		out[k] = "other" + strconv.Itoa(k)
	}
	return out
}

// recall hears an altered copy of each long post, and counts those that are
// taken for their original or for what repeats it.
func recall(posts []source.Post, a alteration) {
	finder := duplicate.Finder{Limit: 2 * len(posts)}
	tried, found := 0, 0
	for i := range posts {
		words := strings.Fields(posts[i].Text)
		if len(words) < 20 {
			continue
		}
		original := finder.See("posts", &posts[i])
		copied := finder.See("copies", &source.Post{ID: posts[i].ID, Text: strings.Join(a.alter(words, i), " ")})
		tried++
		if copied.First == original.First {
			found++
		}
	}
	fmt.Printf("%-32s %5.1f %% of %d recognized\n", a.name, 100*float64(found)/float64(max(tried, 1)), tried)
}
