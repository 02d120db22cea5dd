// Command oracle measures package feed on a folder of feeds against how
// another parser reads them.
//
//	go run ./source/feed/oracle -data DIR
//
// DIR holds oracle.jsonl, in which each line is a file and what the other
// parser, by preference feedparser of Python, found in it:
//
//	{"file": "files/a.xml", "version": "rss20", "items": [{"title": "", "link": "", "id": "", "pub": "", "upd": ""}]}
//
// It prints how many feeds are lost that the oracle reads, and each item that
// lacks a date, link or title that the oracle has, beside what gofeed alone
// loses of the same bytes. The oracle is another reading, not the truth: where
// it gives for a link the item's id, which is no address, nothing is missing.
// Feedparser also takes the title of an image or an enclosure within an item for
// that of the item, and reads "2:15 PM" as a quarter past two at night.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/earshot-go/earshot/source/feed/internal/document"
)

func main() {
	data := flag.String("data", "", "folder with oracle.jsonl and the files that it names")
	verbose := flag.Bool("v", false, "also print dates that differ from the oracle's")
	flag.Parse()
	if *data == "" {
		flag.Usage()
		os.Exit(2)
	}
	m := measure{folder: *data, verbose: *verbose}
	if err := m.run(); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
	m.print()
}

// reading is how the oracle reads one file.
type reading struct {
	File    string `json:"file"`
	Version string `json:"version"`
	Title   string `json:"title"`
	Items   []struct {
		Title, Link, ID, Pub, Upd string
	} `json:"items"`
}

// readable tells a feed in which the oracle found something, if only its kind.
func (r reading) readable() bool { return r.Version != "" || r.Title != "" || len(r.Items) > 0 }

type measure struct {
	folder  string
	verbose bool

	feeds, readable, lost, lostByGofeed int
	items, fewer, excused, differ       int
	lacking                             []string
	slowest                             time.Duration
	largest                             uint64 // bytes allocated in all for one document
	slowestFile, largestFile            string
}

func (m *measure) run() error {
	f, err := os.Open(filepath.Join(m.folder, "oracle.jsonl"))
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var r reading
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return err
		}
		body, err := os.ReadFile(filepath.Join(m.folder, r.File))
		if err != nil {
			return err
		}
		m.one(r, body)
	}
	return lines.Err()
}

func (m *measure) one(r reading, body []byte) {
	m.feeds++
	doc, err := m.parse(r.File, body)
	if !r.readable() {
		return
	}
	m.readable++
	if _, err := gofeed.NewParser().Parse(bytes.NewReader(body)); err != nil {
		m.lostByGofeed++
	}
	if err != nil {
		m.lost++
		fmt.Printf("lost %s (%s, %d items): %v\n", r.File, r.Version, len(r.Items), err)
		return
	}
	m.items += len(r.Items)
	if len(doc.Entries) < len(r.Items) {
		m.fewer += len(r.Items) - len(doc.Entries)
		fmt.Printf("fewer %s: %d items of %d\n", r.File, len(doc.Entries), len(r.Items))
		return
	}
	for i := range r.Items {
		m.compare(r, i, doc.Entries[i])
	}
}

func (m *measure) parse(file string, body []byte) (*document.Document, error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begun := time.Now()
	doc, err := document.Parse(context.Background(), body, "")
	if took := time.Since(begun); took > m.slowest {
		m.slowest, m.slowestFile = took, file
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > m.largest {
		m.largest, m.largestFile = n, file
	}
	return doc, err
}

func (m *measure) compare(r reading, i int, e document.Entry) {
	item := r.Items[i]
	lacks := func(what, value string) {
		m.lacking = append(m.lacking, fmt.Sprintf("%s item %d lacks the %s %.80q", r.File, i+1, what, value))
	}
	if item.Title != "" && e.Title == "" {
		lacks("title", item.Title)
	}
	if item.Link != "" && e.Link == "" {
		if item.Link == item.ID && !strings.HasPrefix(item.Link, "http") {
			m.excused++
		} else {
			lacks("link", item.Link)
		}
	}
	if item.Pub+item.Upd != "" && e.Published.IsZero() && e.Updated.IsZero() {
		lacks("date", item.Pub+item.Upd)
	}
	m.agree(r.File, i, item.Pub, e.Published)
	m.agree(r.File, i, item.Upd, e.Updated)
}

func (m *measure) agree(file string, i int, stated string, t time.Time) {
	want, err := time.Parse(time.RFC3339, stated)
	if err != nil || t.IsZero() || want.Unix() == t.Unix() {
		return
	}
	m.differ++
	if m.verbose {
		fmt.Printf("%s item %d: %s, the oracle says %s\n", file, i+1, t.Format(time.RFC3339), stated)
	}
}

func (m *measure) print() {
	for _, line := range m.lacking {
		fmt.Println(line)
	}
	fmt.Printf("feeds %d, readable to the oracle %d, lost %d (gofeed alone %d)\n", m.feeds, m.readable, m.lost, m.lostByGofeed)
	fmt.Printf("items %d, missing %d, lacking a date, link or title %d, links that are only ids %d, dates that differ %d\n",
		m.items, m.fewer, len(m.lacking), m.excused, m.differ)
	fmt.Printf("slowest %v (%s), most allocated %.1f MiB (%s)\n",
		m.slowest.Round(time.Millisecond), m.slowestFile, float64(m.largest)/(1<<20), m.largestFile)
}
