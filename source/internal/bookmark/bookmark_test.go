package bookmark_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/bookmark"
)

type place struct {
	ID string `json:"id"`
}

func TestACursorIsReadBack(t *testing.T) {
	c, err := bookmark.Write("net/1", place{"7"})
	require.NoError(t, err)
	assert.Equal(t, `{"kind":"net/1","at":{"id":"7"}}`, string(c))
	var p place
	require.NoError(t, bookmark.Read("net/1", c, &p))
	assert.Equal(t, place{"7"}, p)
	require.NoError(t, bookmark.Read("net/1", nil, &p))
	assert.Equal(t, place{"7"}, p, "no cursor leaves the place alone")
}

func TestForeignCursorsAreRefused(t *testing.T) {
	for _, c := range []string{
		"", "null", "{}", "[]", "7", `{"kind":"net/1"}`, `{"kind":"net/2","at":{"id":"7"}}`, `{"kind":"other/1","at":{"id":"7"}}`,
		`{"kind":"net/1","at":null}`, `{"kind":"net/1","at":[]}`, `{"kind":"net/1","at":{"id":7}}`, `{"kind":"net/1","at":{"unknown":7}}`,
	} {
		var p place
		assert.ErrorIs(t, bookmark.Read("net/1", source.Cursor(c), &p), source.ErrCursor, c)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"kind":"net/1","at":{"id":"7"}}`))
	f.Fuzz(func(t *testing.T, c []byte) {
		var p place
		if err := bookmark.Read("net/1", c, &p); c != nil && err != nil && !errors.Is(err, source.ErrCursor) {
			t.Fatal(err)
		}
	})
}
