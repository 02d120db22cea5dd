// Package textfile reads posts from files and streams of text in which each
// record is a line, or a few: what jsonl and csv have in common.
package textfile

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

// A Format tells what a record looks like. It serves one pass.
type Format struct {
	// Header takes the first record, where the format has one; else it is
	// nil.
	Header func(record []byte) error
	// Complete is given line after line, and reports whether a record ends
	// with it; first tells that one begins. Nil is that each line is one.
	Complete func(line []byte, first bool) bool
	// Whole reports whether a record without an end is not cut off.
	Whole func(record []byte) bool
	// Parse makes a post of a record.
	Parse func(record []byte) (source.Post, error)
}

// A Source reads one file or one stream.
type Source struct {
	// Seen is the time of posts that have none; zero leaves them without.
	Seen time.Time
	// Progress is called after each batch, if it is not nil.
	Progress func(read, total int64)

	scheme string
	name   string
	path   string
	format func() Format
	stream *stream // nil for a file
}

// File returns a source of a file.
func File(scheme, path string, format func() Format) *Source {
	path = filepath.Clean(path)
	return &Source{scheme: scheme, name: filepath.ToSlash(path), path: path, format: format}
}

// Reader returns a source of a stream, which is read once.
func Reader(scheme, name string, r io.Reader, format func() Format) *Source {
	return &Source{scheme: scheme, name: name, path: name, format: format, stream: &stream{lines: newLines(r, position{})}}
}

// stream is the one place that two Reads of a reader share.
type stream struct {
	mu     sync.Mutex
	lines  *lines
	format *Format // once the header was read
}

// Name returns scheme and path.
func (s *Source) Name() string { return s.scheme + ":" + s.name }

// Read makes one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		read := s.readFile
		if s.stream != nil {
			read = s.readStream
		}
		if err := read(ctx, from, yield); err != nil {
			yield(source.Batch{}, fmt.Errorf("%s: %w", s.scheme, err))
		}
	}
}

func (s *Source) readStream(ctx context.Context, _ source.Cursor, yield func(source.Batch, error) bool) error {
	s.stream.mu.Lock()
	defer s.stream.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	p := pass{source: s, lines: s.stream.lines, total: -1, yield: yield}
	if s.stream.format == nil {
		p.format = s.format()
		if err := p.header(); err != nil {
			return err
		}
		s.stream.format = &p.format
	}
	p.format = *s.stream.format
	p.run(ctx)
	return nil
}

func (s *Source) readFile(ctx context.Context, from source.Cursor, yield func(source.Batch, error) bool) error {
	f, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a directory", s.path)
	}
	at, err := locate(f, info.Size(), from)
	if err != nil {
		return fmt.Errorf("%s: %w", s.path, err)
	}
	p := pass{source: s, format: s.format(), file: f, total: info.Size(), yield: yield}
	if p.format.Header != nil {
		p.seek(position{})
		if err := p.header(); err != nil {
			return err
		}
	}
	if at.Offset > 0 || p.format.Header == nil {
		p.seek(at)
	}
	p.run(ctx)
	return nil
}

// seek goes to a position. A file that grows while it is read ends for this
// pass where it ended at its start, so that a pass always comes to an end.
func (p *pass) seek(at position) {
	p.lines = newLines(io.NewSectionReader(p.file, at.Offset, p.total-at.Offset), at)
}

// header reads the first record that is not empty.
func (p *pass) header() error {
	for p.format.Header != nil {
		found, err := p.record()
		if len(found.text) > 0 {
			if err := p.format.Header(found.text); err != nil {
				return fmt.Errorf("%s: %w", p.source.path, err)
			}
			return nil
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.source.path, err)
		}
	}
	return nil
}
