package query

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLint(t *testing.T) {
	for _, c := range []struct{ query, finds string }{
		{`kettle AND (descaler OR limescale) NOT jobs`, ""},
		{`"acme corner" OR #acme OR title:acme`, ""},
		{`acme rating:<3 lang:en followers:>1k`, ""},
		{`kettle NOT kettle`, "contradiction: kettle AND NOT kettle"},
		{`"acme corner" NOT acme`, `contradiction: "acme corner" AND NOT acme`},
		{`kettles -kettle*`, "contradiction: kettles AND NOT kettle*"},
		{`kettle followers:<10 followers:>100`, "contradiction: kettle AND followers:<10 AND followers:>100"},
		{`kettle lang:en AND lang:fr`, "contradiction: kettle AND lang:en AND lang:fr"},
		{`kettle site:a.com AND site:b.com`, "contradiction: kettle AND site:a.com AND site:b.com"},
		{`title:kettle NEAR/3 text:descaler`, "contradiction: title:kettle NEAR/3 text:descaler"},
		{`kettle lang:en AND lang:en-GB`, "swallowed: lang:en"},
		{`kettle author:anna AND author:annab`, ""}, // a name and a handle
		{`kettle OR "kettle descaler"`, `swallowed: "kettle descaler"`},
		{`kettle OR kettle`, "swallowed: kettle"},
		{`kettle* OR kettles`, "swallowed: kettles"},
		{`kettles~1 OR kettle`, "swallowed: kettle"},
		{`kettles~1 OR kettles~2`, "swallowed: kettles~1; broad: kettles~2"},
		{`kettle OR {Kettle} OR #kettle`, "swallowed: {Kettle}; swallowed: #kettle"},
		{`kettle OR title:kettle`, "swallowed: title:kettle"},
		{`kettle AND (kettle OR toaster)`, "swallowed: kettle OR toaster"},
		{`kettle AND (kettle NEAR/3 toaster)`, "swallowed: kettle"},
		{`(followers:>10 OR followers:>100) kettle`, "swallowed: followers:>100"},
		{`(kettle OR toaster) NOT kettle`, "dead: kettle"},
		{`kettle OR NOT kettle`, "dead: kettle OR NOT kettle; broad: kettle OR NOT kettle"},
		{`NOT kettle`, "broad: NOT kettle"},
		{`-author:anna -lang:en`, "broad: NOT author:anna AND NOT lang:en"},
		{`a`, "broad: a"},
		{`the OR kettle`, "broad: the"},
		{`the kettle`, ""},
		{`hp OR kettle`, "broad: hp"},
		{`{HP} OR #hp OR 苹果`, ""},
		{`ke*`, "broad: ke*"},
		{`roam~1`, "broad: roam~1"},
		{`*kettle`, "costly: *kettle"},
		{`kettle NEAR/50 descaler`, "costly: kettle NEAR/50 descaler"},
		{`kettle OR toaster AND oven`, "misread: kettle OR (toaster AND oven)"},
		{`kettle OR (toaster AND oven)`, ""},
		{`Google+`, `misread: Google`},
		{`C++`, `broad: C; misread: C`},
		{`"how are you?"`, `misread: "how are you?"`},
	} {
		q, err := Compile(c.query)
		require.NoError(t, err, c.query)
		var found []string
		for _, f := range q.Lint() {
			found = append(found, f.Fault.String()+": "+f.Clause)
			assert.NotEmpty(t, f.Why)
			assert.True(t, f.Offset >= 0 && f.Length > 0 && f.Offset+f.Length <= len(c.query), "%s: %+v", c.query, f)
		}
		assert.Equal(t, c.finds, strings.Join(found, "; "), c.query)
	}
}

// TestImpliesHolds asks documents whether what the linter concludes is so.
func TestImpliesHolds(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(5, 6))}
	implied, contradictions := 0, 0
	for range rounds(30_000) {
		x, err := Compile("(" + m.query(1) + ") AND (" + m.query(1) + ")")
		if err != nil || x.root.op != opAnd {
			continue
		}
		a, b := x.root.kids[0], x.root.kids[1]
		l := &linter{budget: 1000}
		holds, clash := l.implies(a, b), l.clash(a, b) != ""
		if !holds && !clash {
			continue
		}
		for range 20 {
			s := x.state(m.document())
			if holds {
				implied++
				require.LessOrEqual(t, s.truth(a), s.truth(b), "%s implies %s on %#v", a.key, b.key, s.d)
			}
			if clash {
				contradictions++
				require.NotEqual(t, True, s.truth(x.root), "%s on %#v", x, s.d)
			}
		}
	}
	require.Greater(t, implied, 1000)
	require.Greater(t, contradictions, rounds(1000))
}
