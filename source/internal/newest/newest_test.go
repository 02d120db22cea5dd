package newest_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
)

var begun = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// post is one of a minute, in a version.
func post(minute int, version string) source.Post {
	return source.Post{ID: strconv.Itoa(minute), Version: version, Time: begun.Add(time.Duration(minute) * time.Minute)}
}

// posts lists minutes from the newest to the oldest.
func posts(from, to int) (list []source.Post) {
	for m := from; m >= to; m-- {
		list = append(list, post(m, "a"))
	}
	return list
}

// script answers with pages one after the other, each of which leads to the
// next but the last.
func script(pages ...newest.Page) func(context.Context, *fetch.Client, time.Time, string) (newest.Page, error) {
	return func(_ context.Context, _ *fetch.Client, _ time.Time, older string) (newest.Page, error) {
		n, _ := strconv.Atoi(older)
		if n >= len(pages) {
			return newest.Page{}, errors.New("there is no such page")
		}
		page := pages[n]
		if n+1 < len(pages) {
			page.Older = strconv.Itoa(n + 1)
		}
		return page, nil
	}
}

func list() newest.List {
	return newest.List{Name: "test", Kind: "test/1", Overlap: 10 * time.Minute, Pages: 3}
}

type outcome struct {
	posts  []string // id and version
	gap    bool
	cursor source.Cursor
	err    error
}

func read(t *testing.T, l newest.List, from source.Cursor) (o outcome) {
	o.cursor = from
	for b, err := range l.Read(t.Context(), from) {
		if o.err = err; err != nil {
			continue
		}
		for _, p := range b.Posts {
			o.posts = append(o.posts, p.ID+p.Version)
		}
		o.gap, o.cursor = o.gap || b.Gap != nil, b.Cursor
	}
	return o
}

// begin reads what lies before the tests: the minutes 1 to 20.
func begin(t *testing.T) source.Cursor {
	l := list()
	l.Ask = script(newest.Page{Posts: posts(20, 1)}, newest.Page{Posts: posts(0, -9)})
	o := read(t, l, nil)
	require.NoError(t, o.err)
	require.Len(t, o.posts, 20, "without a cursor one page is read")
	require.False(t, o.gap)
	return o.cursor
}

func TestWhatIsNew(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*newest.List)
		pages  []newest.Page
		want   []string
		gap    bool
	}{
		"nothing":                     {pages: []newest.Page{{Posts: posts(20, 1)}}},
		"the newest":                  {pages: []newest.Page{{Posts: posts(22, 3)}}, want: []string{"21a", "22a"}},
		"on two pages":                {pages: []newest.Page{{Posts: posts(24, 23)}, {Posts: posts(22, 3)}}, want: []string{"21a", "22a", "23a", "24a"}},
		"more than the pages":         {pages: []newest.Page{{Posts: posts(26, 25)}, {Posts: posts(24, 24)}, {Posts: posts(23, 23)}, {Posts: posts(22, 22)}}, want: []string{"23a", "24a", "25a", "26a"}, gap: true},
		"an edit within the overlap":  {pages: []newest.Page{{Posts: []source.Post{post(20, "b"), post(3, "a")}}}, want: []string{"20b"}},
		"an edit before it":           {pages: []newest.Page{{Posts: []source.Post{post(20, "a"), post(3, "b")}}}},
		"an edit and what it was":     {pages: []newest.Page{{Posts: []source.Post{post(20, "b"), post(20, "a"), post(3, "a")}}}, want: []string{"20b"}},
		"what was edited before":      {pages: []newest.Page{{Posts: []source.Post{post(20, "a"), post(20, "older"), post(3, "a")}}}},
		"late":                        {pages: []newest.Page{{Posts: []source.Post{post(20, "a"), {ID: "late", Version: "a", Time: begun.Add(15 * time.Minute)}, post(3, "a")}}}, want: []string{"latea"}},
		"a page that leads to itself": {pages: []newest.Page{{Posts: posts(22, 21), Older: "0"}}, want: []string{"21a", "22a"}, gap: true},
		"a pause before the next":     {pages: []newest.Page{{Posts: posts(22, 21), Pause: true}, {Posts: posts(20, 1)}}, want: []string{"21a", "22a"}, gap: true},
		"something missed":            {pages: []newest.Page{{Posts: posts(22, 3), Missed: true}}, want: []string{"21a", "22a"}, gap: true},
		"a short list": {func(l *newest.List) { l.Short, l.Pages = true, 1 },
			[]newest.Page{{Posts: posts(22, 20), Older: "more"}}, []string{"21a", "22a"}, false},
		"a short list of new ones": {func(l *newest.List) { l.Short, l.Pages = true, 1 },
			[]newest.Page{{Posts: posts(24, 22), Older: "more"}}, []string{"22a", "23a", "24a"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			l := list()
			if tc.change != nil {
				tc.change(&l)
			}
			l.Ask = script(tc.pages...)
			o := read(t, l, begin(t))
			require.NoError(t, o.err)
			assert.Equal(t, tc.want, o.posts)
			assert.Equal(t, tc.gap, o.gap)
			l.Ask = script(tc.pages...)
			assert.Empty(t, read(t, l, o.cursor).posts, "it is told once")
		})
	}
}

func TestABudgetIsKeptThroughFailures(t *testing.T) {
	window := "monday"
	l := list()
	l.Budget = newest.Budget{Requests: 2, Scope: "test", Window: func(time.Time) (string, time.Time) { return window, begun }}
	l.Ask = func(context.Context, *fetch.Client, time.Time, string) (newest.Page, error) {
		return newest.Page{}, errors.New("no answer")
	}
	first := read(t, l, nil)
	assert.ErrorContains(t, first.err, "no answer")
	second := read(t, l, first.cursor)
	l.Ask = script(newest.Page{Posts: posts(20, 1)}, newest.Page{Posts: posts(0, -9)})
	var limit *source.RateLimitError
	require.ErrorAs(t, read(t, l, second.cursor).err, &limit)
	assert.Equal(t, begun, limit.Until)
	assert.Equal(t, "test", limit.Scope)
	window = "tuesday"
	o := read(t, l, second.cursor)
	require.NoError(t, o.err)
	assert.Len(t, o.posts, 20, "it is still a first read, of one page")
}
