package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/text/language"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/listen/report"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

var start = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC) // a Monday

func mention(brand, text string, at time.Time, valence float64) *listen.Mention {
	return &listen.Mention{
		Source: "forum:talk.example", Brand: brand, Change: listen.Added, Text: text,
		Post: source.Post{
			ID: fmt.Sprint(brand, at.UnixNano(), len(text)), URL: "https://talk.example/1", Time: at, Text: text,
			Author: source.Author{ID: fmt.Sprint("u", at.Minute()), Handle: "ines"},
		},
		Hit: match.Hit{Brand: brand, Start: 0, End: min(len(brand), len(text))}, Hits: []match.Hit{{Brand: brand, End: min(len(brand), len(text))}},
		Sentiment: sentiment.Score{Valence: valence, Confidence: 1}, Intent: wants(valence), Config: "c0ffee",
	}
}

func wants(valence float64) sentiment.Intent {
	if valence < 0 {
		return sentiment.Complaint
	}
	return 0
}

var recall = &listen.Alert{
	ID: "a1", Incident: "a1", Brand: "Fernhill", Kind: listen.VolumeSpike, State: listen.Resolved, Severity: 8,
	Time: start.Add(40 * time.Hour), Start: start.Add(30 * time.Hour), End: start.Add(39 * time.Hour), Value: 41, Expected: 6, Low: 2, High: 12,
	Why: listen.Why{
		Measure: listen.Mentions, From: start.Add(30 * time.Hour), To: start.Add(39 * time.Hour), PerWeek: 0.01, Coverage: 1,
		Terms: []listen.Driver{{Name: "recall", Share: 0.6, Usual: 0.01}},
		Posts: []listen.TopPost{{Author: "ines", Source: "forum:talk.example", Text: "Fernhill recalls its jam", URL: "https://talk.example/1"}},
	},
}

// collect fills a collector with a week of two brands before the period, and one
// within it.
func collect(t *testing.T, o *report.Options) *report.Collector {
	t.Helper()
	c, err := report.New(o)
	require.NoError(t, err)
	for hour := range 14 * 24 {
		at := start.Add(time.Duration(hour-7*24) * time.Hour)
		n := 3 + hour/(7*24)
		for i := range n {
			c.Add(mention("Fernhill", "Fernhill jam is lovely", at.Add(time.Duration(i)*time.Minute), float64(i%3-1)))
		}
		c.Add(mention("Oakmere", "Oakmere marmalade", at.Add(30*time.Minute), 0))
		c.Judged(&listen.Window{
			Brand: "Fernhill", Start: at, End: at.Add(time.Hour), Mentions: n, Scored: n, Negative: 1, Complaints: 1, Coverage: 1,
			Volume: &listen.Level{Value: float64(n), Expected: 3, Low: 1, High: 6, Ready: true, P: 0.5},
		})
	}
	firing := *recall
	firing.State, firing.End = listen.Firing, time.Time{}
	c.Add(&firing)
	c.Add(recall)
	return c
}

func week() *report.Options { return report.Week(start.Add(7*24*time.Hour+time.Hour), "UTC") }

func coverage(from time.Time) []listen.Coverage {
	var out []listen.Coverage
	for hour := range 7 * 24 {
		c := listen.Coverage{Source: "forum:talk.example", Start: from.Add(time.Duration(hour) * time.Hour), State: listen.Complete, Heard: 1, Posts: 5, Mentioned: 4, Dropped: map[listen.Reason]int64{"unmatched": 1}}
		if hour < 42 {
			c.State, c.Heard = listen.Absent, 0
		}
		c.End = c.Start.Add(time.Hour)
		out = append(out, c)
	}
	return out
}

