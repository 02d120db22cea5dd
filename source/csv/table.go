package csv

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/textfile"
)

// fields are the columns that are understood.
var fields = []string{
	"id", "text", "title", "url", "author", "handle", "time", "language", "country", "parent", "tags",
	"rating", "likes", "shares", "replies", "views", "followers",
}

var errNoColumns = errors.New("the first row names neither a text nor a title column")

// table is what is known of one table.
type table struct {
	options Options
	comma   rune
	column  map[string]int // by field
	quoted  bool           // the last line ended within quotation marks
}

func newTable(o Options) *table { return &table{options: o, comma: ','} }

func (t *table) format() textfile.Format {
	return textfile.Format{Header: t.header, Complete: t.complete, Whole: t.whole, Parse: t.parse}
}

// header learns the columns of the first row.
func (t *table) header(record []byte) error {
	t.comma = separator(record)
	names, err := t.split(record)
	if err != nil {
		return fmt.Errorf("the first row: %w", err)
	}
	byName := map[string]int{}
	for i, name := range names {
		if name = strings.ToLower(strings.TrimSpace(name)); name != "" {
			byName[name] = i
		}
	}
	t.column = map[string]int{}
	for _, field := range fields {
		name := field
		if other := t.options.Columns[field]; other != "" {
			name = other
		}
		i, ok := byName[strings.ToLower(strings.TrimSpace(name))]
		if ok {
			t.column[field] = i
		} else if name != field {
			return fmt.Errorf("the first row has no column %.80q for %s", name, field)
		}
	}
	_, text := t.column["text"]
	_, title := t.column["title"]
	if !text && !title {
		return errNoColumns
	}
	return nil
}

// separator returns the most frequent of the usual separators in a first row.
func separator(record []byte) rune {
	best, most := ',', 0
	for _, c := range ",;\t|" {
		if n := bytes.Count(record, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// complete follows quotation marks line by line. A field is quoted where it
// begins with one; in others, as in 5" screen, they mean nothing.
func (t *table) complete(text []byte, first bool) bool {
	if first {
		t.quoted = false
		if t.column == nil {
			t.comma = separator(text)
		}
	}
	begins := first || !t.quoted
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case t.quoted && c == '"':
			if i+1 < len(text) && text[i+1] == '"' {
				i++
				continue
			}
			// Only before a separator does it end a field; else it is
			// one that nobody doubled.
			t.quoted = i+1 < len(text) && rune(text[i+1]) != t.comma
		case t.quoted:
		case c == '"' && begins:
			t.quoted = true
		}
		begins = !t.quoted && rune(text[i]) == t.comma
	}
	return !t.quoted
}

// whole reports whether a last row without an end has all its columns: a row
// that is still being written mostly has not.
func (t *table) whole(record []byte) bool {
	row, err := t.split(record)
	if err != nil || t.quoted {
		return false
	}
	for _, i := range t.column {
		if i >= len(row) {
			return false
		}
	}
	return true
}

func (t *table) split(record []byte) ([]string, error) {
	r := csv.NewReader(bytes.NewReader(record))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = t.comma, true, -1
	return r.Read()
}

// parse makes a post of a row.
func (t *table) parse(record []byte) (source.Post, error) {
	cells, err := t.split(record)
	if err != nil {
		return source.Post{}, err
	}
	r := row{t, cells, nil}
	p := source.Post{
		ID: r.line("id"), URL: r.line("url"), Language: r.line("language"), Country: r.line("country"), Parent: r.line("parent"),
		Title:  r.line("title"),
		Text:   plaintext.Clean(r.cell("text"), source.MaxText),
		Author: source.Author{Name: r.line("author"), Handle: r.line("handle"), Followers: r.count("followers")},
		Likes:  r.count("likes"), Shares: r.count("shares"), Replies: r.count("replies"), Views: r.count("views"),
		Time: r.time(), Rating: r.rating(),
	}
	for _, tag := range strings.FieldsFunc(r.line("tags"), func(c rune) bool { return c == ',' || c == ' ' || c == ';' }) {
		if tag = strings.TrimPrefix(tag, "#"); tag != "" && len(p.Tags) < 32 {
			p.Tags = append(p.Tags, tag)
		}
	}
	switch {
	case p.Rating != source.Rating{}:
		p.Kind = source.KindReview
	case p.Parent != "":
		p.Kind = source.KindReply
	}
	if p.Title == "" && p.Text == "" {
		r.fail("text", "is empty")
	}
	return p, errors.Join(r.errs...)
}

// row reads the cells of a row and gathers what is wrong with them.
type row struct {
	*table
	cells []string
	errs  []error
}

func (r *row) fail(field, reason string) {
	r.errs = append(r.errs, &source.FieldError{Field: field, Reason: reason})
}

func (r *row) cell(field string) string {
	i, ok := r.column[field]
	if !ok || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

func (r *row) line(field string) string { return plaintext.Line(r.cell(field), 4<<10) }

func (r *row) count(field string) source.Count {
	s := strings.TrimSpace(r.cell(field))
	if s == "" {
		return source.Count{}
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n != float64(int64(n)) {
		r.fail(field, fmt.Sprintf("%.40q is not a whole number", s))
		return source.Count{}
	}
	return source.Known(int64(n))
}

func (r *row) rating() source.Rating {
	s := strings.TrimSpace(r.cell("rating"))
	if s == "" {
		return source.Rating{}
	}
	value, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil {
		r.fail("rating", fmt.Sprintf("%.40q is not a number", s))
		return source.Rating{}
	}
	return source.Rating{Value: value, Best: r.options.Best}
}

var layouts = []string{
	time.RFC3339Nano, "2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04", "2006-01-02",
}

func (r *row) time() time.Time {
	s := strings.TrimSpace(r.cell("time"))
	if s == "" {
		return time.Time{}
	}
	known := layouts
	if r.options.Layout != "" {
		known = []string{r.options.Layout}
	}
	for _, layout := range known {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && r.options.Layout == "" && n > 1e8 && n < 1e11 {
		return time.Unix(n, 0).UTC()
	}
	r.fail("time", fmt.Sprintf("%.40q is not a time that is understood", s))
	return time.Time{}
}
