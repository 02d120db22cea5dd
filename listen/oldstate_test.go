package listen_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/storetest"
	"github.com/earshot-go/earshot/source"
)

// A change of the saved form comes with a new file, written by the program
// after the change; the files of older programs stay as they are.
var writeState = flag.String("write-state", "", "the name of a file in testdata/state that TestOlderStatesOpen writes")

// outage is a week at Brewpoint that ends in the middle of complaints.
func outage() []source.Post {
	posts := ordinary(3, 7, 0.7)
	for i := range 60 {
		posts = append(posts, source.Post{
			ID: fmt.Sprint("c", i), Text: "the Brewpoint app is down again, terrible service",
			Time: at(6*24*time.Hour + 10*time.Hour + time.Duration(i)*2*time.Minute), Author: source.Author{Handle: fmt.Sprint("angry", i)},
		})
	}
	posts = slices.DeleteFunc(posts, func(p source.Post) bool { return p.Time.After(at(6*24*time.Hour + 12*time.Hour)) })
	slices.SortStableFunc(posts, func(a, b source.Post) int { return a.Time.Compare(b.Time) })
	return posts
}

// savedOutage is the state of a listener that heard the outage from one
// source, while another one had reached its limit.
func savedOutage(t *testing.T) []listen.Entry {
	t.Helper()
	store := new(storetest.Memory)
	limited := list("limited", 1, &source.RateLimitError{Until: monday.AddDate(400, 0, 0), Scope: "example.com"})
	l := newListener(t, &listen.Options{Once: true, Store: store}, list("s", 50, nil, outage()...), limited)
	collect(l.Events(t.Context()))
	var entries []listen.Entry
	for e, err := range store.Load(t.Context()) {
		require.NoError(t, err)
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b listen.Entry) int { return bytes.Compare([]byte(a.Key), []byte(b.Key)) })
	return entries
}

func TestOlderStatesOpen(t *testing.T) {
	t.Parallel()
	if *writeState != "" {
		var lines bytes.Buffer
		for _, e := range savedOutage(t) {
			require.NoError(t, json.NewEncoder(&lines).Encode(e))
		}
		require.NoError(t, os.WriteFile(filepath.Join("testdata", "state", *writeState), lines.Bytes(), 0o644))
	}
	files, err := filepath.Glob(filepath.Join("testdata", "state", "*.jsonl"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			checkOldState(t, file)
		})
	}
}

func checkOldState(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	store := new(storetest.Memory)
	for lines := json.NewDecoder(bytes.NewReader(data)); lines.More(); {
		var e listen.Entry
		require.NoError(t, lines.Decode(&e))
		require.NoError(t, store.Save(t.Context(), []listen.Entry{e}))
	}
	limited, asked := polled("limited", func(int) (source.Batch, error) { return source.Batch{}, nil })
	l := newListener(t, &listen.Options{Once: true, Store: store}, list("s", 50, nil, outage()...), scoped{limited, "example.com"})
	assert.EqualValues(t, len(outage()), l.Stats().Posts, "the counts go on")
	assert.NotEmpty(t, l.Coverage(time.Time{}, at(8*24*time.Hour)))

	events, errs := collect(l.Events(t.Context()))
	assert.Empty(t, mentions(events), "the cursor goes on: nothing is read again")
	assert.Empty(t, *asked, "the limit is kept")
	assert.Len(t, errs, 1)

	again, errs := collect(l.Feed(t.Context(), "s", outage()[0]))
	assert.Empty(t, again, "a post is known again")
	assert.Empty(t, errs)

	var resolved []listen.AlertKind
	calm, errs := collect(l.Advance(t.Context(), at(7*24*time.Hour)))
	assert.Empty(t, errs)
	for _, a := range alerts(calm) {
		if a.State == listen.Resolved {
			assert.Equal(t, "Brewpoint", a.Brand)
			resolved = append(resolved, a.Kind)
		}
	}
	assert.Contains(t, resolved, listen.VolumeSpike, "an alert that was up is resolved")
	require.NoError(t, l.Save(t.Context()))
}
