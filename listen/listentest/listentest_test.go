package listentest_test

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/listentest"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func listener(t testing.TB) *listen.Listener {
	t.Helper()
	l, err := listen.New([]listen.Brand{{Name: "Fernhill", Handles: []string{"fernhill_jam"}}, {Name: "Oakmere", Competitor: true}}, nil, nil)
	require.NoError(t, err)
	return l
}

// double takes the place of a test, to see what would have been said.
type double struct {
	testing.TB
	said   []string
	failed bool
}

func (d *double) Errorf(format string, args ...any) {
	d.said, d.failed = append(d.said, fmt.Sprintf(format, args...)), true
}
func (d *double) Fatalf(format string, args ...any) { d.Errorf(format, args...); panic(d) }

// saying runs a check on a double and returns what it said.
func saying(t *testing.T, posts []source.Post, check func(*listentest.Heard)) string {
	t.Helper()
	d := &double{TB: t}
	func() {
		defer func() {
			if p := recover(); p != nil && p != any(d) {
				panic(p)
			}
		}()
		check(listentest.Feed(d, listener(t), posts))
	}()
	return strings.Join(d.said, "\n")
}

var posts = listentest.Posts(monday,
	"the Fernhill jam has glass in it, terrible!",
	"my Frenhill order never arrived again, where is my refund?",
	"I love #FernhillJam",
	"Oakmere is fine",
)

func TestWhatWasHeardFits(t *testing.T) {
	h := listentest.Feed(t, listener(t), posts)
	h.Want(
		listentest.Mention{Brand: "Fernhill", Tone: sentiment.Negative, Text: "glass"},
		listentest.Mention{Kind: match.Misspelled, Found: "Frenhill", Intent: sentiment.Complaint},
		listentest.Mention{Kind: match.Hashtag, Tone: sentiment.Positive, Change: listen.Added},
		listentest.Mention{Brand: "Oakmere"},
	)
	h.WantNo(listentest.Alert{}, listentest.Mention{Brand: "Oakmere", Tone: sentiment.Negative}, listentest.Mention{Late: true}, listentest.Mention{Own: true})
	h.WantCount(3, listentest.Mention{Brand: "Fernhill"})
	assert.Len(t, h.Mentions("Oakmere"), 1)
	assert.Len(t, h.Mentions(""), 4)
	assert.Empty(t, h.Alerts(""))
}

// Each of these tests is wrong, and must be told so, and why.
func TestWrongWishesFailWithAReason(t *testing.T) {
	for name, c := range map[string]struct {
		check func(*listentest.Heard)
		says  []string
	}{
		"brand":      {want(listentest.Mention{Brand: "Elmgate"}), []string{`no mention{Brand: "Elmgate"} was heard`, `Brand: wanted "Elmgate", heard "Fernhill"`}},
		"tone":       {want(listentest.Mention{Brand: "Oakmere", Tone: sentiment.Negative}), []string{"mention of Oakmere", "Tone: wanted negative, heard"}},
		"kind":       {want(listentest.Mention{Text: "glass", Kind: match.Hashtag}), []string{"the nearest was", "Kind: wanted hashtag, heard exact"}},
		"found":      {want(listentest.Mention{Found: "Fernhil"}), []string{`Found: wanted "Fernhil", heard`}},
		"text":       {want(listentest.Mention{Text: "wood"}), []string{"Text: wanted"}},
		"intent":     {want(listentest.Mention{Brand: "Oakmere", Intent: sentiment.Complaint}), []string{"Intent: wanted complaint"}},
		"change":     {want(listentest.Mention{Change: listen.Withdrawn}), []string{`Change: wanted`}},
		"own":        {want(listentest.Mention{Own: true}), []string{"Own: wanted true, heard false"}},
		"late":       {want(listentest.Mention{Late: true}), []string{"Late: wanted true, heard false"}},
		"no alert":   {want(listentest.Alert{Kind: listen.VolumeSpike}), []string{"nothing of the kind among 4 events"}},
		"unwelcome":  {func(h *listentest.Heard) { h.WantNo(listentest.Mention{Text: "glass"}) }, []string{"should not have been", "mention of Fernhill"}},
		"too few":    {func(h *listentest.Heard) { h.WantCount(4, listentest.Mention{Brand: "Fernhill"}) }, []string{"3 times instead of 4", "Frenhill order"}},
		"too many":   {func(h *listentest.Heard) { h.WantCount(0, listentest.Mention{Brand: "Oakmere"}) }, []string{"1 times instead of 0"}},
		"no golden":  {func(h *listentest.Heard) { h.Golden(filepath.Join(t.TempDir(), "x")) }, []string{"EARSHOT_UPDATE=1"}},
		"two wishes": {want(listentest.Mention{Brand: "a"}, listentest.Mention{Brand: "b"}), []string{`"a"`, `"b"`}},
	} {
		t.Run(name, func(t *testing.T) {
			said := saying(t, posts, c.check)
			for _, words := range c.says {
				assert.Contains(t, said, words)
			}
		})
	}
}

func want(patterns ...listentest.Pattern) func(*listentest.Heard) {
	return func(h *listentest.Heard) { h.Want(patterns...) }
}

