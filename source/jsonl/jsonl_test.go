package jsonl_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/jsonl"
	"github.com/earshot-go/earshot/source/sourcetest"
)

// lines makes n lines; the ids are those of numbers.
func lines(from, n int) (text string, ids []string) {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		id := fmt.Sprint("post-", i)
		fmt.Fprintf(&b, `{"id":%q,"text":"Acme &amp; text %d","time":"2026-03-02T10:00:00+01:00"}`+"\n", id, i)
		ids = append(ids, id)
	}
	return b.String(), ids
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "posts.jsonl")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func appendTo(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString(text)
	require.NoError(t, err)
	require.NoError(t, f.Close())
}

type outcome struct {
	posts  []source.Post
	cursor source.Cursor
	errs   []error
}

func read(s source.Source, from source.Cursor) outcome {
	o := outcome{cursor: from}
	for b, err := range s.Read(context.Background(), from) {
		if err != nil {
			o.errs = append(o.errs, err)
			continue
		}
		o.posts = append(o.posts, b.Posts...)
		if b.Cursor != nil {
			o.cursor = b.Cursor
		}
	}
	return o
}

func TestFileConforms(t *testing.T) {
	text, ids := lines(0, 700)
	path := write(t, text)
	next := 700
	sourcetest.Run(t, sourcetest.Harness{
		New:  func() source.Source { return jsonl.File(path) },
		Want: ids,
		Publish: func() []string {
			more, added := lines(next, 40)
			next += 40
			appendTo(t, path, more)
			return added
		},
		Edit: func() string {
			appendTo(t, path, `{"id":"post-3","text":"edited"}`+"\n")
			return "post-3"
		},
		Delete: func() string {
			appendTo(t, path, `{"id":"post-4","deleted":true}`+"\n")
			return "post-4"
		},
	})
}

func TestReaderConforms(t *testing.T) {
	text, ids := lines(0, 700)
	sourcetest.Run(t, sourcetest.Harness{
		New:  func() source.Source { return jsonl.Reader("pipe", strings.NewReader(text)) },
		Want: ids,
		Once: true,
	})
}

func TestBrokenLinesCostOnlyThemselves(t *testing.T) {
	for name, tc := range map[string]struct {
		line string
		want string
	}{
		"no JSON":               {`hello`, "skipped line 2: %s: invalid character"},
		"cut off":               {`{"id": "x", "text": "Acm`, "skipped line 2: %s: unexpected end"},
		"an array":              {`[1,2]`, "skipped line 2: %s: json: cannot unmarshal array"},
		"a wrong type":          {`{"id": "x", "text": 7}`, "skipped line 2: %s: json: cannot unmarshal number"},
		"a bad time":            {`{"id": "x", "time": "yesterday"}`, "skipped line 2: %s: parsing time"},
		"a bad kind":            {`{"id": "x", "kind": "poem"}`, "skipped line 2: %s: Kind: \"poem\" is none of"},
		"an impossible rating":  {`{"id": "x", "rating": {"value": 9, "best": 5}}`, "skipped line 2: %s: Rating: value 9 is not between 0 and best 5"},
		"too long":              {`{"text": "` + strings.Repeat("x", jsonl.MaxLine) + `"}`, "skipped line 2: %s: line is longer than 1 MiB"},
		"words elsewhere":       {`{"id": "x", "message": "Acme"}`, "skipped line 2: %s: text: is empty, and so is the title"},
		"a deletion of nothing": {`{"deleted": true}`, "skipped line 2: %s: ID: is empty, so nobody"},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, `{"id":"1","text":"one"}`+"\n"+tc.line+"\n"+`{"id":"3","text":"three"}`+"\n")
			o := read(jsonl.File(path), nil)
			require.Len(t, o.errs, 1)
			var skip *source.SkipError
			require.ErrorAs(t, o.errs[0], &skip)
			assert.Equal(t, "line 2", skip.Item)
			assert.Contains(t, o.errs[0].Error(), fmt.Sprintf(tc.want, path))
			require.Len(t, o.posts, 2)
			assert.Equal(t, "3", o.posts[1].ID)

			again := read(jsonl.File(path), o.cursor)
			assert.Empty(t, again.errs, "a broken line is told once")
			assert.Empty(t, again.posts)
		})
	}
}

