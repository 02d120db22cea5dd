package dashboard

import (
	"bytes"
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strconv"
)

// columnRows is how many rows a column begins with.
const columnRows = 30

// wall is the data of the page Now.
type wall struct {
	*view
	Lists   [][]shown
	Stream  string // the address of the live rows
	Tones   []string
	Intents []string
	Sources []string
}

// shown is a row with what writes its numbers.
type shown struct {
	*row
	L     *locale
	board *Board
}

func nowPage(v *visit) any {
	b := v.board
	w := &wall{view: b.viewOf(v.query), Tones: tones, Intents: intents, Sources: b.sources()}
	seen := b.tape.newest() // before the rows are read: one that comes twice is shown once, none is missed
	for _, c := range w.Columns {
		w.Lists = append(w.Lists, b.fill(w.view, c, v.locale))
	}
	w.Stream = "events?" + streamQuery(v.query, seen)
	return w
}

func streamQuery(q url.Values, seen uint64) string {
	kept := url.Values{"after": {strconv.FormatUint(seen, 10)}}
	for _, name := range []string{"tone", "intent", "source", "q", "brand", "column"} {
		if len(q[name]) > 0 {
			kept[name] = q[name]
		}
	}
	return kept.Encode()
}

// fill returns the last rows that belong into a column, newest first.
func (b *Board) fill(v *view, c column, l *locale) []shown {
	rows := b.shelved(c.Brand)
	if c.query != nil {
		rows = b.newestRows()
	}
	var out []shown
	for _, r := range rows {
		if len(out) == columnRows {
			break
		}
		d := documentOf(&r.mention)
		if v.passes(r, d) && (c.query == nil || c.query.Match(d)) {
			out = append(out, shown{r, l, b})
		}
	}
	return out
}

// newestRows returns the rows of all brands, newest first, each post once.
func (b *Board) newestRows() []*row {
	rows := b.keptRows()
	slices.Reverse(rows)
	slices.SortStableFunc(rows, func(x, y *row) int { return y.Time().Compare(x.Time()) })
	type post struct{ source, id string }
	told := make(map[post]bool)
	return slices.DeleteFunc(rows, func(r *row) bool {
		p := post{r.mention.Source, r.mention.Post.ID}
		again := told[p]
		told[p] = true
		return again
	})
}

// sources are the names of those whose mentions came.
func (b *Board) sources() []string {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.Clone(b.shelf.sources)
}

// Reasons are the words behind the tone, where the whole text is known.
func (s shown) Reasons() []reason {
	if s.cut || s.mention.Sentiment.Confidence == 0 {
		return nil
	}
	return strongest(s.mention.Text, s.board.listener.Cues(&s.mention))
}

// IntentReasons are the words behind the intent.
func (s shown) IntentReasons() []reason {
	if s.cut || s.mention.Intent == 0 {
		return nil
	}
	return intentReasons(s.mention.Text, s.board.listener.IntentCues(&s.mention))
}

// Followers is how many the author has, "" where that is unknown.
func (s shown) Followers() string {
	n, known := s.mention.Post.Author.Followers.Value()
	if !known {
		return ""
	}
	return s.L.Whole(n)
}

// Rating is the mark of a review, "" where there is none.
func (s shown) Rating() string {
	r := s.mention.Post.Rating
	if r.Best <= 0 {
		return ""
	}
	return s.L.Number(r.Value, 1) + "/" + s.L.Number(r.Best, 1)
}

// draw returns the row as viewers with a locale see it. Only the rows on the tape
// are drawn once for all.
func (b *Board) draw(r *row, l *locale) ([]byte, error) {
	if known := r.drawn.Load(); known != nil && (*known)[l.Name] != nil {
		return (*known)[l.Name], nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	all := drawing{}
	if known := r.drawn.Load(); known != nil {
		if html := (*known)[l.Name]; html != nil {
			return html, nil
		}
		maps.Copy(all, *known)
	}
	var out bytes.Buffer
	if err := templates().ExecuteTemplate(&out, "row", shown{r, l, b}); err != nil {
		return nil, err
	}
	html := bytes.ReplaceAll(out.Bytes(), []byte("\r"), nil) // which would end a line of a stream
	all[l.Name] = html
	if b.tape.holds(r) {
		r.drawn.Store(&all)
	}
	return html, nil
}

// HTML is the row as it is drawn for all.
func (s shown) HTML() (template.HTML, error) {
	html, err := s.board.draw(s.row, s.L)
	return template.HTML(html), err
}
