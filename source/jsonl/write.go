package jsonl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/textfile"
)

// Write writes post to w as one line, in a single call of w.Write, so that
// lines that several goroutines append to one file do not mix. It refuses a
// post that breaks the contract (see [source.Post.Check]) or would make a line
// longer than [MaxLine].
func Write(w io.Writer, post *source.Post) error {
	if err := post.Check(); err != nil {
		return fmt.Errorf("jsonl: post %.80q: %w", post.ID, err)
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(post); err != nil {
		return fmt.Errorf("jsonl: post %.80q: %w", post.ID, err)
	}
	if buf.Len()-1 > MaxLine {
		return fmt.Errorf("jsonl: post %.80q: %w", post.ID, textfile.ErrTooLong)
	}
	_, err := w.Write(buf.Bytes())
	return err
}
