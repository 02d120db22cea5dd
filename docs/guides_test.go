// Package docs_test keeps the guides true: every whole program and package
// that they print is compiled.
package docs_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	// What the guides import, so that a change there makes go test forget
	// what it remembers of this test.
	_ "github.com/earshot-go/earshot/listen/boltstore"
	_ "github.com/earshot-go/earshot/source/jsonl"
	_ "github.com/earshot-go/earshot/source/sourcetest"
)

// What scores and alerts say changes with every better word list, so what the
// guides show is written anew on demand rather than compared each time:
//
//	go test ./docs -update
var update = flag.Bool("update", false, "run the programs and write into the guides what they print")

var clause = regexp.MustCompile(`^package (\w+)\n`)

// A listing is a Go file that stands in a guide, and where it would lie.
type listing struct{ folder, file, text string }

func TestGuidesCompile(t *testing.T) {
	guides, err := filepath.Glob("*.md")
	require.NoError(t, err)
	var listings []listing
	for _, guide := range guides {
		text, err := os.ReadFile(guide)
		require.NoError(t, err)
		listings = append(listings, listingsOf(strings.TrimSuffix(guide, ".md"), string(text))...)
	}
	require.NotEmpty(t, listings)
	out, err := compile(t, listings)
	assert.NoError(t, err, out)
}

func TestUpdate(t *testing.T) {
	if !*update {
		t.Skip("nobody asked to")
	}
	guides, err := filepath.Glob("*.md")
	require.NoError(t, err)
	for _, guide := range guides {
		text, err := os.ReadFile(guide)
		require.NoError(t, err)
		written := printed.ReplaceAllFunc(text, func(part []byte) []byte {
			m := printed.FindSubmatch(part)
			return slices.Concat(m[1], output(t, m[2]), []byte("```\n"))
		})
		require.NoError(t, os.WriteFile(guide, written, 0o644))
	}
}

// printed is a program, and what it prints.
var printed = regexp.MustCompile("(?s)(```go\n(package main\n[^`]*(?:`[^`]+`[^`]*)*)```\n\nIt prints:\n\n```\n).*?```\n")

// output runs a program in the folder of the repository.
func output(t *testing.T, program []byte) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "main.go")
	require.NoError(t, os.WriteFile(file, program, 0o600))
	cmd := exec.CommandContext(t.Context(), "go", "run", file)
	cmd.Dir = ".."
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	return out
}

func TestABrokenListingIsSeen(t *testing.T) {
	guide := "```go\nx := 1 // an excerpt\n```\n```go\npackage main\n\nfunc main() { listen() }\n```\n"
	listings := listingsOf("broken", guide)
	require.Len(t, listings, 1)
	out, err := compile(t, listings)
	require.Error(t, err)
	assert.Contains(t, out, "undefined: listen")
}

// listingsOf returns the Go files among the code of a guide: what begins with
// a package clause. Each program has a folder of its own; the files of another
// package lie together, its test beside it.
func listingsOf(guide, text string) (found []listing) {
	for i, block := range strings.Split(text, "```go\n")[1:] {
		code, _, closed := strings.Cut(block, "```")
		m := clause.FindStringSubmatch(code)
		if !closed || m == nil {
			continue
		}
		name, test := strings.CutSuffix(m[1], "_test")
		l := listing{folder: "guide_" + guide + "_" + name, file: name + ".go", text: code}
		if name == "main" {
			l.folder = fmt.Sprint(l.folder, i)
		}
		if test {
			l.file = name + "_test.go"
		}
		found = append(found, l)
	}
	return found
}

// compile compiles the listings as if they lay in this folder. Nothing is
// linked, which would take longer than all the rest.
func compile(t *testing.T, listings []listing) (output string, err error) {
	t.Helper()
	here, err := os.Getwd()
	require.NoError(t, err)
	scratch, replace := t.TempDir(), map[string]string{}
	plan := filepath.Join(scratch, "overlay.json")
	args := []string{"list", "-export", "-test", "-f", "", "-overlay", plan}
	for i, l := range listings {
		file := filepath.Join(scratch, fmt.Sprint(i, "_", l.file))
		require.NoError(t, os.WriteFile(file, []byte(l.text), 0o600))
		replace[filepath.Join(here, l.folder, l.file)] = file
		args = append(args, "./"+l.folder)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(plan, overlay, 0o600))
	out, err := exec.CommandContext(t.Context(), "go", args...).CombinedOutput()
	return string(out), err
}
