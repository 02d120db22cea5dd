package dashboard

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

func mention(i int) *listen.Mention {
	return &listen.Mention{Source: "a", Brand: "B", Change: listen.Added, Text: "B", Post: source.Post{ID: fmt.Sprint(i)}}
}

func TestATapeHoldsTheLastRowsForAll(t *testing.T) {
	var tape tape
	for i := range 2 * tapeLength {
		tape.push(rowOf(mention(i)))
	}
	rows, last, lost := tape.since(nil, 10)
	assert.Len(t, rows, tapeLength)
	assert.EqualValues(t, 2*tapeLength, last)
	assert.EqualValues(t, tapeLength-10, lost)
	assert.EqualValues(t, tapeLength+1, rows[0].number)

	rows, last, lost = tape.since(nil, 1<<40)
	assert.Empty(t, rows)
	assert.EqualValues(t, 2*tapeLength, last)
	assert.Zero(t, lost)
}

func TestReadersOfATapeAreWoken(t *testing.T) {
	var tape tape
	first, second := tape.after(0), tape.after(0)
	select {
	case <-first:
		t.Fatal("there is nothing yet")
	default:
	}
	tape.push(rowOf(mention(1)))
	<-first
	<-second
	<-tape.after(0)
	waiting := tape.after(1)
	tape.end()
	<-waiting
	<-tape.after(1)
	assert.True(t, tape.ended())
}

func TestWhatWasDrawnIsKeptOnTheTapeAlone(t *testing.T) {
	var tape tape
	r := rowOf(mention(0))
	tape.push(r)
	r.drawn.Store(&drawing{"en": []byte("x")})
	for i := range tapeLength {
		tape.push(rowOf(mention(i + 1)))
	}
	assert.Nil(t, r.drawn.Load())
	assert.False(t, tape.holds(r))
}

func TestViewersAreBounded(t *testing.T) {
	b := &Board{options: (*Options)(nil).withDefaults()}
	b.viewers.Store(mostViewers)
	w := httptest.NewRecorder()
	b.stream(w, request(""))
	assert.Equal(t, http.StatusServiceUnavailable, w.Code)
	assert.EqualValues(t, mostViewers, b.viewers.Load())
}

func TestAShelfIsBounded(t *testing.T) {
	o := (&Options{Mentions: 100}).withDefaults()
	s := newShelf()
	for i := range 1000 {
		s.put(rowOf(mention(i)), &o)
	}
	assert.Len(t, s.all(), 100)
	assert.Len(t, s.byKey, 100)
	assert.Len(t, s.byBrand["B"], rowsABrand)
	assert.Equal(t, "999", s.all()[99].mention.Post.ID)
	old := mention(5000)
	old.Post.Time = time.Time{}.Add(-time.Hour)
	s.put(rowOf(old), &o)
	assert.Len(t, s.byBrand["B"], rowsABrand)
	assert.Equal(t, "940", s.byBrand["B"][0].mention.Post.ID, "a late one pushes out nothing newer")

	s.put(rowOf(mention(5001)), &o)
	gone := mention(950)
	gone.Change = listen.Withdrawn
	s.put(rowOf(gone), &o)
	assert.Len(t, s.all(), 99)
	assert.Len(t, s.byBrand["B"], rowsABrand-1)
	edited := mention(951)
	edited.Change = listen.Edited
	s.put(rowOf(edited), &o)
	assert.Len(t, s.all(), 98, "the edit took the place of the oldest")
	assert.Len(t, s.byBrand["B"], rowsABrand-1)
}

func TestAlertsAreBounded(t *testing.T) {
	var b alertBook
	b.put(&listen.Alert{ID: "up", State: listen.Firing})
	for i := range 2 * maxAlerts {
		b.put(&listen.Alert{ID: fmt.Sprint(i), State: listen.Resolved})
	}
	assert.Len(t, b.alerts, maxAlerts)
	assert.Equal(t, "up", b.alerts[0].ID, "what is up is not forgotten for what is over")
	b.put(&listen.Alert{ID: "up", State: listen.Resolved, Why: listen.Why{Posts: []listen.TopPost{{Source: "a", ID: "1"}, {Source: "a", ID: "2"}}}})
	assert.Equal(t, listen.Resolved, b.alerts[0].State)
	before := b.alerts[0]
	b.withdraw("a", "1")
	assert.Len(t, b.alerts[0].Why.Posts, 1)
	assert.Len(t, before.Why.Posts, 2, "a page may be reading it")
}

func TestAHistoryIsARing(t *testing.T) {
	var h history
	for i := range 25 {
		h.add(window{start: int64(i)}, 10)
	}
	windows := h.since(time.Unix(18, 0))
	require.Len(t, windows, 7)
	assert.EqualValues(t, 18, windows[0].start)
	assert.EqualValues(t, 24, windows[6].start)
	assert.Len(t, h.windows, 10)
}