func TestWhatNeedsNoWordsIsRead(t *testing.T) {
	for _, line := range []string{
		`{"title": "Acme"}`, `{"id": "x", "deleted": true}`, `{"id": "x", "version": "1", "url": "https://example.com/picture"}`,
		`{"id": "x", "kind": "repost", "parent": "y"}`, `{"id": "x", "kind": "review", "rating": {"value": 1, "best": 5}}`,
	} {
		o := read(jsonl.File(write(t, line+"\n")), nil)
		assert.Empty(t, o.errs, line)
		assert.Len(t, o.posts, 1, line)
	}
}

func TestLineNumbersGoOnAfterAResume(t *testing.T) {
	path := write(t, "{\"id\":\"1\",\"text\":\"x\"}\n\n{\"id\":\"3\",\"text\":\"x\"}\n")
	first := read(jsonl.File(path), nil)
	appendTo(t, path, "{}{}\n")
	next := read(jsonl.File(path), first.cursor)
	require.Len(t, next.errs, 1)
	assert.Contains(t, next.errs[0].Error(), "line 4")
}

func TestLineEndsAndMarks(t *testing.T) {
	path := write(t, "\xef\xbb\xbf{\"id\":\"1\",\"text\":\"x\"}\r\n\r\n   \n{\"id\":\"2\",\"text\":\"x\"}\r\n{\"id\":\"3\",\"text\":\"x\"}")
	o := read(jsonl.File(path), nil)
	assert.Empty(t, o.errs)
	require.Len(t, o.posts, 3)
}

func TestALineThatIsStillWrittenWaits(t *testing.T) {
	path := write(t, "{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\",\"te")
	first := read(jsonl.File(path), nil)
	assert.Empty(t, first.errs)
	require.Len(t, first.posts, 1)

	appendTo(t, path, "xt\":\"whole\"}")
	second := read(jsonl.File(path), first.cursor)
	require.Len(t, second.posts, 1)
	assert.Equal(t, "whole", second.posts[0].Text)

	appendTo(t, path, "\n{\"id\":\"3\",\"text\":\"x\"}\n")
	third := read(jsonl.File(path), second.cursor)
	assert.Empty(t, third.errs)
	require.Len(t, third.posts, 1)
	assert.Equal(t, "3", third.posts[0].ID)
}

func TestAReaderTellsOfItsCutOffLastLine(t *testing.T) {
	o := read(jsonl.Reader("pipe", strings.NewReader("{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":")), nil)
	require.Len(t, o.posts, 1)
	require.Len(t, o.errs, 1)
	assert.Contains(t, o.errs[0].Error(), "line 2")
}

func TestAFileThatWasReplacedVoidsTheCursor(t *testing.T) {
	text, _ := lines(0, 50)
	for name, replacement := range map[string]string{
		"shorter":        text[:200],
		"empty":          "",
		"another":        strings.ReplaceAll(text, "Acme", "Umbr"),
		"another ending": text[:len(text)-30] + strings.Repeat("x", 40),
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, text)
			o := read(jsonl.File(path), nil)
			require.NoError(t, os.WriteFile(path, []byte(replacement), 0o600))
			again := read(jsonl.File(path), o.cursor)
			require.Len(t, again.errs, 1)
			assert.ErrorIs(t, again.errs[0], source.ErrCursor)
			assert.Contains(t, again.errs[0].Error(), path)
		})
	}
}