func TestAWeek(t *testing.T) {
	r, err := collect(t, week()).Report(coverage(start))
	require.NoError(t, err)
	assert.Equal(t, "Fernhill, Oakmere: 2026-03-02 to 2026-03-08", r.Title)
	require.Len(t, r.Brands, 2)
	b := r.Brands[0]
	assert.Equal(t, "Fernhill", b.Name)
	assert.Equal(t, 4*7*24, b.Mentions)
	assert.Equal(t, 3*7*24, b.Before)
	assert.Equal(t, 3.0*7*24, b.Expected)
	assert.Equal(t, 2*7*24, b.Complaints)
	assert.Len(t, b.Windows, 7*24)
	assert.Equal(t, 7*24, r.Brands[1].Mentions, "without windows, as the voice counts")
	require.Len(t, r.Alerts, 1, "told twice, kept as told last")
	assert.Equal(t, listen.Resolved, r.Alerts[0].State)
	assert.InDelta(t, 0.75, r.Heard[0].Share, 1e-9)
	assert.Equal(t, 42, r.Heard[0].Absent)
	assert.Equal(t, int64(7*24), r.Heard[0].Dropped["unmatched"])

	summary := strings.Join(r.Summary, "\n")
	for _, words := range []string{
		"Fernhill: 672 mentions (504 expected, 504 in the period before), ", "1 alert; the most severe, 8 of 10: Fernhill volume spike, resolved.",
		"Not always heard: forum:talk.example (75 % of the time).",
	} {
		assert.Contains(t, summary, words)
	}
}

func TestFormsSayTheSame(t *testing.T) {
	r, err := collect(t, week()).Report(coverage(start))
	require.NoError(t, err)
	page, text := written(t, r.WriteHTML), written(t, r.WriteMarkdown)
	for _, words := range []string{"672", "recall", "Fernhill recalls its jam", "75 %", "c0ffee", "8 of 10", "Oakmere"} {
		assert.Contains(t, page, words)
		assert.Contains(t, text, words)
	}
	assert.Contains(t, page, `<mark>Fernhill</mark> jam is lovely`)
	var back report.Report
	require.NoError(t, json.Unmarshal([]byte(written(t, r.WriteJSON)), &back))
	assert.Equal(t, r.Summary, back.Summary)
	assert.Equal(t, r.Brands[0].Mentions, back.Brands[0].Mentions)
	assert.Equal(t, r.Voice.Brands[0].Mentions, back.Voice.Brands[0].Mentions)
}

func written(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, write(&b))
	return b.String()
}

func TestTheSameAgain(t *testing.T) {
	a, err := collect(t, week()).Report(coverage(start))
	require.NoError(t, err)
	b, err := collect(t, week()).Report(coverage(start))
	require.NoError(t, err)
	assert.Equal(t, written(t, a.WriteHTML), written(t, b.WriteHTML))
	assert.Equal(t, written(t, a.WriteJSON), written(t, b.WriteJSON))
}

func TestAnIncident(t *testing.T) {
	c := collect(t, report.Incident(recall, "Europe/Amsterdam"))
	other := *recall
	other.ID, other.Incident = "a2", "a2"
	c.Add(&other)
	r, err := c.Report(nil)
	require.NoError(t, err)
	require.Len(t, r.Alerts, 1)
	assert.Equal(t, "a1", r.Alerts[0].ID)
	require.Len(t, r.Brands, 1)
	assert.Equal(t, start.Add(6*time.Hour), r.From.UTC())
	assert.Equal(t, "07:00", r.Alerts[0].Start.Format("15:04"), "the clock of the report hangs in Amsterdam")
}

func TestADayFollowsItsZone(t *testing.T) {
	o := report.Day(time.Date(2026, 3, 30, 1, 0, 0, 0, time.UTC), "Europe/Amsterdam") // the day after the clock was put forward
	assert.Equal(t, 23*time.Hour, o.To.Sub(o.From))
	c, err := report.New(o)
	require.NoError(t, err)
	r, err := c.Report(nil)
	require.NoError(t, err)
	assert.Equal(t, "Sunday 2026-03-29", r.Title)
	assert.Contains(t, written(t, r.WriteMarkdown), "Nobody spoke of a brand.")
	assert.Contains(t, written(t, r.WriteHTML), "Nobody spoke of a brand.")
	assert.Equal(t, []string{"No alerts."}, r.Summary)
}

func TestNumbersAreWrittenAsReadersDo(t *testing.T) {
	o := week()
	o.Language = language.German
	c := collect(t, o)
	for i := range 2000 {
		c.Add(mention("Oakmere", "Oakmere", start.Add(time.Duration(i)*time.Second), 0))
	}
	r, err := c.Report(nil)
	require.NoError(t, err)
	assert.Contains(t, written(t, r.WriteMarkdown), "Mentions: 2.168")
}

