package earshot_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A service that does nothing yet, and the smallest one that listens.
const (
	emptyService = `package main

import "net/http"

func main() { panic(http.ListenAndServe("localhost:8080", nil)) }
`
	listeningService = `package main

import (
	"context"
	"fmt"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
)

func main() {
	l, err := listen.New([]listen.Brand{{Name: "Fernhill"}}, []source.Source{feed.URL("https://example.com/feed")}, nil)
	if err != nil {
		panic(err)
	}
	for event, err := range l.Events(context.Background()) {
		fmt.Println(event, err)
	}
}
`
)

// maxWeight is what importing listen and one network may add to a program.
const maxWeight = 12 << 20

func TestWeight(t *testing.T) {
	if testing.Short() {
		t.Skip("links two programs")
	}
	grown := linked(t, listeningService) - linked(t, emptyService)
	t.Logf("a service that listens to a feed grows by %.1f MiB", float64(grown)/(1<<20))
	assert.Less(t, grown, int64(maxWeight))
}

// linked returns the size of a program without its symbols, as it is shipped.
func linked(t *testing.T, program string) int64 {
	t.Helper()
	folder := t.TempDir()
	main, binary := filepath.Join(folder, "main.go"), filepath.Join(folder, "main")
	require.NoError(t, os.WriteFile(main, []byte(program), 0o600))
	cmd := exec.CommandContext(t.Context(), "go", "build", "-ldflags=-s -w", "-o", binary, main)
	cmd.Env = append(cmd.Environ(), "GOWORK=off")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	info, err := os.Stat(binary)
	require.NoError(t, err)
	return info.Size()
}

// testdata/modules.txt lists what a service downloads and links that listens
// to any network of the core, with licenses.
func TestModulesAndTheirLicenses(t *testing.T) {
	listed, err := os.ReadFile("testdata/modules.txt")
	require.NoError(t, err)
	var found []string
	for _, m := range linkedModules(t) {
		found = append(found, m.Path+" "+license(t, m.Dir))
	}
	slices.Sort(found)
	assert.Equal(t, strings.Split(strings.TrimSpace(string(listed)), "\n"), found, "testdata/modules.txt lists what is linked")
}

type module struct{ Path, Dir string }

// linkedModules are those of every package of the core that has no module of
// its own, beside the house itself.
func linkedModules(t *testing.T) []module {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=Module", "./...")
	cmd.Env = append(cmd.Environ(), "GOWORK=off")
	out, err := cmd.Output()
	require.NoError(t, err)
	var found []module
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ Module *module }
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			return found
		}
		require.NoError(t, err)
		if p.Module != nil && p.Module.Path != house && !slices.Contains(found, *p.Module) {
			found = append(found, *p.Module)
		}
	}
}

// licenses are told by a sentence that each has and no other.
var licenses = []struct{ name, says string }{
	{"Apache-2.0", "Apache License"},
	{"MIT", "Permission is hereby granted, free of charge"},
	{"BSD-3-Clause", "Neither the name"},
	{"BSD-2-Clause", "Redistributions in binary form"},
	{"ISC", "Permission to use, copy, modify, and"},
}

func license(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "[Ll][Ii][Cc][Ee][Nn][CcSs][Ee]*"))
	require.NoError(t, err)
	for _, name := range append(files, filepath.Join(folder, "COPYING")) {
		text, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		require.NoError(t, err)
		for _, l := range licenses {
			if strings.Contains(strings.Join(strings.Fields(string(text)), " "), l.says) {
				return l.name
			}
		}
	}
	return "unknown"
}
