package earshot_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const house = "github.com/earshot-go/earshot"

// leaves are useful alone: none may need another one, or the front door that
// composes them.
var leaves = []string{"source", "match", "sentiment", "baseline"}

// allowed are the modules that a service links when it imports the core,
// beside the standard library. Test libraries are not among them.
var allowed = []string{
	house,
	"github.com/mmcdole/gofeed",       // feeds
	"github.com/mmcdole/goxpp/v2",     // the XML reader of gofeed
	"github.com/agnivade/levenshtein", // edit distance
	"golang.org/x/text",               // normalization, case, language tags
	"golang.org/x/net",                // the HTML tokenizer
	"code.dny.dev/ssrf",               // keeps addresses from users off private networks
	"github.com/coder/websocket",      // the protocol of streams
}

// private are the modules that one package, and those below it, may link: who
// does not import it does not get them.
var private = map[string][]string{
	"listen/boltstore": {"go.etcd.io/bbolt", "golang.org/x/sys"},
	"listen/insight":   sketches,
	"listen/dashboard": sketches,
	"listen/report":    sketches,
}

// sketches count different authors in bounded memory.
var sketches = []string{"github.com/axiomhq/hyperloglog", "github.com/dgryski/go-metro", "github.com/kamstrup/intmap"}

// A pkg is what "go list" tells of a package: Deps holds whatever it links.
type pkg struct {
	ImportPath string
	Standard   bool
	Module     *struct{ Path string }
	Deps       []string
}

func TestLeavesStandAlone(t *testing.T) {
	assert.Empty(t, leaning(corePackages(t)))
}

func TestCoreLinksOnlyWhatIsAllowed(t *testing.T) {
	assert.Empty(t, strangers(corePackages(t)))
}

func TestRoomsStandApart(t *testing.T) {
	assert.Empty(t, crossing(corePackages(t)))
}

func TestCrossingIsSeen(t *testing.T) {
	planted := []pkg{
		{ImportPath: house + "/listen", Deps: []string{house + "/listen/notify"}},
		{ImportPath: house + "/listen/report", Deps: []string{house + "/listen", house + "/listen/insight/words", house + "/listen/notify"}},
		{ImportPath: house + "/listen/notify/notifytest", Deps: []string{house + "/listen/notify"}},
	}
	assert.Equal(t, []string{"listen needs listen/notify", "listen/report needs listen/notify"}, crossing(planted))
}

func TestLeaningIsSeen(t *testing.T) {
	deps := []string{house + "/internal/x", house + "/source", "strings", house + "/match/words", house + "/matchless"}
	planted := []pkg{{ImportPath: house + "/match/suggest", Deps: deps}, {ImportPath: house + "/listen", Deps: deps}}
	assert.Equal(t, []string{"match/suggest needs source"}, leaning(planted))

	planted = []pkg{{ImportPath: house + "/source", Deps: []string{house + "/listen/window"}}}
	assert.Equal(t, []string{"source needs listen/window"}, leaning(planted))
}

func TestStrangersAreSeen(t *testing.T) {
	own := &struct{ Path string }{house}
	planted := []pkg{
		{ImportPath: "strings", Standard: true},
		{ImportPath: "github.com/stretchr/testify/assert", Module: &struct{ Path string }{"github.com/stretchr/testify"}},
		{ImportPath: "go.etcd.io/bbolt", Module: &struct{ Path string }{"go.etcd.io/bbolt"}},
		{ImportPath: house + "/match", Module: own, Deps: []string{"strings", "github.com/stretchr/testify/assert"}},
		{ImportPath: house + "/listen/boltstore", Module: own, Deps: []string{"strings", "go.etcd.io/bbolt"}},
		{ImportPath: house + "/listen", Module: own, Deps: []string{"go.etcd.io/bbolt"}},
	}
	assert.Equal(t, []string{"match needs github.com/stretchr/testify/assert", "listen needs go.etcd.io/bbolt"}, strangers(planted))
}

// leaning lists the packages of a leaf that need another leaf or listen,
// directly or through others.
func leaning(pkgs []pkg) []string {
	var found []string
	for _, p := range pkgs {
		own := room(p.ImportPath)
		if !slices.Contains(leaves, own) {
			continue
		}
		for _, dep := range p.Deps {
			if other := room(dep); other != own && (other == "listen" || slices.Contains(leaves, other)) {
				found = append(found, short(p.ImportPath)+" needs "+short(dep))
			}
		}
	}
	return found
}

// crossing lists the packages of listen that need a room on top of it which is
// not theirs. Figures are made in listen/insight, for all.
func crossing(pkgs []pkg) []string {
	var found []string
	for _, p := range pkgs {
		own, ok := storey(p.ImportPath)
		if !ok {
			continue
		}
		for _, dep := range p.Deps {
			if other, ok := storey(dep); ok && other != "" && other != own && other != "insight" {
				found = append(found, short(p.ImportPath)+" needs "+short(dep))
			}
		}
	}
	return found
}

// storey is the folder right below listen that a package lies in: "" for listen
// itself.
func storey(path string) (string, bool) {
	if path == house+"/listen" {
		return "", true
	}
	rest, ok := strings.CutPrefix(path, house+"/listen/")
	top, _, _ := strings.Cut(rest, "/")
	return top, ok
}

// room is the top folder that a package of the house lies in, or "".
func room(path string) string {
	if rest, ok := strings.CutPrefix(path, house+"/"); ok {
		top, _, _ := strings.Cut(rest, "/")
		return top
	}
	return ""
}

func short(path string) string { return strings.TrimPrefix(path, house+"/") }

// strangers lists the packages of the house that link a module which they may
// not.
func strangers(pkgs []pkg) []string {
	modules := make(map[string]string)
	for _, p := range pkgs {
		switch {
		case p.Standard:
			modules[p.ImportPath] = house // comes with Go
		case p.Module != nil:
			modules[p.ImportPath] = p.Module.Path
		}
	}
	var found []string
	for _, p := range pkgs {
		if modules[p.ImportPath] != house || p.Standard {
			continue
		}
		for _, dep := range p.Deps {
			if m := modules[dep]; !slices.Contains(allowed, m) && !slices.Contains(privateOf(short(p.ImportPath)), m) {
				found = append(found, short(p.ImportPath)+" needs "+dep)
			}
		}
	}
	return found
}

func privateOf(path string) []string {
	for owner, modules := range private {
		if path == owner || strings.HasPrefix(path, owner+"/") {
			return modules
		}
	}
	return nil
}

// corePackages lists every package of the core module and all that they link,
// tests left out.
func corePackages(t *testing.T) []pkg {
	t.Helper()
	var failure bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Standard,Module,Deps", "./...")
	cmd.Env = append(cmd.Environ(), "GOWORK=off")
	cmd.Stderr = &failure
	listed, err := cmd.Output()
	require.NoError(t, err, failure.String())

	var pkgs []pkg
	for decoder := json.NewDecoder(bytes.NewReader(listed)); ; {
		var p pkg
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		pkgs = append(pkgs, p)
	}
	require.NotEmpty(t, pkgs)
	return pkgs
}
