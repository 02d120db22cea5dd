package feed_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

// What users and the web get wrong is told by an error to decide on, which
// names the address and the cause and no secret.
func TestBadInputIsNamedWithoutSecrets(t *testing.T) {
	const address = "https://ann:hunter2secret@press.example/feed?access_token=s3cr3tvalue"
	for name, tc := range map[string]struct {
		press   *press
		cursor  source.Cursor
		address string
		want    error
		says    string
	}{
		"an unreadable feed":    {press: &press{body: "\x00\x01 no feed at all"}, want: feed.ErrNotFeed, says: "neither XML nor JSON"},
		"a page for people":     {press: &press{body: "<html><body>s3cr3tvalue</body></html>"}, want: source.ErrRefused, says: "web page"},
		"a wrong token":         {press: &press{status: http.StatusUnauthorized, body: "s3cr3tvalue is wrong"}, want: source.ErrUnauthorized, says: "401"},
		"no such feed":          {press: &press{status: http.StatusNotFound}, want: source.ErrRefused, says: "404"},
		"another's cursor":      {press: &press{body: rss("")}, cursor: source.Cursor(`{"v":99}`), want: source.ErrCursor, says: "not made by this source"},
		"a hostile address":     {address: "http://ann:hunter2secret@169.254.169.254/?access_token=s3cr3tvalue", says: "prohibited"},
		"an address of nothing": {address: "ftp://ann:hunter2secret@press.example/", says: "not an http or https address"},
	} {
		t.Run(name, func(t *testing.T) {
			var opts []web.Option
			if tc.press != nil {
				tc.press.header = http.Header{}
				opts = append(opts, web.Transport(tc.press))
			}
			if tc.address == "" {
				tc.address = address
			}
			var got error
			for b, err := range feed.URL(tc.address, opts...).Read(t.Context(), tc.cursor) {
				assert.Empty(t, b.Posts)
				got = err
			}
			require.Error(t, got)
			if tc.want != nil {
				assert.ErrorIs(t, got, tc.want)
			}
			assert.ErrorContains(t, got, tc.says)
			host := strings.Split(strings.Split(tc.address, "@")[1], "/")[0]
			assert.ErrorContains(t, got, host)
			for _, secret := range []string{"hunter2secret", "s3cr3tvalue"} {
				assert.NotContains(t, got.Error(), secret)
			}
		})
	}
}
