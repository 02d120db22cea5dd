package textfile

import (
	"bufio"
	"bytes"
	"io"
)

// MaxRecord is how many bytes a record may have, its end not counted.
const MaxRecord = 1 << 20

// position is where a line begins: its byte offset and how many lines lie
// before it.
type position struct {
	Offset int64 `json:"offset"`
	Line   int64 `json:"line"`
}

// line is one line without its end. Its text is valid until the next is read.
type line struct {
	text  []byte
	long  bool // longer than MaxRecord: the text was thrown away
	ended bool // by a line feed, not by the end of the stream
}

// lines cuts a stream into lines without ever holding more than one of them.
type lines struct {
	r   *bufio.Reader
	at  position // of the line that is read next
	buf []byte
}

func newLines(r io.Reader, at position) *lines {
	return &lines{r: bufio.NewReaderSize(r, 64<<10), at: at}
}

// next returns the next line. Any error, io.EOF too, comes with the line that
// it cut off.
func (l *lines) next() (line, error) {
	first := l.at.Offset == 0
	found, err := l.scan()
	if found.ended {
		l.at.Line++
	}
	found.text = bytes.TrimSuffix(bytes.TrimSuffix(found.text, []byte("\n")), []byte("\r"))
	if first {
		found.text = bytes.TrimPrefix(found.text, []byte("\xef\xbb\xbf"))
	}
	if found.long = found.long || len(found.text) > MaxRecord; found.long {
		found.text = nil
	}
	return found, err
}

func (l *lines) scan() (found line, err error) {
	const slack = len("\xef\xbb\xbf\r\n")
	l.buf = l.buf[:0]
	for {
		part, err := l.r.ReadSlice('\n')
		l.at.Offset += int64(len(part))
		if found.long = found.long || len(l.buf)+len(part) > MaxRecord+slack; !found.long {
			l.buf = append(l.buf, part...)
		}
		if err != bufio.ErrBufferFull {
			found.text, found.ended = l.buf, err == nil
			return found, err
		}
	}
}
