package dashboard

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"sync"

	"github.com/earshot-go/earshot/internal/chart"
	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// A page is one of the board's addresses.
type page struct {
	Name  string // in addresses
	Title string
	Lead  string // what it answers, under the title
	Menu  bool
	make  func(*visit) any
}

var pages = []page{
	{"now", "Now", "What is being said, as it is heard.", true, nowPage},
	{"normal", "Normal?", "Every brand beside what is normal for the hour and the weekday.", true, normalPage},
	{"alerts", "Alerts", "What left its normal range, and why.", true, alertsPage},
	{"voice", "Share of voice", "Whose brand is talked about, with how sure that is.", true, voicePage},
	{"people", "People", "Who speaks, in more than one way of mattering.", true, peoplePage},
	{"topics", "Topics", "What is talked about more than it used to be.", true, topicsPage},
	{"channels", "Channels", "Where the brand's people are, and when.", true, channelsPage},
	{"conversations", "Conversations", "What waits for an answer, and how long answers take.", true, conversationsPage},
	{"coverage", "Coverage", "Whether every source was heard, and what became of its posts.", true, coveragePage},
	{"alert", "Alert", "", false, alertPage},
}

// A visit is one request for a page, and what its template is given.
type visit struct {
	*locale
	Page    *page
	Pages   []page
	Board   string // its title
	Up      int    // alerts that are up
	CanAct  bool
	Data    any
	Problem string // stands in the place of the data

	board  *Board
	query  url.Values
	status int
}

// find notes that what was asked for is not there.
func (v *visit) missing(what string) any {
	v.status, v.Problem = http.StatusNotFound, what
	return nil
}

func (b *Board) show(w http.ResponseWriter, r *http.Request, p *page) {
	v := &visit{
		locale: b.localeOf(r), Page: p, Pages: pages, Board: b.options.Title, CanAct: b.options.Act != nil,
		board: b, query: r.URL.Query(), status: http.StatusOK,
	}
	v.Up = len(b.heardAlerts(isUp))
	v.Data = p.make(v)
	var out bytes.Buffer
	if err := templates().ExecuteTemplate(&out, "page", v); err != nil {
		http.Error(w, "the page could not be drawn: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(v.status)
	w.Write(out.Bytes())
}

// Zone names the time zone for the script that writes times.
func (v *visit) Zone() string { return v.zone.String() }

// AsOf is the time of the newest event.
func (v *visit) AsOf() template.HTML { return v.Time(v.board.asOf()) }

// Heard reports whether there was any event.
func (v *visit) Heard() bool { return !v.board.asOf().IsZero() }

// At reports whether a page of the menu is the one that is shown, or holds it.
func (v *visit) At(name string) bool {
	return v.Page.Name == name || v.Page.Name == "alert" && name == "alerts"
}

// L is what writes numbers, for parts of a page that need no more.
func (v *visit) L() *locale { return v.locale }

// Bar draws a share.
func (v *visit) Bar(share float64, class string) template.HTML {
	return chart.Bar{Value: share, Top: 1, Class: class}.SVG()
}

// Unit is the word for what a measure counts.
func (v *visit) Unit(measure string) string {
	switch measure {
	case listen.NegativeShare:
		return "negative"
	case listen.ComplaintShare:
		return "complaints"
	case listen.TopicShare:
		return "with the topic"
	case listen.Followers:
		return "followers"
	}
	return "mentions"
}

// Marked is an excerpt in pieces, with the brand marked.
func (v *visit) Marked(p insight.Post) []piece {
	return pieces(p.Text, []match.Hit{{Start: p.Start, End: p.End}})
}

// IntentsOf names what an author wants.
func (v *visit) IntentsOf(i sentiment.Intent) []string { return intentNames(i) }

// Count writes a number that may be unknown, which is "".
func (v *visit) Count(c source.Count) string {
	n, known := c.Value()
	if !known {
		return ""
	}
	return v.Whole(n)
}

// Brands are the names to choose from.
func (v *visit) Brands() []listen.Brand { return v.board.brands }

func isUp(a *listen.Alert) bool { return a.State != listen.Resolved }

// templates are parsed when the first page is asked for.
var templates = sync.OnceValue(func() *template.Template {
	t := template.New("").Funcs(template.FuncMap{
		"clip":  clip,
		"clean": clean,
		"key":   alertKey,
		"pair":  func(v *visit, data any) any { return pair{v, data} },
		"web":   webAddress,
		"net":   network,
	})
	// A page's own template has the page's name; what it is given is its Data.
	t = t.Funcs(template.FuncMap{"content": func(v *visit) (template.HTML, error) {
		var out bytes.Buffer
		err := t.ExecuteTemplate(&out, v.Page.Name, v)
		return template.HTML(out.String()), err
	}})
	return template.Must(t.ParseFS(files, "pages/*.html"))
})

// A pair is a part of a page's data beside its visit.
type pair struct {
	V *visit
	D any
}
