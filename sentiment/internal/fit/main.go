// Command fit makes the built-in weights of package sentiment:
//
//	EARSHOT_SOURCES=FOLDER go generate ./sentiment
//
// It learns from the example posts under lexicon/ and from the sources that the NOTICE of the lexicon folder names, each
// a FOLDER/SET/dev.tsv and, where there is one, train.tsv with the columns id, label (-1, 0, 1), target and text. The
// same input gives the same bytes on one processor architecture. With -posts it learns from the example posts alone.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/earshot-go/earshot/sentiment"
)

// source is a labelled set whose licence allows weights derived from it.
type source struct {
	set    string
	toward bool // labels are about the target
}

var sources = map[string][]source{
	"en": {{"en-vadertweets", false}, {"en-vaderamazon", false}, {"en-vadernyt", false}, {"en-vadermovie", false}, {"en-mams", true}, {"en-newsmtsc", true}},
	"fa": {{"fa-sentipersian", false}},
	"de": {{"de-sb10k", false}},
}

// epochs returns how often each example of a language is seen, 0 for what Train chooses. Example posts alone are few and all
// different: seen more than a few times they are learned by heart. The Persian source is large and of the kind that users
// score: trained on half of it, a second round gains a point on the other half and costs other sets half of one.
func epochs(language string) int {
	switch {
	case len(sources[language]) == 0:
		return 5
	case language == "fa":
		return 16
	}
	return 0
}

func main() {
	folder := flag.String("sources", os.Getenv("EARSHOT_SOURCES"), "folder of the labelled sources")
	postsOnly := flag.Bool("posts", false, "learn from the example posts alone")
	dir := flag.String("dir", ".", "folder of package sentiment")
	flag.Parse()
	if *folder == "" && !*postsOnly {
		fmt.Fprintln(os.Stderr, "fit: -sources or EARSHOT_SOURCES is needed, or -posts to do without the sources")
		os.Exit(2)
	}
	if *postsOnly {
		*folder = ""
	}
	for _, language := range sentiment.Languages() {
		if err := fit(*dir, *folder, language); err != nil {
			fmt.Fprintln(os.Stderr, "fit:", err)
			os.Exit(1)
		}
	}
}

func fit(dir, folder, language string) error {
	content, err := weights(dir, folder, language)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "weights", language+".bin")
	if len(content) == 0 {
		return os.RemoveAll(path)
	}
	return os.WriteFile(path, content, 0o644)
}

// weights learns the weights of one language; without examples there are none.
func weights(dir, folder, language string) ([]byte, error) {
	examples, err := gather(dir, folder, language)
	if err != nil {
		return nil, err
	}
	examples = enoughTargets(examples)
	if len(examples) == 0 {
		return nil, nil
	}
	model, err := sentiment.Train(examples, &sentiment.TrainOptions{RulesOnly: true, Elsewhere: true, Epochs: epochs(language)})
	if err != nil {
		return nil, err
	}
	fmt.Printf("%s: %d examples\n", language, len(examples))
	return model.MarshalBinary()
}

// leastTargets is how many examples toward a name it takes: what is learned from a hundred does worse than the rules.
const leastTargets = 1000

// enoughTargets leaves the examples toward a name out if they are too few.
func enoughTargets(examples []sentiment.Example) []sentiment.Example {
	isTarget := func(e sentiment.Example) bool { return e.End > 0 }
	targets := 0
	for _, e := range examples {
		if isTarget(e) {
			targets++
		}
	}
	if targets >= leastTargets {
		return examples
	}
	return slices.DeleteFunc(examples, isTarget)
}

func gather(dir, folder, language string) ([]sentiment.Example, error) {
	examples, err := readPosts(filepath.Join(dir, "lexicon", language, "posts.tsv"), language)
	if err != nil || folder == "" {
		return examples, err
	}
	for _, s := range sources[language] {
		for _, name := range []string{"dev.tsv", "train.tsv"} {
			more, err := readSet(filepath.Join(folder, s.set, name), s, language)
			if err != nil {
				return nil, err
			}
			examples = append(examples, more...)
		}
	}
	return examples, nil
}

// Weights of the example posts, whole texts and those about a name. They make up for the posts being few: they are what
// users score, the sources are not always.
const (
	postWeight   = 6
	targetWeight = 3
)

// readPosts reads label, text and, where the label is about one, the target.
func readPosts(path, language string) ([]sentiment.Example, error) {
	var examples []sentiment.Example
	err := readLines(path, func(line string) error {
		fields := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || line == "" {
			return nil
		}
		if len(fields) < 2 {
			return fmt.Errorf("no text in %q", line)
		}
		e, err := example(fields[0], fields[1], language)
		if err != nil {
			return err
		}
		e.Origin, e.Weight = "posts", postWeight
		if len(fields) > 2 && fields[2] != "" {
			if !aim(&e, fields[2]) {
				return fmt.Errorf("target %q is not in %q", fields[2], fields[1])
			}
			e.Origin, e.Weight = "targets", targetWeight
		}
		examples = append(examples, e)
		return nil
	})
	return examples, err
}

func readSet(path string, s source, language string) ([]sentiment.Example, error) {
	var examples []sentiment.Example
	first := true
	err := readLines(path, func(line string) error {
		fields := strings.SplitN(line, "\t", 4)
		if first || len(fields) < 4 {
			first = false
			return nil
		}
		e, err := example(fields[1], fields[3], language)
		if err != nil {
			return err
		}
		e.Origin = s.set
		if s.toward && !aim(&e, fields[2]) {
			return nil
		}
		examples = append(examples, e)
		return nil
	})
	return examples, err
}

func example(label, text, language string) (sentiment.Example, error) {
	n, err := strconv.Atoi(label)
	if err != nil || n < -1 || n > 1 {
		return sentiment.Example{}, fmt.Errorf("label %q is not -1, 0 or 1", label)
	}
	return sentiment.Example{Text: text, Language: language, Label: sentiment.Neutral + sentiment.Label(n)}, nil
}

// aim finds the target in the text, whatever its case.
func aim(e *sentiment.Example, target string) bool {
	for i := 0; target != "" && i+len(target) <= len(e.Text); i++ {
		if strings.EqualFold(e.Text[i:i+len(target)], target) {
			e.Start, e.End = i, i+len(target)
			return true
		}
	}
	return false
}

// readLines gives every line of a file to read; a file that does not exist has none.
func readLines(path string, read func(string) error) error {
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 1<<22)
	for number := 1; scanner.Scan(); number++ {
		if err := read(scanner.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, number, err)
		}
	}
	return scanner.Err()
}
