package listen

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/earshot-go/earshot/source"
)

// A Record is one step of a listener's life: all that its results depend on,
// beside its configuration. Exactly one of the steps is set. In its JSON form,
// a line each, Options.Record writes it and [Records] reads it.
type Record struct {
	Source string `json:"source,omitzero"` // of a post, a gap or an outage

	Post    *source.Post `json:"post,omitzero"`    // a post was taken
	Gap     *source.Gap  `json:"gap,omitzero"`     // the source may have missed posts
	Sample  *Sample      `json:"sample,omitzero"`  // the source does not give all
	Lost    time.Time    `json:"lost,omitzero"`    // the source fails since then
	Heard   time.Time    `json:"heard,omitzero"`   // the source is back since then
	Advance time.Time    `json:"advance,omitzero"` // time came to this
	Live    time.Time    `json:"live,omitzero"`    // a live listener began to listen
	Finish  bool         `json:"finish,omitzero"`  // nothing more will come
}

// A RecordError means that a step could not be recorded. Listening goes on,
// and the recording has a hole.
type RecordError struct{ Err error }

func (e *RecordError) Error() string { return fmt.Sprintf("listen: recording: %v", e.Err) }

func (e *RecordError) Unwrap() error { return e.Err }

// recordPost writes down the post that is taken.
func (l *Listener) recordPost(src string) error {
	if l.options.Record == nil {
		return nil
	}
	return l.record(Record{Source: src, Post: &l.post})
}

// record writes a step. It is called with mu held, so that steps stand in the
// order in which they took effect.
func (l *Listener) record(r Record) error {
	if l.options.Record == nil {
		return nil
	}
	line, err := json.Marshal(r)
	if err == nil {
		_, err = l.options.Record.Write(append(line, '\n'))
	}
	if err != nil {
		return &RecordError{err}
	}
	return nil
}

// maxLine bounds a line of a recording.
const maxLine = 1 << 20

// Records reads a recording. A line that cannot be read yields a
// [*source.SkipError] that names it, and reading goes on; an error of r ends it.
func Records(r io.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		lines := bufio.NewReader(r)
		for n := 1; ; n++ {
			line, err := readLine(lines)
			if len(line) == 0 && err == io.EOF {
				return
			}
			if err != nil && err != io.EOF && !errors.Is(err, errLongLine) {
				yield(Record{}, fmt.Errorf("listen: recording: %w", err))
				return
			}
			var rec Record
			if !errors.Is(err, errLongLine) {
				err = decode(line, &rec)
			}
			if err != nil {
				err = &source.SkipError{Item: fmt.Sprint("line ", n), Err: err}
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}

var errLongLine = fmt.Errorf("is longer than %d bytes", maxLine)

// readLine reads a line of bounded length; the rest of a longer one is skipped.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; !long {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case long && (err == nil || err == io.EOF):
			return []byte{'\n'}, errLongLine
		default:
			return line, err
		}
	}
}

func decode(line []byte, rec *Record) error {
	if err := json.Unmarshal(bytes.TrimSpace(line), rec); err != nil {
		*rec = Record{}
		return err
	}
	steps := 0
	for _, set := range []bool{rec.Post != nil, rec.Gap != nil, rec.Sample != nil, !rec.Lost.IsZero(), !rec.Heard.IsZero(), !rec.Advance.IsZero(), !rec.Live.IsZero(), rec.Finish} {
		if set {
			steps++
		}
	}
	if steps != 1 {
		return fmt.Errorf("holds %d steps instead of one", steps)
	}
	return nil
}

// Replay feeds a recording to the listener and yields what follows, as it was
// when it was recorded: the same configuration gives the same events, byte
// for byte in their JSON form. Errors of the recording are passed on.
func (l *Listener) Replay(ctx context.Context, recording iter.Seq2[Record, error]) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for rec, err := range recording {
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				if !yield(nil, err) {
					return
				}
				continue
			}
			events, err := l.step(rec)
			if !l.tell(ctx, events, yield) || err != nil && !yield(nil, err) {
				return
			}
		}
	}
}

func (l *Listener) step(rec Record) ([]Event, error) {
	switch {
	case rec.Post != nil:
		return l.feed(rec.Source, *rec.Post)
	case rec.Gap != nil:
		return nil, l.miss(rec.Source, *rec.Gap)
	case rec.Sample != nil:
		return nil, l.sample(rec.Source, *rec.Sample)
	case !rec.Lost.IsZero():
		return nil, l.lose(rec.Source, rec.Lost)
	case !rec.Heard.IsZero():
		return nil, l.hear(rec.Source, rec.Heard)
	case !rec.Advance.IsZero():
		return l.advance(rec.Advance)
	case !rec.Live.IsZero():
		return nil, l.goLive(rec.Live)
	default:
		return l.finish()
	}
}