func TestAlertsFit(t *testing.T) {
	quiet := listentest.Repeat(monday.AddDate(0, 0, -28), 28, 48, "Fernhill jam on bread", "a jar of Fernhill", "Fernhill for breakfast")
	var burst []source.Post
	for i := range 60 {
		burst = append(burst, listentest.Posts(monday.Add(time.Duration(i)*45*time.Second), fmt.Sprintf("Fernhill recall, glass in jar %d, awful", i))...)
	}
	all := listentest.Together(burst, quiet)
	h := listentest.Feed(t, listener(t), all)
	spike := listentest.Alert{Brand: "Fernhill", Kind: listen.VolumeSpike, State: listen.Firing, From: monday, To: monday.Add(2 * time.Hour), Severity: 3, Term: "recall"}
	h.Want(spike)
	assert.NotEmpty(t, h.Alerts("Fernhill"))

	for field, wrong := range map[string]func(a *listentest.Alert){
		"Brand": func(a *listentest.Alert) { a.Brand = "Oakmere" }, "Source": func(a *listentest.Alert) { a.Source = "x" },
		"Kind": func(a *listentest.Alert) { a.Kind = listen.VolumeDrop }, "State": func(a *listentest.Alert) { a.State = listen.Pending },
		"From": func(a *listentest.Alert) { a.From = monday.AddDate(0, 0, 7); a.To = time.Time{} }, "To": func(a *listentest.Alert) { a.To = monday.AddDate(0, 0, -7); a.From = time.Time{} },
		"Severity": func(a *listentest.Alert) { a.Severity = 11 }, "Term": func(a *listentest.Alert) { a.Term = "kittens" },
	} {
		a := spike
		wrong(&a)
		d := &double{TB: t}
		listentest.Feed(d, listener(t), all).Want(a)
		assert.Contains(t, strings.Join(d.said, "\n"), field+": wanted")
	}
}

// broken is a source that answers, fails once a day, and answers again.
type broken struct{ asked int }

func (b *broken) Name() string { return "forum:broken.example" }

func (b *broken) Read(context.Context, source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		b.asked++
		if b.asked%24 == 0 {
			yield(source.Batch{}, fmt.Errorf("try again"))
			return
		}
		p := listentest.Posts(time.Now(), fmt.Sprintf("Fernhill number %d", b.asked))
		yield(source.Batch{Posts: p}, nil)
	}
}

func TestAWeekUnderAFakeClock(t *testing.T) {
	src := &broken{}
	h := listentest.Listen(t, 7*24*time.Hour, func(t *testing.T) *listen.Listener {
		l, err := listen.New([]listen.Brand{{Name: "Fernhill"}}, []source.Source{src}, &listen.Options{Poll: time.Hour})
		require.NoError(t, err)
		return l
	})
	h.Want(listentest.Mention{Brand: "Fernhill", Text: "number 100"})
	assert.NotEmpty(t, h.Errors)
	assert.InDelta(t, 7*24, src.asked, 20)
}

func TestGoldenFiles(t *testing.T) {
	h := listentest.Feed(t, listener(t), posts)
	file := filepath.Join(t.TempDir(), "new", "golden.jsonl")
	t.Setenv("EARSHOT_UPDATE", "1")
	h.Golden(file)
	t.Setenv("EARSHOT_UPDATE", "")
	h.Golden(file)

	golden, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, 4, strings.Count(string(golden), "\n"))
	assert.Contains(t, string(golden), `{"mention":{"source":"test","brand":"Fernhill","change":"added"`)
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(golden), "glass", "grass", 1)), 0o600))
	said := saying(t, posts, func(h *listentest.Heard) { h.Golden(file) })
	assert.Contains(t, said, "line 1")
	assert.Contains(t, said, "grass")
	require.NoError(t, os.WriteFile(file, append(golden, "{}\n"...), 0o600))
	assert.Contains(t, saying(t, posts, func(h *listentest.Heard) { h.Golden(file) }), "line 5")
}

func TestFilesOfPosts(t *testing.T) {
	got := listentest.File(t, "testdata/posts.jsonl")
	require.Len(t, got, 2)
	listentest.Feed(t, listener(t), got).Want(listentest.Mention{Brand: "Fernhill", Text: "orchard"})

	d := &double{TB: t}
	for name, content := range map[string]string{"broken": "{\"id\": 1}\n", "cut": "{\"id\": \"a\""} {
		file := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
		assert.Panics(t, func() { listentest.File(d, file) })
		assert.Contains(t, d.said[len(d.said)-1], name+":1:")
	}
	assert.Panics(t, func() { listentest.File(d, "testdata/none") })
}

func TestThreeDaysAreAPast(t *testing.T) {
	quiet := listentest.Repeat(monday, 4, 96, "Fernhill jam on bread", "a jar of Fernhill", "Fernhill jam is bad")
	end := monday.AddDate(0, 0, 4)
	var crisis []string
	for i := range 60 {
		crisis = append(crisis, fmt.Sprintf("glass in my Fernhill jam, horrible %d", i))
	}
	calm := listentest.Feed(t, listener(t), quiet)
	calm.WantNo(listentest.Alert{})
	odd := listentest.Feed(t, listener(t), listentest.Together(quiet, listentest.Posts(monday.Add(84*time.Hour), crisis...)))
	odd.Want(
		listentest.Alert{Kind: listen.VolumeSpike, To: end}, listentest.Alert{Kind: listen.SentimentTurn, To: end},
		listentest.Alert{Kind: listen.ComplaintSurge, To: end},
	)
}

func TestRepeatIsEven(t *testing.T) {
	got := listentest.Repeat(monday, 2, 4, "a", "b", "c")
	require.Len(t, got, 8)
	assert.Equal(t, 6*time.Hour, got[1].Time.Sub(got[0].Time))
	assert.Equal(t, "c", got[2].Text)
	assert.Equal(t, monday.AddDate(0, 0, 1), got[4].Time)
	assert.Empty(t, listentest.Repeat(monday, 2, 0, "a"))
	assert.Empty(t, listentest.Repeat(monday, 2, 4))
}
