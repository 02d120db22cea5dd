package recording

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/earshot-go/earshot/source"
)

// The names of the sources.
const (
	News     = "feed:news.example"
	Mastodon = "mastodon:social.example"
	Bluesky  = "bluesky:stream.example"
	Forum    = "forum:talk.example"
)

// SourceNames lists all sources.
var SourceNames = []string{News, Mastodon, Bluesky, Forum}

//go:embed posts/*.jsonl
var files embed.FS

// FileName returns the name of the file below posts that holds a source.
func FileName(sourceName string) string {
	network, _, _ := strings.Cut(sourceName, ":")
	return network + ".jsonl"
}

// Sources returns the recorded sources. They read like real ones: in batches,
// with a cursor after each.
func Sources() []source.Source {
	var all []source.Source
	for _, name := range SourceNames {
		all = append(all, source.Func(name, load(name).read))
	}
	return all
}

// A tape is one source's posts in the order of their times, a line each.
type tape struct {
	lines []byte
	gap   *source.Gap
	gapAt int // where the line after the gap begins
}

const batchSize = 64

func load(name string) tape {
	lines, err := files.ReadFile("posts/" + FileName(name))
	if err != nil {
		panic(err) // the file is part of the program
	}
	t := tape{lines: lines, gap: gapOf(name), gapAt: -1}
	for offset := 0; t.gap != nil && t.gapAt < 0 && offset < len(lines); {
		post, next, err := t.line(offset)
		if err == nil && !post.Time.Before(t.gap.To) {
			t.gapAt = offset
		}
		offset = next
	}
	return t
}

// read yields the posts after the offset that from states.
func (t tape) read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		offset, err := t.offset(from)
		for err == nil && offset < len(t.lines) {
			var batch source.Batch
			if batch, offset, err = t.batch(offset); err == nil && !yield(batch, nil) {
				return
			}
			err = cmp.Or(err, ctx.Err())
		}
		if err != nil {
			yield(source.Batch{}, err)
		}
	}
}

func (t tape) offset(from source.Cursor) (int, error) {
	if from == nil {
		return 0, nil
	}
	offset, err := strconv.Atoi(string(from))
	if err != nil || offset < 0 || offset > len(t.lines) || offset > 0 && t.lines[offset-1] != '\n' {
		return 0, fmt.Errorf("recording: %w: %q", source.ErrCursor, from)
	}
	return offset, nil
}

// batch returns the posts from offset on, and where the next batch begins. A
// gap is told with the first post after it.
func (t tape) batch(offset int) (b source.Batch, next int, err error) {
	if offset == t.gapAt {
		b.Gap = t.gap
	}
	for len(b.Posts) < batchSize && offset < len(t.lines) && (offset != t.gapAt || len(b.Posts) == 0) {
		var post source.Post
		if post, offset, err = t.line(offset); err != nil {
			return b, offset, err
		}
		b.Posts = append(b.Posts, post)
	}
	b.Cursor = strconv.AppendInt(nil, int64(offset), 10)
	return b, offset, nil
}

func (t tape) line(offset int) (post source.Post, next int, err error) {
	line, _, _ := bytes.Cut(t.lines[offset:], []byte("\n"))
	if err := json.Unmarshal(line, &post); err != nil {
		return post, len(t.lines), fmt.Errorf("recording: at byte %d: %w", offset, err)
	}
	return post, offset + len(line) + 1, nil
}
