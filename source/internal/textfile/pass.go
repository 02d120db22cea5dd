package textfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
)

// batchSize is how many posts a batch holds: few enough that a crash repeats
// little, enough that saving a cursor costs nothing beside them.
const batchSize = 256

// ErrTooLong means that a record is longer than MaxRecord.
var ErrTooLong = errors.New("line is longer than 1 MiB")

// pass is one Read.
type pass struct {
	source *Source
	format Format
	lines  *lines
	file   *os.File // nil for a stream
	total  int64    // bytes in all, -1 where that is unknown
	yield  func(source.Batch, error) bool

	at    position // after the last record that was dealt with
	saved position // of the last batch's cursor
	posts []source.Post
}

func (p *pass) run(ctx context.Context) {
	p.at, p.saved = p.lines.at, p.lines.at
	for {
		if err := ctx.Err(); err != nil {
			if p.flush() {
				p.yield(source.Batch{}, err)
			}
			return
		}
		found, err := p.record()
		if err == nil {
			if !p.take(found) || len(p.posts) == batchSize && !p.flush() {
				return
			}
			continue
		}
		p.end(found, err)
		return
	}
}

// record returns the next record, which may be made of several lines. One that
// does not come to an end within the bound is given up with all its lines: to
// read them anew would make a hostile file cost its square.
func (p *pass) record() (line, error) {
	found, err := p.lines.next()
	if p.format.Complete == nil || found.long || p.format.Complete(found.text, true) || err != nil {
		return found, err
	}
	text := bytes.Clone(found.text)
	for {
		more, err := p.lines.next()
		text = append(append(text, '\n'), more.text...)
		if more.long || len(text) > MaxRecord {
			return line{long: true, ended: more.ended}, err
		}
		if p.format.Complete(more.text, false) || err != nil {
			return line{text: text, ended: more.ended}, err
		}
	}
}

// end deals with the record that the end of the stream or a failure cut off.
func (p *pass) end(found line, err error) {
	if err == io.EOF && !p.takeLast(found) {
		return
	}
	if p.flush() && err != io.EOF {
		p.yield(source.Batch{}, fmt.Errorf("%s: %s: %w", p.source.scheme, p.source.path, err))
	}
}

// takeLast takes a record without an end. In a file it may still be growing,
// so that it counts only once it is whole.
func (p *pass) takeLast(found line) bool {
	if len(bytes.TrimSpace(found.text)) == 0 && !found.long {
		return true
	}
	if p.file != nil && (found.long || !p.format.Whole(found.text)) {
		return true
	}
	return p.take(found)
}

// take turns one record into a post; it returns false when the reader has
// left.
func (p *pass) take(found line) bool {
	start := p.at
	if len(bytes.TrimSpace(found.text)) == 0 && !found.long {
		p.at = p.lines.at
		return true
	}
	post, err := p.parse(found)
	if err == nil {
		p.posts = append(p.posts, post)
		p.at = p.lines.at
		return true
	}
	// What came before goes first: a reader who leaves at the error has it.
	if !p.flush() {
		return false
	}
	p.at = p.lines.at
	return p.yield(source.Batch{}, &source.SkipError{
		Item: fmt.Sprintf("line %d", start.Line+1),
		Err:  fmt.Errorf("%s: %w", p.source.path, err),
	})
}

func (p *pass) parse(found line) (post source.Post, err error) {
	if found.long {
		return post, ErrTooLong
	}
	if post, err = p.format.Parse(found.text); err != nil {
		return post, err
	}
	return post, p.source.complete(&post)
}

// complete fills in what the line leaves out, and checks the outcome.
func (s *Source) complete(post *source.Post) error {
	post.Time, post.Edited = post.Time.UTC(), post.Edited.UTC()
	post.Text = plaintext.Cut(post.Text, source.MaxText)
	if post.Time.IsZero() && !s.Seen.IsZero() && !post.Deleted {
		post.Time, post.TimeEstimated = s.Seen, true
	}
	if post.ID == "" && post.Deleted {
		return &source.FieldError{Field: "ID", Reason: "is empty, so nobody can tell which post was deleted"}
	}
	words := CheckWords(post)
	if post.ID == "" {
		post.ID = post.Identify()
	}
	if post.Version == "" && !post.Deleted {
		post.Version = post.Fingerprint()
	}
	return errors.Join(post.Check(), words)
}

// CheckWords refuses a record that says nothing, most likely because its words
// stand under a name that posts do not have. What was recorded of a source has
// a version, and may be a picture alone; a repost and a rating need no words.
func CheckWords(post *source.Post) error {
	if post.Title != "" || post.Text != "" || post.Deleted ||
		post.Version != "" || post.Kind == source.KindRepost || post.Rating != (source.Rating{}) {
		return nil
	}
	return &source.FieldError{Field: "text", Reason: "is empty, and so is the title: are they under other names?"}
}

// flush yields what was gathered, or the progress alone.
func (p *pass) flush() bool {
	if p.at == p.saved && len(p.posts) == 0 {
		return true
	}
	batch := source.Batch{Posts: p.posts}
	if p.file != nil {
		cursor, err := mark(p.file, p.at)
		if err != nil {
			p.yield(source.Batch{}, fmt.Errorf("%s: %w", p.source.scheme, err))
			return false
		}
		batch.Cursor = cursor
	}
	p.posts, p.saved = nil, p.at
	if !p.yield(batch, nil) {
		return false
	}
	if p.source.Progress != nil {
		p.source.Progress(p.at.Offset, p.total)
	}
	return true
}
