package source

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"
)

// MaxText is how many bytes of text a [Post] holds at most.
const MaxText = 64 << 10

// maxField bounds what is not text: an id, an address, a name. Longer ones are
// never genuine, and every keyed table downstream would have to carry them.
const maxField = 4 << 10

// A FieldError tells which field of a [Post] breaks its contract, and how.
type FieldError struct {
	Field  string
	Reason string
}

func (e *FieldError) Error() string { return e.Field + ": " + e.Reason }

// Check returns every way in which p breaks the contract of [Post], each a
// *[FieldError], joined; nil where there is none. A source calls it on what it
// has built of foreign data, so that nothing downstream need doubt a post.
func (p *Post) Check() error {
	errs := []error{p.checkID(), p.checkText()}
	errs = append(errs, p.checkTimes()...)
	errs = append(errs, p.checkRating(), p.checkKind())
	return errors.Join(errs...)
}

func (p *Post) checkID() error {
	if p.ID == "" {
		return &FieldError{"ID", "is empty"}
	}
	return nil
}

func (p *Post) checkText() error {
	var errs []error
	check := func(name, s string, limit int) {
		if len(s) > limit {
			errs = append(errs, &FieldError{name, fmt.Sprintf("is %d bytes long, more than %d", len(s), limit)})
		}
		if !utf8.ValidString(s) {
			errs = append(errs, &FieldError{name, "is not valid UTF-8"})
		}
	}
	check("Text", p.Text, MaxText)
	check("Title", p.Title, MaxText)
	for _, f := range p.shortFields() {
		check(f.name, f.value, maxField)
	}
	for _, tag := range p.Tags {
		check("Tags", tag, maxField)
	}
	return errors.Join(errs...)
}

type field struct{ name, value string }

func (p *Post) shortFields() []field {
	return []field{
		{"ID", p.ID}, {"Version", p.Version}, {"URL", p.URL}, {"Parent", p.Parent},
		{"Language", p.Language}, {"Country", p.Country},
		{"Author.ID", p.Author.ID}, {"Author.Name", p.Author.Name},
		{"Author.Handle", p.Author.Handle}, {"Author.URL", p.Author.URL},
	}
}

func (p *Post) checkTimes() []error {
	var errs []error
	check := func(name string, t time.Time) {
		if t.Location() != time.UTC {
			errs = append(errs, &FieldError{name, "is not in UTC"})
		}
		// JSON, and so a recording, has four digits for a year.
		if year := t.Year(); year < 1 || year > 9999 {
			errs = append(errs, &FieldError{name, fmt.Sprintf("is in the year %d", year)})
		}
	}
	check("Time", p.Time)
	check("Edited", p.Edited)
	return errs
}

func (p *Post) checkRating() error {
	r := p.Rating
	if math.IsNaN(r.Value) || math.IsInf(r.Value, 0) || math.IsNaN(r.Best) || math.IsInf(r.Best, 0) {
		return &FieldError{"Rating", "is not a finite number"}
	}
	if r.Value < 0 || r.Value > r.Best {
		return &FieldError{"Rating", fmt.Sprintf("value %v is not between 0 and best %v", r.Value, r.Best)}
	}
	return nil
}

func (p *Post) checkKind() error {
	switch p.Kind {
	case "", KindPost, KindReply, KindRepost, KindReview:
		return nil
	}
	return &FieldError{"Kind", fmt.Sprintf("%.40q is none of post, reply, repost, review", p.Kind)}
}

// Fingerprint returns 16 hexadecimal digits that change with the words of the
// post (its title, text and rating) and with nothing else: neither spacing nor
// counts nor times. A source whose network gives no version of its own uses it
// as [Post.Version].
func (p *Post) Fingerprint() string {
	return fingerprint(8, p.Title, p.Text, fmt.Sprint(p.Rating.Value, p.Rating.Best))
}

// Identify returns an id for a post whose network gave it none: 32 hexadecimal
// digits made of its address, author, time, title and text, the same in every
// process. Two posts that agree in all of these get the same id.
func (p *Post) Identify() string {
	return fingerprint(16, p.URL, p.Author.ID, p.Author.Handle, p.Author.Name,
		p.Time.UTC().Format(time.RFC3339Nano), p.Title, p.Text)
}

func fingerprint(size int, parts ...string) string {
	h := sha256.New()
	// Word by word the hash would take most of the time that a post takes.
	var room [1 << 10]byte
	gathered := room[:0]
	add := func(s string) {
		if len(gathered)+len(s) > len(room) {
			h.Write(gathered)
			gathered = gathered[:0]
		}
		gathered = append(gathered, s...)
	}
	for _, part := range parts {
		for word := range strings.FieldsSeq(part) {
			add(word)
			add(" ")
		}
		add("\x00")
	}
	h.Write(gathered)
	return hex.EncodeToString(h.Sum(nil)[:size])
}
