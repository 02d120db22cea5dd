package sentiment

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the mean F1 over the nine intents must come to: in every language on the posts beside which cues were written, and
// over all languages on posts that were written when the cues were done.
const (
	leastIntentF1 = 0.85
	leastFreshF1  = 0.78
)

// TestIntentsOfLabelledPosts measures the intents; with -v it prints precision, recall and F1 of each.
func TestIntentsOfLabelledPosts(t *testing.T) {
	var fresh intentFigures
	for _, language := range languages {
		var known, new intentFigures
		countIntents(t, language, language, &known)
		countIntents(t, language, "fresh/"+language, &new, &fresh)
		t.Logf("%s: macro-F1 %.3f, fresh posts %.3f", language, known.macroF1(), new.macroF1())
		assert.GreaterOrEqual(t, known.macroF1(), leastIntentF1, language)
	}
	t.Logf("fresh posts of all languages:\n%s", &fresh)
	assert.GreaterOrEqual(t, fresh.macroF1(), leastFreshF1)
}

func countIntents(t *testing.T, language, file string, all ...*intentFigures) {
	for _, post := range intentPosts(t, file) {
		got := Default().In(language).Intent(post.text)
		for _, figures := range all {
			figures.count(post.want, got)
		}
	}
}

type intentPost struct {
	want Intent
	text string
}

func intentPosts(t *testing.T, file string) (posts []intentPost) {
	content, err := os.ReadFile("testdata/intents/" + file + ".tsv")
	require.NoError(t, err)
	for line := range strings.Lines(string(content)) {
		names, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		require.True(t, ok, line)
		var want Intent
		if names != "none" {
			require.NoError(t, want.UnmarshalJSON([]byte(`["`+strings.ReplaceAll(names, ",", `","`)+`"]`)), line)
		}
		posts = append(posts, intentPost{want, text})
	}
	return posts
}

// intentFigures counts hits, false alarms and misses of each intent.
type intentFigures [len(intentNames)]struct{ hits, alarms, misses float64 }

func (f *intentFigures) count(want, got Intent) {
	for bit := range f {
		is, found := want>>bit&1 != 0, got>>bit&1 != 0
		switch {
		case is && found:
			f[bit].hits++
		case found:
			f[bit].alarms++
		case is:
			f[bit].misses++
		}
	}
}

func (f *intentFigures) f1(bit int) float64 {
	return 2 * f[bit].hits / max(1, 2*f[bit].hits+f[bit].alarms+f[bit].misses)
}

func (f *intentFigures) macroF1() (mean float64) {
	for bit := range f {
		mean += f.f1(bit) / float64(len(f))
	}
	return mean
}

func (f *intentFigures) String() string {
	var b strings.Builder
	for bit, c := range f {
		fmt.Fprintf(&b, "%-11s precision %.2f recall %.2f F1 %.2f of %2.0f\n", intentNames[bit],
			c.hits/max(1, c.hits+c.alarms), c.hits/max(1, c.hits+c.misses), f.f1(bit), c.hits+c.misses)
	}
	fmt.Fprintf(&b, "macro-F1 %.3f", f.macroF1())
	return b.String()
}