func TestSharesOfFewAreDrawnTogether(t *testing.T) {
	var windows []window
	for i := range 12 {
		w := window{start: int64(i * 3600)}
		w.levels[tone] = level{value: float32(i % 2), expected: .5, low: 0, high: 1, of: 4, known: true, ready: true}
		windows = append(windows, w)
	}
	points, together := pointsOf(windows, tone, time.Hour)
	assert.Equal(t, 3, together)
	require.Len(t, points, 4)
	assert.InDelta(t, 1.0/3, points[0].Value, 1e-6)
	assert.InDelta(t, .5, points[0].Expected, 1e-6)
	assert.InDelta(t, .5+.5/1.7320508, points[0].High, 1e-6, "three windows vary less than one")

	points, together = pointsOf(windows, volume, time.Hour)
	assert.Equal(t, 1, together)
	assert.Len(t, points, 12)

	windows = append(windows[:5:5], windows[8:]...)
	points, _ = pointsOf(windows, volume, time.Hour)
	assert.Len(t, points, 10, "a gap stands where windows are missing")
	assert.False(t, points[5].Known)
}

func TestLongPostsAreCutAroundTheBrand(t *testing.T) {
	text := strings.Repeat("é", 2000) + " Brewpoint " + strings.Repeat("ü", 2000)
	at := strings.Index(text, "Brewpoint")
	hit := match.Hit{Brand: "Brewpoint", Start: at, End: at + 9}
	m := &listen.Mention{Text: text, Hit: hit, Hits: []match.Hit{{Start: 0, End: 2}, hit}}
	r := rowOf(m)
	assert.True(t, r.cut)
	assert.LessOrEqual(t, len(r.mention.Text), maxRowText+6)
	assert.True(t, utf8.ValidString(r.mention.Text))
	require.Len(t, r.mention.Hits, 1)
	assert.Equal(t, "Brewpoint", r.mention.Text[r.mention.Hits[0].Start:r.mention.Hits[0].End])
	assert.Empty(t, shown{r, nil, nil}.Reasons(), "an excerpt is not what was scored")
}

func TestPiecesMakeUpTheText(t *testing.T) {
	var joined strings.Builder
	for _, p := range pieces("a Brew and a Brew", []match.Hit{{Start: 2, End: 6}, {Start: 4, End: 8}, {Start: 13, End: 17}, {Start: 90, End: 99}, {Start: 9, End: 9}}) {
		joined.WriteString(p.Text)
		assert.Equal(t, p.Text == "Brew", p.Marked)
	}
	assert.Equal(t, "a Brew and a Brew", joined.String())
}

func TestEveryIntentCanBeChosen(t *testing.T) {
	for i, name := range intents {
		assert.Equal(t, []string{name}, intentNames(sentiment.Intent(1<<i)))
		assert.Equal(t, sentiment.Intent(1<<i), intentNamed(name))
	}
	assert.Len(t, strings.Split(sentiment.Intent(1<<16-1).String(), ", "), len(intents))
}

func TestRarityIsSaidInWords(t *testing.T) {
	l := (&Board{options: (*Options)(nil).withDefaults()}).localeOf(request(""))
	for perWeek, want := range map[float64]string{0: "not in a century", 1e-9: "not in a century", 3: "3 times a week", .1: "once in 10 weeks", .005: "once in 4 years"} {
		assert.Equal(t, want, l.Rare(perWeek))
	}
	for f, want := range map[float64]string{0: "0.00", -.004: "0.00", .5: "+0.50", -1: "−1.00"} {
		assert.Equal(t, want, l.Signed(f))
	}
	assert.Equal(t, "−3.5", l.Points(-.0351))
	for d, want := range map[time.Duration]string{time.Second: "1 s", 90 * time.Minute: "1 h 30 min", 50 * time.Hour: "2 d 2 h", 48 * time.Hour: "2 d", -1: "–"} {
		assert.Equal(t, want, l.For(d))
	}
}

func TestAddressesLeadToTheWebAlone(t *testing.T) {
	assert.Equal(t, "https://a.example/b?c=d", webAddress("https://a.example/b?c=d"))
	for _, bad := range []string{"javascript:alert(1)", "data:text/html,x", "//a.example", "ftp://a.example", "https://", "", "a\x00b", "https://" + strings.Repeat("a", 3000)} {
		assert.Empty(t, webAddress(bad), bad)
	}
}

func FuzzRow(f *testing.F) {
	f.Add("my Brewpoint leaks", 3, 12, "Anna", "https://a.example")
	f.Add("\xff\u202e<b>", -1, 99, "\x00", "javascript:x")
	f.Fuzz(func(t *testing.T, text string, start, end int, author, url string) {
		hit := match.Hit{Brand: "B", Start: start, End: end}
		if start < 0 || end > len(text) || start > end {
			hit = match.Hit{}
		}
		r := rowOf(&listen.Mention{Text: text, Hit: hit, Hits: []match.Hit{hit}, Post: source.Post{Author: source.Author{Name: author}, URL: url}})
		assert.LessOrEqual(t, len(r.mention.Text), max(maxRowText+6, 0))
		for _, p := range r.Pieces() {
			assert.True(t, utf8.ValidString(p.Text))
			assert.NotContains(t, p.Text, "\r")
		}
		assert.True(t, utf8.ValidString(r.Author()))
	})
}
