package feed_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
)

var update = flag.Bool("update", false, "write what is read into the .want files")

// came is when all fixtures came.
var came = time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)

// wanted is the form of a .want file: what must come of the feed beside it.
type wanted struct {
	Posts   []source.Post `json:"posts"`
	Skipped []string      `json:"skipped,omitempty"`
}

func TestFixtures(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.[xj]*")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		if strings.HasSuffix(path, ".want") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			require.NoError(t, os.Chtimes(path, came, came))
			var got wanted
			for b, err := range feed.File(path).Read(context.Background(), nil) {
				var skip *source.SkipError
				if err != nil {
					require.ErrorAs(t, err, &skip)
					got.Skipped = append(got.Skipped, skip.Error())
				}
				got.Posts = append(got.Posts, b.Posts...)
			}
			var text bytes.Buffer
			enc := json.NewEncoder(&text)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			require.NoError(t, enc.Encode(got))
			if *update {
				require.NoError(t, os.WriteFile(path+".want", text.Bytes(), 0o644))
			}
			want, err := os.ReadFile(path + ".want")
			require.NoError(t, err)
			assert.Equal(t, string(want), text.String())
		})
	}
}