func TestMissingFields(t *testing.T) {
	text := `{"text":"Acme"}` + "\n" + `{"text":"Acme","author":{"name":"Ann"}}` + "\n"
	o := read(jsonl.Reader("x", strings.NewReader(text)), nil)
	require.Len(t, o.posts, 2)
	assert.Len(t, o.posts[0].ID, 32)
	assert.NotEqual(t, o.posts[0].ID, o.posts[1].ID)
	assert.Equal(t, o.posts[0].Version, o.posts[1].Version)
	assert.True(t, o.posts[0].Time.IsZero())

	seen := time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("CET", 3600))
	o = read(jsonl.Reader("x", strings.NewReader(text), jsonl.Seen(seen)), nil)
	assert.Equal(t, seen.UTC(), o.posts[0].Time)
	assert.True(t, o.posts[0].TimeEstimated)
}

func TestLongTextIsCutAtACharacter(t *testing.T) {
	o := read(jsonl.Reader("x", strings.NewReader(`{"text":"a`+strings.Repeat("é", source.MaxText)+`"}`)), nil)
	require.Len(t, o.posts, 1)
	assert.Len(t, o.posts[0].Text, source.MaxText-1)
}

func TestProgressReachesTheEnd(t *testing.T) {
	text, _ := lines(0, 600)
	var seen []int64
	report := func(n, total int64) {
		assert.Equal(t, int64(len(text)), total)
		seen = append(seen, n)
	}
	read(jsonl.File(write(t, text), jsonl.Progress(report)), nil)
	require.Len(t, seen, 3)
	assert.IsIncreasing(t, seen)
	assert.Equal(t, int64(len(text)), seen[2])
}

func TestErrorsNameTheFile(t *testing.T) {
	for name, path := range map[string]string{
		"missing":   filepath.Join(t.TempDir(), "none.jsonl"),
		"directory": t.TempDir(),
	} {
		t.Run(name, func(t *testing.T) {
			o := read(jsonl.File(path), nil)
			require.Len(t, o.errs, 1)
			assert.Contains(t, o.errs[0].Error(), path)
		})
	}
}

var errDisk = errors.New("disk on fire")

type failing struct{ text *strings.Reader }

func (f failing) Read(p []byte) (int, error) {
	if f.text.Len() == 0 {
		return 0, errDisk
	}
	return f.text.Read(p)
}

func TestAFailingReaderKeepsWhatCameBefore(t *testing.T) {
	o := read(jsonl.Reader("disk", failing{strings.NewReader("{\"id\":\"1\",\"text\":\"x\"}\n{\"id\"")}), nil)
	require.Len(t, o.posts, 1)
	require.Len(t, o.errs, 1)
	assert.ErrorIs(t, o.errs[0], errDisk)
}

func TestWriteIsReadBack(t *testing.T) {
	post := source.Post{
		ID: "1", Version: "v", URL: "https://example.com/1?a=1&b=2", Title: "A <b> & c", Text: "line\nline\u2028x 😀",
		Author: source.Author{Handle: "ann", Followers: source.Known(0)}, Language: "nl", Country: "NL",
		Time: time.Date(2026, 3, 2, 9, 0, 0, 5e6, time.UTC), Kind: source.KindReview,
		Rating: source.Rating{Value: 4.5, Best: 5}, Tags: []string{"a", "b"}, Likes: source.Known(3),
	}
	var buf bytes.Buffer
	require.NoError(t, jsonl.Write(&buf, &post))
	assert.Equal(t, 1, strings.Count(buf.String(), "\n"))
	o := read(jsonl.Reader("x", &buf), nil)
	require.Empty(t, o.errs)
	assert.Equal(t, []source.Post{post}, o.posts)
}

func TestWriteRefuses(t *testing.T) {
	for name, post := range map[string]source.Post{
		"no id":     {Text: "x"},
		"too long":  {ID: "1", Tags: strings.Split(strings.Repeat(strings.Repeat("x", 1024)+" ", 1100), " ")},
		"bad bytes": {ID: "1", Text: "\xff"},
	} {
		t.Run(name, func(t *testing.T) {
			var buf bytes.Buffer
			assert.Error(t, jsonl.Write(&buf, &post))
			assert.Zero(t, buf.Len())
		})
	}
}