func TestSharesAreWrittenAsReadersDo(t *testing.T) {
	for tag, form := range map[language.Tag]string{
		language.Und: "75 %", language.English: "75 %", language.BritishEnglish: "75 %", language.German: "75\u00a0%", language.Dutch: "75%", language.Persian: "۷۵٪",
	} {
		o := week()
		o.Language = tag
		r, err := collect(t, o).Report(coverage(start))
		require.NoError(t, err)
		assert.Contains(t, strings.Join(r.Summary, "\n"), "("+form+" of the time)", "%v", tag)
	}
}

// A brand whose answers are not heard does not let everybody wait.
func TestNobodyWaitsForWhatIsNeverHeard(t *testing.T) {
	none := "No answers of the brand were heard (Fernhill): whether somebody still waits cannot be told."
	c := collect(t, week())
	r, err := c.Report(nil)
	require.NoError(t, err)
	assert.Contains(t, r.Summary, none)
	assert.NotContains(t, strings.Join(r.Summary, "\n"), "for an answer.")
	for _, form := range []string{written(t, r.WriteMarkdown), written(t, r.WriteHTML)} {
		assert.Contains(t, form, "336 wanted an answer. No answers of the brand were heard")
		assert.NotContains(t, strings.ToLower(form), "waits for ")
	}

	own := mention("Fernhill", "Fernhill news", start.Add(time.Hour), 0)
	own.Own = true
	c.Add(own)
	r, err = c.Report(nil)
	require.NoError(t, err)
	assert.NotContains(t, r.Summary, none)
	assert.Contains(t, r.Summary, "336 conversations of the period wait for an answer.")
	assert.Contains(t, written(t, r.WriteMarkdown), "336 wanted an answer, 0 got one")
}

func TestOldAlertsAreForgottenAndCounted(t *testing.T) {
	c := collect(t, week())
	for i := range 1005 {
		a := *recall
		a.ID = fmt.Sprint("many", i)
		c.Add(&a)
	}
	r, err := c.Report(nil)
	require.NoError(t, err)
	assert.Len(t, r.Alerts, 1000)
	assert.Equal(t, 6, r.ForgottenAlerts)
}

func TestRepeatsComplainOnce(t *testing.T) {
	c, err := report.New(week())
	require.NoError(t, err)
	for i := range 3 {
		m := mention("Fernhill", "Fernhill leaks", start.Add(time.Duration(i)*time.Hour), -0.5)
		m.Repeat = i > 0
		c.Add(m)
	}
	r, err := c.Report(nil)
	require.NoError(t, err)
	assert.Equal(t, 1, r.Brands[0].Mentions)
	assert.Equal(t, 1, r.Brands[0].Complaints, "as many as are counted")
}

func TestWhichAlertsAreListed(t *testing.T) {
	told := func(id, brand string, state listen.AlertState, hour int) *listen.Alert {
		at := start.Add(time.Duration(hour) * time.Hour)
		return &listen.Alert{ID: id, Brand: brand, Kind: listen.VolumeSpike, State: state, Start: at.Add(-time.Hour), Time: at}
	}
	o := week()
	o.Brands = []string{"Fernhill"}
	c, err := report.New(o)
	require.NoError(t, err)
	for _, a := range []*listen.Alert{
		told("another brand's, up before", "Oakmere", listen.Firing, -5), told("up before", "Fernhill", listen.Firing, -5),
		told("came to nothing", "Fernhill", listen.Pending, 3), told("came to nothing", "Fernhill", listen.Resolved, 4),
		told("fired", "Fernhill", listen.Pending, 5), told("fired", "Fernhill", listen.Firing, 6), told("fired", "Fernhill", listen.Resolved, 7),
		told("waits", "Fernhill", listen.Pending, 8),
	} {
		c.Add(a)
	}
	r, err := c.Report(nil)
	require.NoError(t, err)
	var ids []string
	for _, a := range r.Alerts {
		ids = append(ids, a.ID)
	}
	assert.Equal(t, []string{"up before", "fired", "waits"}, ids)
}

