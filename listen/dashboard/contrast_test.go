package dashboard_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Text needs a contrast of 4.5 to what is behind it, and the edges of controls
// and what is drawn need 3 (WCAG 2.2, success criteria 1.4.3 and 1.4.11, AA).
const (
	forText  = 4.5
	forShape = 3.0
)

// together are the colors that stand on one another.
var together = []struct {
	front, back string
	least       float64
}{
	{"ink", "bg", forText}, {"ink", "surface", forText}, {"ink", "sunken", forText}, {"ink", "mark", forText}, {"ink", "band", forText},
	{"muted", "bg", forText}, {"muted", "surface", forText}, {"muted", "sunken", forText},
	{"accent", "bg", forText}, {"accent", "surface", forText}, {"accent", "sunken", forText}, {"on-accent", "accent", forText},
	{"good", "surface", forText}, {"good", "good-soft", forText}, {"bad", "surface", forText}, {"bad", "bad-soft", forText}, {"surface", "bad", forText},
	{"warn", "surface", forText}, {"warn", "warn-soft", forText},
	{"edge", "surface", forShape}, {"edge", "bg", forShape}, {"neutral", "surface", forShape}, {"good", "bg", forShape}, {"bad", "bg", forShape}, {"warn", "bg", forShape},
	{"bad", "band", forShape}, {"accent", "sunken", forShape}, {"neutral", "sunken", forShape},
}

var (
	block = regexp.MustCompile(`(?s):root \{(.*?)\}`)
	named = regexp.MustCompile(`--([a-z0-9-]+): #([0-9a-f]{6});`)
)

// palettes reads the light and the dark colors out of the style sheet.
func palettes(t *testing.T) map[string]map[string]string {
	css, err := os.ReadFile("assets/board.css")
	require.NoError(t, err)
	blocks := block.FindAllStringSubmatch(string(css), -1)
	require.Len(t, blocks, 2)
	out := map[string]map[string]string{"light": {}, "dark": {}}
	for i, scheme := range []string{"light", "dark"} {
		for _, m := range named.FindAllStringSubmatch(blocks[i][1], -1) {
			out[scheme][m[1]] = m[2]
		}
	}
	return out
}

func TestColorsCanBeToldApart(t *testing.T) {
	for scheme, colors := range palettes(t) {
		for _, p := range together {
			require.Contains(t, colors, p.front, scheme)
			require.Contains(t, colors, p.back, scheme)
			assert.GreaterOrEqual(t, contrast(t, colors[p.front], colors[p.back]), p.least, "%s: %s on %s", scheme, p.front, p.back)
		}
	}
}

func TestColorsAreNamedInOnePlace(t *testing.T) {
	css, err := os.ReadFile("assets/board.css")
	require.NoError(t, err)
	rest := block.ReplaceAllString(string(css), "")
	assert.NotRegexp(t, `#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(`, rest)
	light := palettes(t)
	for name := range light["light"] {
		assert.Contains(t, light["dark"], name)
		assert.True(t, strings.Contains(rest, "var(--"+name+")"), "%s is not used", name)
	}
}

func TestContrastIsThatOfTheGuidelines(t *testing.T) {
	assert.InDelta(t, 21, contrast(t, "000000", "ffffff"), 1e-9)
	assert.InDelta(t, 4.48, contrast(t, "777777", "ffffff"), 0.01)
}

// contrast is the ratio that WCAG 2.2 defines.
func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, hex string) (sum float64) {
	n, err := strconv.ParseUint(hex, 16, 32)
	require.NoError(t, err)
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(n>>(16-8*i)&0xff) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}
