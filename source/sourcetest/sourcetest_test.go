package sourcetest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source/sourcetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestAGoodSourcePasses(t *testing.T) {
	w := newWall(350)
	network := sourcetest.Serve(w)
	defer network.Close()
	sourcetest.Run(t, wallHarness(t, w, network, ""))
}

// planted are bugs, and the checks of which at least one must find each.
var planted = map[string][]string{
	"cursor saved before delivery":     {"resume"},
	"> on equal timestamps":            {"complete", "resume"},
	"millisecond truncation":           {"complete", "resume"},
	"second that repeats for ever":     {"settle"},
	"a cap that advances the cursor":   {"complete"},
	"error like an empty answer":       {"500", "404"},
	"web page like an empty answer":    {"a web page with status 200"},
	"goroutine left behind":            {"break", "cancel"},
	"deaf to cancel":                   {"hanging", "a body that drips", "cancelled before"},
	"memory of its own":                {"crash"},
	"no cursor":                        {"resume"},
	"garbage is the beginning":         {"garbage cursor"},
	"cursor is overwritten":            {"cursor is a value"},
	"goes on after an error":           {"garbage cursor", "500"},
	"secret in an error":               {"no secrets"},
	"limits without a time":            {"429 with Retry-After in seconds"},
	"every error is gone":              {"500"},
	"name with a secret":               {"name"},
	"name that changes":                {"name"},
	"versions by chance":               {"stable"},
	"no version":                       {"sound"},
	"one version for ever":             {"edit"},
	"markup":                           {"sound"},
	"local times":                      {"sound"},
	"future":                           {"sound"},
	"invalid UTF-8":                    {"sound"},
	"deaf to deletions":                {"delete"},
	"shares its place":                 {"parallel"},
	"follows pages for ever":           {"one page for ever"},
	"passes over what it cannot reach": {"one page for ever"},
}

func TestEachPlantedBugIsFound(t *testing.T) {
	checks := map[string]sourcetest.Check{}
	for _, c := range sourcetest.Checks() {
		checks[c.Name] = c
	}
	for bug, names := range planted {
		t.Run(bug, func(t *testing.T) {
			for _, name := range names {
				w := newWall(350)
				network := sourcetest.Serve(w)
				h := wallHarness(t, w, network, bug)
				check, ok := checks[name]
				require.True(t, ok, "there is no check %q", name)
				require.True(t, check.Applies(h))
				err := check.Try(t.Context(), h)
				network.Close()
				if assert.Error(t, err, "%s did not find it", name) {
					t.Logf("%s: %v", name, err)
					assert.NotContains(t, err.Error(), wallToken)
				}
			}
		})
	}
}