func TestAlertsSpeakTheirMeasure(t *testing.T) {
	c, err := report.New(week())
	require.NoError(t, err)
	c.Add(&listen.Alert{
		ID: "r", Brand: "Fernhill", Kind: listen.UnusualReach, State: listen.Firing, Start: start, Time: start.Add(time.Hour), Value: 250_000, Expected: 300, Low: 10, High: 900,
		Why: listen.Why{Measure: listen.Followers, Posts: []listen.TopPost{{Text: "no", URL: `https://talk.example/a_b?c=[1]&copy=2\<d>`}}},
	})
	c.Add(&listen.Alert{
		ID: "s", Source: "feed:x", Kind: listen.SourceSilent, State: listen.Firing, Start: start, Time: start.Add(time.Hour), Expected: 40,
		Why: listen.Why{Measure: listen.Posts, Expected: 40},
	})
	r, err := c.Report(nil)
	require.NoError(t, err)
	page, text := written(t, r.WriteHTML), written(t, r.WriteMarkdown)
	for _, words := range []string{"250,000 followers, 300 usual (10 to 900)", "no post, where 40 are usual"} {
		assert.Contains(t, page, words)
		assert.Contains(t, text, words)
	}
	assert.Contains(t, text, `<https://talk.example/a_b?c=[1]&amp;copy=2%5C%3Cd%3E>`, "a link, not escaped words")
}

func TestCollectorsAreSafe(t *testing.T) {
	c := collect(t, week())
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for i := range 20 {
				c.Add(mention("Fernhill", "Fernhill", start.Add(time.Duration(i)*time.Minute), 0))
				c.Judged(&listen.Window{Brand: "Fernhill", Start: start, End: start.Add(time.Hour)})
				_, err := c.Report(nil)
				assert.NoError(t, err)
			}
		})
	}
	wait.Wait()
}

func TestWrongOptionsAreToldTogether(t *testing.T) {
	_, err := report.New(&report.Options{Zone: "Nowhere/Else"})
	for _, field := range []string{"Zone", "From", "To"} {
		assert.ErrorContains(t, err, "option "+field)
	}
	assert.ErrorAs(t, err, new(*report.OptionError))
	_, err = report.New(nil)
	assert.Error(t, err)
	_, err = report.New(&report.Options{From: start, To: start.AddDate(5, 0, 0)})
	assert.ErrorContains(t, err, "400 days")
	_, err = report.New(report.Incident(nil, "Nowhere/Else"))
	assert.Equal(t, 1, strings.Count(err.Error(), "Nowhere/Else"), "told once: %v", err)
	assert.ErrorContains(t, err, "From")
	o := week()
	o.Conversations = insight.ConversationOptions{Limit: -1}
	_, err = report.New(o)
	assert.ErrorAs(t, err, new(*insight.OptionError))
}

// allowed are the elements that a report is made of.
var allowed = strings.Fields("html head meta title style body header h1 h2 h3 h4 p main section ul li article span bdi b blockquote footer mark a dl div dt dd small svg path rect i figure figcaption table thead tbody tr th td")

func FuzzStrangersCannotWriteMarkup(f *testing.F) {
	f.Add(`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "javascript:alert(1)")
	f.Add("a\x00\xff\u202e]]>", "`|*_[x](javascript:y)", "https://example.com/\" onclick=\"x")
	f.Add("</style><b>", "{{.Title}}", "data:text/html,x")
	f.Fuzz(func(t *testing.T, text, name, url string) {
		c, err := report.New(week())
		require.NoError(t, err)
		m := mention(name, text, start.Add(time.Hour), -1)
		m.Post.URL, m.Post.Author.Handle, m.Source, m.Hit.End = url, name, name, len(text)/2
		c.Add(m)
		a := *recall
		a.Brand, a.Why.Posts = name, []listen.TopPost{{Author: name, Text: text, URL: url, Source: name}}
		a.Why.Terms = []listen.Driver{{Name: text}}
		c.Add(&a)
		r, err := c.Report([]listen.Coverage{{Source: name, Start: start, End: start.Add(time.Hour), State: listen.Partial}})
		require.NoError(t, err)
		parsed, err := html.Parse(strings.NewReader(written(t, r.WriteHTML)))
		require.NoError(t, err)
		checkNode(t, parsed)
		text = written(t, r.WriteMarkdown)
		if !utf8.ValidString(text) || strings.Contains(text, "<script") || strings.Contains(strings.ReplaceAll(text, `\](`, ""), "](") {
			t.Errorf("not escaped: %q", text)
		}
	})
}

func checkNode(t *testing.T, n *html.Node) {
	t.Helper()
	if n.Type == html.ElementNode {
		assert.Contains(t, allowed, n.Data)
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "style" {
				t.Errorf("attribute %s=%q", a.Key, a.Val)
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://") {
				t.Errorf("link to %q", a.Val)
			}
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		checkNode(t, child)
	}
}
