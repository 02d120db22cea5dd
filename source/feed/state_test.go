package feed

import (
	"errors"
	"testing"

	"github.com/earshot-go/earshot/source"
)

// FuzzCursor holds that a cursor is either good, and then survives being
// written again, or source.ErrCursor.
func FuzzCursor(f *testing.F) {
	s, err := parseState(nil)
	if err != nil {
		f.Fatal(err)
	}
	s.remember(item{post: source.Post{ID: "1", Version: "v"}})
	f.Add([]byte(s.cursor()))
	f.Add([]byte(`{"v":1,"seen":"AAAA","way":9}`))
	f.Add([]byte(`{"v":1,"halved":-1}`))
	f.Fuzz(func(t *testing.T, c []byte) {
		s, err := parseState(c)
		if err != nil {
			if !errors.Is(err, source.ErrCursor) {
				t.Fatal(err)
			}
			return
		}
		s.compact()
		if again := s.cursor(); again != nil {
			if _, err := parseState(again); err != nil {
				t.Fatalf("%q became %q: %v", c, again, err)
			}
		}
	})
}
