package dashboard

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match/query"
	"github.com/earshot-go/earshot/sentiment"
)

const (
	maxColumns = 12 // side by side
	maxQuery   = 1000
	wallBrands = 6 // columns when nobody chose any
)

// A view is what one viewer wants to see live: columns, and a filter for all
// of them. It stands in the address, so that a view can be kept as a bookmark.
type view struct {
	Columns []column
	Tone    string
	Intent  string
	Source  string
	Text    string // a query for all columns
	Errors  []string

	intent sentiment.Intent
	query  *query.Query
}

// A column shows the mentions of one brand, or those that answer a query.
type column struct {
	Index      int
	Brand      string
	Competitor bool
	Query      string
	query      *query.Query
}

func (c column) Title() string {
	if c.Brand != "" {
		return c.Brand
	}
	return c.Query
}

// viewOf reads a view from an address. What cannot be used is told and left
// out.
func (b *Board) viewOf(q url.Values) *view {
	v := &view{Tone: q.Get("tone"), Intent: q.Get("intent"), Source: q.Get("source"), Text: strings.TrimSpace(q.Get("q"))}
	if !slices.Contains(tones, v.Tone) {
		v.Tone = ""
	}
	v.intent = intentNamed(v.Intent)
	if v.intent == 0 {
		v.Intent = ""
	}
	if v.Text != "" {
		v.query = v.compile(v.Text)
	}
	for _, name := range q["brand"] {
		if brand, ok := b.brand(name); ok && !slices.ContainsFunc(v.Columns, func(c column) bool { return c.Brand == name }) {
			v.add(column{Brand: name, Competitor: brand.Competitor})
		}
	}
	for _, text := range q["column"] {
		if text = strings.TrimSpace(text); text != "" {
			if compiled := v.compile(text); compiled != nil {
				v.add(column{Query: clip(text, maxQuery), query: compiled})
			}
		}
	}
	if len(v.Columns) == 0 {
		for _, brand := range b.brands[:min(len(b.brands), wallBrands)] {
			v.add(column{Brand: brand.Name, Competitor: brand.Competitor})
		}
	}
	return v
}

// Shows reports whether a brand has a column.
func (v *view) Shows(brand string) bool {
	return slices.ContainsFunc(v.Columns, func(c column) bool { return c.Brand == brand })
}

// FirstQuery is the query of the first column that has one.
func (v *view) FirstQuery() string {
	for _, c := range v.Columns {
		if c.Query != "" {
			return c.Query
		}
	}
	return ""
}

func (v *view) add(c column) {
	if c.Index = len(v.Columns); c.Index < maxColumns {
		v.Columns = append(v.Columns, c)
	}
}

func (v *view) compile(text string) *query.Query {
	if len(text) > maxQuery {
		v.Errors = append(v.Errors, "a query may have "+strconv.Itoa(maxQuery)+" bytes at most")
		return nil
	}
	q, err := query.Compile(text)
	if err != nil {
		var bad *query.SyntaxError
		if errors.As(err, &bad) {
			v.Errors = append(v.Errors, clip(bad.Error(), 300))
		} else {
			v.Errors = append(v.Errors, clip(err.Error(), 300))
		}
		return nil
	}
	return q
}

var tones = []string{"positive", "neutral", "negative", "unknown"}

// intents are the kinds that can be chosen, as they are shown.
var intents = []string{"complaint", "question", "suggestion", "praise", "purchase", "leaving", "news", "spam", "leave alone"}

func intentNamed(name string) sentiment.Intent {
	if i := slices.Index(intents, name); i >= 0 {
		return 1 << i
	}
	return 0
}

// passes reports whether the filter of all columns lets a row through.
func (v *view) passes(r *row, d *query.Document) bool {
	m := &r.mention
	switch {
	case v.Tone != "" && r.Tone() != v.Tone,
		v.intent != 0 && !m.Intent.Has(v.intent),
		v.Source != "" && m.Source != v.Source,
		v.query != nil && !v.query.Match(d):
		return false
	}
	return true
}

// places appends the columns in which a row belongs. The news that a mention
// is gone belongs everywhere.
func (v *view) places(dst []int, r *row) []int {
	if r.gone {
		return dst
	}
	d := documentOf(&r.mention)
	if !v.passes(r, d) {
		return dst
	}
	for _, c := range v.Columns {
		if c.Brand == r.mention.Brand || c.query != nil && c.query.Match(d) {
			dst = append(dst, c.Index)
		}
	}
	return dst
}

// documentOf is a mention as a query sees it.
func documentOf(m *listen.Mention) *query.Document {
	p := &m.Post
	d := &query.Document{
		Text: m.Text, Author: p.Author.Name, Handle: p.Author.Handle, URL: p.URL,
		Source: m.Source, Language: p.Language, Country: p.Country, Kind: string(p.Kind),
	}
	if n, known := p.Author.Followers.Value(); known {
		d.Followers = query.Known(float64(n))
	}
	if p.Rating.Best > 0 {
		d.Rating = query.Known(5 * p.Rating.Value / p.Rating.Best)
	}
	return d
}
