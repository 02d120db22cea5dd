package jsonl

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/earshot-go/earshot/source"
)

// MaxLine is how many bytes a line may have, its end not counted. A longer one
// is skipped.
const MaxLine = 1 << 20

// A Source yields the posts of one file or one stream. It is safe for
// concurrent use.
type Source struct {
	name     string
	path     string
	stream   *stream // nil for a file
	seen     time.Time
	progress func(read, total int64)
}

// An Option changes how a [Source] reads.
type Option func(*Source)

// Seen gives the posts that state no time the time t, marked as an estimate.
// Without it their Time stays zero: a file does not tell when it was heard.
func Seen(t time.Time) Option {
	return func(s *Source) { s.seen = t.UTC() }
}

// Progress calls report after each batch with the number of bytes read so far
// and in all, where total is -1 for a stream. It is called from within Read.
func Progress(report func(read, total int64)) Option {
	return func(s *Source) { s.progress = report }
}

// File returns a source of the posts in the file at path. The file is opened
// by each Read, not here, and may grow between reads: a line that is still
// being written is left for the next one.
func File(path string, opts ...Option) *Source {
	path = filepath.Clean(path)
	return apply(&Source{name: "jsonl:" + filepath.ToSlash(path), path: path}, opts)
}

// Reader returns a source of the posts in r, which is read once. As nobody can
// go back in r, its batches carry no cursor, and a second Read continues where
// the first one stopped.
func Reader(name string, r io.Reader, opts ...Option) *Source {
	return apply(&Source{name: "jsonl:" + name, path: name, stream: &stream{lines: newLines(r, position{})}}, opts)
}

func apply(s *Source, opts []Option) *Source {
	for _, opt := range opts {
		opt(s)
	}
	return s
}

// stream is the one place that two Reads of a reader share.
type stream struct {
	mu    sync.Mutex
	lines *lines
}

// Name returns "jsonl:" and the path or name.
func (s *Source) Name() string { return s.name }

// Read yields the posts after from in batches of at most 256. A line that is
// no post is reported as a *[source.SkipError] whose Item is its number. An
// error that wraps [source.ErrCursor] means that the file is not the one that
// the cursor was made of, or has become shorter.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		if s.stream != nil {
			s.readStream(ctx, yield)
			return
		}
		if err := s.readFile(ctx, from, yield); err != nil {
			yield(source.Batch{}, err)
		}
	}
}

func (s *Source) readStream(ctx context.Context, yield func(source.Batch, error) bool) {
	s.stream.mu.Lock()
	defer s.stream.mu.Unlock()
	p := pass{source: s, lines: s.stream.lines, total: -1, yield: yield}
	p.run(ctx)
}

func (s *Source) readFile(ctx context.Context, from source.Cursor, yield func(source.Batch, error) bool) error {
	f, err := os.Open(s.path)
	if err != nil {
		return fmt.Errorf("jsonl: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("jsonl: %w", err)
	}
	if info.IsDir() {
		return fmt.Errorf("jsonl: %s is a directory", s.path)
	}
	at, err := locate(f, info.Size(), from)
	if err != nil {
		return fmt.Errorf("jsonl: %s: %w", s.path, err)
	}
	// A file that grows while it is read ends for this pass where it ended
	// at its start, so that a pass always comes to an end.
	section := io.NewSectionReader(f, at.Offset, info.Size()-at.Offset)
	p := pass{source: s, lines: newLines(section, at), file: f, total: info.Size(), yield: yield}
	p.run(ctx)
	return nil
}
