package mastodon_test

import (
	"os"
	"testing"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/mastodon"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// TestLive runs the kit against a real server: EARSHOT_MASTODON is its address,
// EARSHOT_MASTODON_TOKEN a token, EARSHOT_MASTODON_TAG a tag with some posts
// and none new.
func TestLive(t *testing.T) {
	address := os.Getenv("EARSHOT_MASTODON")
	if address == "" {
		t.Skip("EARSHOT_MASTODON names no server")
	}
	secret := os.Getenv("EARSHOT_MASTODON_TOKEN")
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source {
			return mastodon.Tag("", os.Getenv("EARSHOT_MASTODON_TAG"), web.Base(address), web.AllowPrivate(), web.Token(secret))
		},
		Secrets: []string{secret},
	})
}
