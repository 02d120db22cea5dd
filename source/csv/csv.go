// Package csv reads posts from tables: exports of surveys, review tools and
// spreadsheets.
//
//	reviews := csv.File("reviews.csv", nil)
//
// # The table
//
// The first row names the columns. Those called id, text, title, url, author,
// handle, time, language, country, parent, tags, rating, likes, shares,
// replies, views and followers are understood, in any order and case;
// [Options.Columns] names others. All other columns are passed over. Columns
// are separated by commas, semicolons, tabs or bars, whichever the first row
// has most of.
//
// A row without an id gets one that is made of its content. A time is read in
// the form of [Options.Layout], else as RFC 3339, "2006-01-02 15:04:05",
// "2006-01-02" or a number of seconds since 1970, and is in UTC where it names
// no zone. A row without a time has none unless [Options.Seen] says what to
// put there. Tags are separated by blanks or commas.
//
// # Broken rows
//
// A row that cannot be understood yields a [*source.SkipError] with the number
// of its first line, and the pass goes on. A quotation mark that is not closed
// within a mebibyte costs that mebibyte.
//
// # Files that grow
//
// Cursors work as those of package jsonl do: rows that are added come with the
// next read, and a last row without a line end is taken once it is whole.
//
// # Not here
//
// Spreadsheets in their own formats, and tables without a first row of names.
package csv

import (
	"context"
	"io"
	"iter"
	"time"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/textfile"
)

// Options tell what a table looks like. The zero Options, and nil, are fine.
type Options struct {
	// Columns gives the names of columns that are called otherwise, by the
	// names that are understood: {"text": "Comment", "time": "Posted at"}.
	Columns map[string]string
	// Layout is the form of times, as package time writes it.
	Layout string
	// Best is the best rating; zero is 5.
	Best float64
	// Seen is the time of rows that have none, marked as an estimate.
	Seen time.Time
	// Progress is called after each batch with the number of bytes read so
	// far and in all, where total is -1 for a stream.
	Progress func(read, total int64)
}

// A Source yields the rows of one file or one stream. It is safe for
// concurrent use.
type Source struct{ text *textfile.Source }

// File returns a source of the rows of the file at path, which is opened by
// each Read.
func File(path string, opts *Options) *Source {
	return build(opts, func(format func() textfile.Format) *textfile.Source {
		return textfile.File("csv", path, format)
	})
}

// Reader returns a source of the rows in r, which is read once. Its batches
// carry no cursor, and a second Read continues where the first one stopped.
func Reader(name string, r io.Reader, opts *Options) *Source {
	return build(opts, func(format func() textfile.Format) *textfile.Source {
		return textfile.Reader("csv", name, r, format)
	})
}

func build(opts *Options, open func(func() textfile.Format) *textfile.Source) *Source {
	var o Options
	if opts != nil {
		o = *opts
	}
	if o.Best == 0 {
		o.Best = 5
	}
	text := open(func() textfile.Format { return newTable(o).format() })
	text.Seen, text.Progress = o.Seen.UTC(), o.Progress
	return &Source{text}
}

// Name returns "csv:" and the path or name.
func (s *Source) Name() string { return s.text.Name() }

// Read yields the posts after from in batches of at most 256. Its errors are
// those of package jsonl, and one where the first row names no column that is
// understood.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return s.text.Read(ctx, from)
}
