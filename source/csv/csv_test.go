package csv_test

import (
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
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/csv"
	"github.com/earshot-go/earshot/source/sourcetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const first = "id,time,author,text,likes\r\n"

func rows(from, n int) (text string, ids []string) {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		ids = append(ids, fmt.Sprint("r", i))
		fmt.Fprintf(&b, "r%d,2026-03-02T10:00:00+01:00,Ann,\"Acme, \"\"the\"\" best\nline %d\",%d\r\n", i, i, i)
	}
	return b.String(), ids
}

func appendTo(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o600)
	require.NoError(t, err)
	_, err = f.WriteString(text)
	require.NoError(t, err)
	require.NoError(t, f.Close())
}

func TestFileConforms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "posts.csv")
	text, ids := rows(0, 300)
	appendTo(t, path, first+text)
	next := 300
	sourcetest.Run(t, sourcetest.Harness{
		New:  func() source.Source { return csv.File(path, nil) },
		Want: ids,
		Publish: func() []string {
			more, added := rows(next, 30)
			next += 30
			appendTo(t, path, more)
			return added
		},
		Edit: func() string {
			appendTo(t, path, "r3,,,edited,\n")
			return "r3"
		},
	})
}

func TestReaderConforms(t *testing.T) {
	text, ids := rows(0, 300)
	sourcetest.Run(t, sourcetest.Harness{
		New:  func() source.Source { return csv.Reader("mail", strings.NewReader(first+text), nil) },
		Want: ids,
		Once: true,
	})
}

func read(s source.Source) (posts []source.Post, errs []error) {
	for b, err := range s.Read(context.Background(), nil) {
		if err != nil {
			errs = append(errs, err)
		}
		posts = append(posts, b.Posts...)
	}
	return posts, errs
}

func TestTheFieldsOfARow(t *testing.T) {
	table := "\xef\xbb\xbfRating;Comment;Posted;Tags;Likes;parent;ignored\n" +
		"4,5;\"Good; really\";02.03.2026;\"#a, b\";7;;x\n" +
		";A 5\" screen;03.03.2026;;;p1;\n"
	posts, errs := read(csv.Reader("x", strings.NewReader(table), &csv.Options{
		Columns: map[string]string{"text": "comment", "time": "POSTED"}, Layout: "02.01.2006",
	}))
	require.Empty(t, errs)
	require.Len(t, posts, 2)
	p := posts[0]
	assert.Equal(t, "Good; really", p.Text)
	assert.Equal(t, source.Rating{Value: 4.5, Best: 5}, p.Rating)
	assert.Equal(t, source.KindReview, p.Kind)
	assert.Equal(t, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), p.Time)
	assert.Equal(t, []string{"a", "b"}, p.Tags)
	assert.Equal(t, "7", p.Likes.String())
	assert.Len(t, p.ID, 32)
	assert.Equal(t, `A 5" screen`, posts[1].Text)
	assert.Equal(t, "unknown", posts[1].Likes.String())
	assert.Equal(t, source.KindReply, posts[1].Kind)
}

func TestTimes(t *testing.T) {
	want := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, stated := range []string{"2026-03-02T09:00:00Z", "2026-03-02T10:00:00+01:00", "2026-03-02 09:00:00", "2026-03-02T09:00:00", "2026-03-02 09:00", fmt.Sprint(want.Unix())} {
		posts, errs := read(csv.Reader("x", strings.NewReader("time,text\n"+stated+",x\n"), nil))
		require.Empty(t, errs, stated)
		assert.Equal(t, want, posts[0].Time, stated)
	}
	posts, _ := read(csv.Reader("x", strings.NewReader("text\nx\n"), &csv.Options{Seen: want}))
	assert.True(t, posts[0].TimeEstimated)
}

func TestBrokenRowsCostOnlyThemselves(t *testing.T) {
	for row, want := range map[string]string{
		"2,yesterday,Ann,x,3": `line 3: x: time: "yesterday" is not a time`,
		"2,,Ann,x,many":       `line 3: x: likes: "many" is not a whole number`,
		"2,,Ann,x,1.5":        `line 3: x: likes: "1.5" is not a whole number`,
		"2,,Ann,,3":           "line 3: x: text: is empty",
		"2":                   "line 3: x: text: is empty",
	} {
		posts, errs := read(csv.Reader("x", strings.NewReader(first+"1,,Ann,one,1\n"+row+"\n3,,Ann,three,3\n"), nil))
		require.Len(t, errs, 1, row)
		assert.ErrorContains(t, errs[0], want)
		assert.ErrorAs(t, errs[0], new(*source.SkipError))
		require.Len(t, posts, 2, row)
	}
}

func TestAQuotationMarkThatIsNeverClosedIsBounded(t *testing.T) {
	table := first + "1,,Ann,one,1\n2,,Ann,\"never closed,2\n" + strings.Repeat("3,,Ann,three,3\n", 100_000)
	posts, errs := read(csv.Reader("x", strings.NewReader(table), nil))
	require.Len(t, errs, 1)
	assert.ErrorContains(t, errs[0], "line 3")
	assert.Greater(t, len(posts), 20_000)
}

func TestBadFirstRows(t *testing.T) {
	for header, want := range map[string]string{
		"a,b\n1,2\n":      "names neither a text nor a title",
		"text,time\nx,\n": `no column "Comment" for text`,
	} {
		opts := &csv.Options{}
		if strings.HasPrefix(header, "text") {
			opts.Columns = map[string]string{"text": "Comment"}
		}
		posts, errs := read(csv.Reader("x", strings.NewReader(header), opts))
		assert.Empty(t, posts)
		require.Len(t, errs, 1)
		assert.ErrorContains(t, errs[0], want)
		assert.ErrorContains(t, errs[0], "csv: x:")
	}
	_, errs := read(csv.Reader("x", strings.NewReader(""), nil))
	assert.Empty(t, errs)
}

func FuzzReader(f *testing.F) {
	f.Add("text,time\n\"a\nb\",\n")
	f.Add("text;likes\na\"b;3\n\"x")
	f.Fuzz(func(t *testing.T, table string) {
		posts, errs := read(csv.Reader("fuzz", strings.NewReader(table), nil))
		for i := range posts {
			if err := posts[i].Check(); err != nil {
				t.Fatal(err)
			}
		}
		if len(posts)+len(errs) > strings.Count(table, "\n")+2 {
			t.Fatalf("%d posts and %v of %q", len(posts), errors.Join(errs...), table)
		}
	})
}
