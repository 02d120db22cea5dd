package script

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed patterns/*.txt
var patternFiles embed.FS

// patterns are what one language says: lines by topic, and words by slot.
type patterns struct {
	lines map[string][]string
	words map[string][]string
}

func mustParse(language string) *patterns {
	name := "patterns/" + language + ".txt"
	data, err := patternFiles.ReadFile(name)
	if err != nil {
		panic(err)
	}
	p, err := parse(string(data))
	if err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	return p
}

// parse reads the form that the head of patterns/en.txt tells.
func parse(text string) (*patterns, error) {
	p := &patterns{lines: map[string][]string{}, words: map[string][]string{}}
	topic := ""
	for i, line := range strings.Split(text, "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			topic = strings.Trim(line, "[]")
		case strings.HasPrefix(line, "@") && strings.Contains(line, " | "):
			name, words, _ := strings.Cut(line[1:], " ")
			for word := range strings.SplitSeq(words, "|") {
				p.words[name] = append(p.words[name], strings.TrimSpace(word))
			}
		case topic == "":
			return nil, fmt.Errorf("line %d stands under no topic", i+1)
		default:
			p.lines[topic] = append(p.lines[topic], line)
		}
	}
	return p, nil
}

// fill replaces the slots and the choices of a pattern, innermost last, by what
// slot and pick return.
func fill(pattern string, slot func(name string) string, pick func(n int) int) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(pattern, "{(")
		if i < 0 {
			b.WriteString(pattern)
			return b.String()
		}
		b.WriteString(pattern[:i])
		closing := map[byte]string{'{': "}", '(': ")"}[pattern[i]]
		inner, rest, closed := strings.Cut(pattern[i+1:], closing)
		switch {
		case !closed:
			b.WriteString(pattern[i:])
			return b.String()
		case pattern[i] == '{':
			b.WriteString(slot(inner))
		default:
			choices := strings.Split(inner, "|")
			b.WriteString(choices[pick(len(choices))])
		}
		pattern = rest
	}
}
