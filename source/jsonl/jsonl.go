package jsonl

import (
	"context"
	"encoding/json"
	"io"
	"iter"
	"time"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/textfile"
)

// MaxLine is how many bytes a line may have, its end not counted. A longer one
// is skipped.
const MaxLine = textfile.MaxRecord

// A Source yields the posts of one file or one stream. It is safe for
// concurrent use.
type Source struct{ text *textfile.Source }

// An Option changes how a [Source] reads.
type Option func(*Source)

// Seen gives the posts that state no time the time t, marked as an estimate.
// Without it their Time stays zero: a file does not tell when it was heard.
func Seen(t time.Time) Option {
	return func(s *Source) { s.text.Seen = t.UTC() }
}

// Progress calls report after each batch with the number of bytes read so far
// and in all, where total is -1 for a stream. It is called from within Read.
func Progress(report func(read, total int64)) Option {
	return func(s *Source) { s.text.Progress = report }
}

// File returns a source of the posts in the file at path. The file is opened
// by each Read, not here, and may grow between reads: a line that is still
// being written is left for the next one.
func File(path string, opts ...Option) *Source {
	return apply(textfile.File("jsonl", path, format), opts)
}

// Reader returns a source of the posts in r, which is read once. As nobody can
// go back in r, its batches carry no cursor, and a second Read continues where
// the first one stopped.
func Reader(name string, r io.Reader, opts ...Option) *Source {
	return apply(textfile.Reader("jsonl", name, r, format), opts)
}

func apply(text *textfile.Source, opts []Option) *Source {
	s := &Source{text}
	for _, opt := range opts {
		opt(s)
	}
	return s
}

func format() textfile.Format {
	return textfile.Format{
		Whole: json.Valid,
		Parse: func(record []byte) (post source.Post, err error) {
			err = json.Unmarshal(record, &post)
			return post, err
		},
	}
}

// Name returns "jsonl:" and the path or name.
func (s *Source) Name() string { return s.text.Name() }

// Read yields the posts after from in batches of at most 256. A line that is
// no post is reported as a *[source.SkipError] whose Item is its number. An
// error that wraps [source.ErrCursor] means that the file is not the one that
// the cursor was made of, or has become shorter.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return s.text.Read(ctx, from)
}
