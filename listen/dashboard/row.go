package dashboard

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
)

// maxRowText is how many bytes of a post are shown, around the brand.
const maxRowText = 700

// A row is a mention as it is shown, or the news that one was withdrawn. What
// viewers see of it is drawn once for each way of writing numbers, when the
// first of them asks.
type row struct {
	number  uint64 // its place on the tape
	key     string // of the mention: the same for its edits
	gone    bool   // it tells that the mention was withdrawn
	removed bool   // from the shelf; guarded by the board
	copies  int    // how many posts said it, this one among them
	cut     bool   // the text is an excerpt of what was scored
	mention listen.Mention

	mu    sync.Mutex // held while it is drawn
	drawn atomic.Pointer[drawing]
}

// A drawing is a row as it is sent, by locale. It is never changed.
type drawing map[string][]byte

// rowOf copies what is shown of m, so that no long post is kept for an
// excerpt of it.
func rowOf(m *listen.Mention) *row {
	r := &row{key: keyOf(m), gone: m.Change == listen.Withdrawn}
	if r.gone {
		r.mention = listen.Mention{Brand: m.Brand, Source: m.Source, Change: m.Change}
		r.mention.Post.ID = m.Post.ID
		return r
	}
	r.mention = *m
	r.mention.Text, r.mention.Hits = cut(m.Text, m.Hits, m.Hit)
	if r.cut = len(r.mention.Text) != len(m.Text); r.cut {
		r.mention.Post.Text, r.mention.Post.Title = r.mention.Text, ""
	}
	r.mention.Post.Tags, r.mention.AlsoSeen = nil, nil
	if m.AlsoSeen != nil {
		r.copies = m.AlsoSeen.Count
	}
	return r
}

// keyOf names a mention in pages and addresses.
func keyOf(m *listen.Mention) string {
	h := sha256.New()
	for _, part := range []string{m.Source, m.Post.ID, m.Brand} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return "m" + hex.EncodeToString(h.Sum(nil)[:9])
}

// cut returns at most maxRowText bytes of text around the surest hit, and the
// hits that lie in them.
func cut(text string, hits []match.Hit, best match.Hit) (string, []match.Hit) {
	if len(text) <= maxRowText {
		return text, hits
	}
	from := max(0, min(best.Start-maxRowText/3, len(text)-maxRowText))
	to := from + maxRowText
	for from > 0 && from < to && !utf8.RuneStart(text[from]) {
		from++
	}
	for to < len(text) && to > from && !utf8.RuneStart(text[to]) {
		to--
	}
	const more = "…"
	before, behind := "", ""
	if from > 0 {
		before = more
	}
	if to < len(text) {
		behind = more
	}
	var within []match.Hit
	for _, h := range hits {
		if h.Start >= from && h.End <= to {
			h.Start, h.End = h.Start-from+len(before), h.End-from+len(before)
			within = append(within, h)
		}
	}
	return before + text[from:to] + behind, within
}

// A piece is a stretch of text, marked where it names the brand.
type piece struct {
	Text   string
	Marked bool
}

// pieces parts the text at its hits.
func pieces(text string, hits []match.Hit) []piece {
	var out []piece
	add := func(s string, marked bool) {
		if s != "" {
			out = append(out, piece{clean(s), marked})
		}
	}
	done := 0
	for _, h := range hits {
		if h.Start < done || h.End > len(text) || h.End <= h.Start {
			continue // overlaps the one before
		}
		add(text[done:h.Start], false)
		add(text[h.Start:h.End], true)
		done = h.End
	}
	add(text[done:], false)
	return out
}

// clean returns s as valid UTF-8 without control characters but for line ends.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// clip returns the first n runes or fewer of s, cleaned.
func clip(s string, n int) string {
	s = clean(s[:min(len(s), 4*n+4)])
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// webAddress returns an address that a reader may be sent to, or "".
func webAddress(raw string) string {
	if len(raw) > 2048 {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}

// What templates ask of a row.

func (r *row) Key() string              { return r.key }
func (r *row) Mention() *listen.Mention { return &r.mention }
func (r *row) Time() time.Time          { return r.mention.Post.Time }
func (r *row) Pieces() []piece          { return pieces(r.mention.Text, r.mention.Hits) }
func (r *row) Address() string          { return webAddress(r.mention.Post.URL) }
func (r *row) Tone() string             { return r.mention.Sentiment.Label().String() }
func (r *row) Intents() []string        { return intentNames(r.mention.Intent) }
func (r *row) Network() string          { return network(r.mention.Source) }
func (r *row) Copies() int              { return r.copies }
func (r *row) Edited() bool             { return r.mention.Change == listen.Edited }

// Author is the name to show, and Handle the account where it says more.
func (r *row) Author() string {
	a := r.mention.Post.Author
	return clip(cmp.Or(a.Name, a.Handle, a.ID, "unknown author"), 60)
}

func (r *row) Handle() string {
	a := r.mention.Post.Author
	if a.Handle == "" || a.Handle == a.Name || a.Name == "" {
		return ""
	}
	return "@" + clip(strings.TrimPrefix(a.Handle, "@"), 60)
}

// Languages for the lang attribute: what the source states, or what was found.
func (r *row) Lang() string {
	return cmp.Or(r.mention.Post.Language, r.mention.Sentiment.Language)
}

// Hits are the places that name the brand, as they were written.
func (r *row) Hits() []written {
	var out []written
	for _, h := range r.mention.Hits[:min(len(r.mention.Hits), 5)] {
		if h.Start >= 0 && h.End <= len(r.mention.Text) && h.Start < h.End {
			out = append(out, written{clip(r.mention.Text[h.Start:h.End], 60), h})
		}
	}
	return out
}

type written struct {
	As string
	match.Hit
}

// A reason is a word behind a score or an intent.
type reason struct {
	Word  string
	Adds  float64 // to the valence
	Note  string
	About string // the intent that it speaks for
}

// strongest are the cues that add most, in the order of their weight.
func strongest(text string, cues []sentiment.Cue) []reason {
	cues = slices.Clone(cues)
	slices.SortStableFunc(cues, func(a, b sentiment.Cue) int {
		return cmp.Compare(abs(b.Contribution), abs(a.Contribution))
	})
	var out []reason
	for _, c := range cues[:min(len(cues), 6)] {
		if abs(c.Contribution) < 0.005 {
			break
		}
		word := "the post as a whole"
		if c.Kind != sentiment.CueContext && c.Start >= 0 && c.Start < c.End && c.End <= len(text) {
			word = clip(text[c.Start:c.End], 40)
		}
		out = append(out, reason{Word: word, Adds: c.Contribution, Note: c.Note.String()})
	}
	return out
}

func intentReasons(text string, cues []sentiment.IntentCue) []reason {
	var out []reason
	for _, c := range cues[:min(len(cues), 6)] {
		word := "the post as a whole"
		if c.Start >= 0 && c.Start < c.End && c.End <= len(text) {
			word = clip(text[c.Start:c.End], 40)
		}
		out = append(out, reason{Word: word, About: c.Intent.String()})
	}
	return out
}

func intentNames(i sentiment.Intent) []string {
	if i == 0 {
		return nil
	}
	names := strings.Split(i.String(), ", ")
	for n, name := range names {
		names[n] = shownName(name)
	}
	return names
}

// shownName is the name of an intent as people write it.
func shownName(intent string) string {
	if intent == "leavealone" {
		return "leave alone"
	}
	return intent
}

// network is the part of a source's name that says what it is.
func network(src string) string {
	name, _, _ := strings.Cut(src, ":")
	return clip(name, 30)
}

func abs(f float64) float64 { return max(f, -f) }
