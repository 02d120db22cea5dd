package feed_test

import (
	"os"
	"testing"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// TestLive runs the kit against a real publisher, such as a WordPress: the
// address of a feed that does not change meanwhile is in EARSHOT_FEED.
func TestLive(t *testing.T) {
	address := os.Getenv("EARSHOT_FEED")
	if address == "" {
		t.Skip("EARSHOT_FEED names no feed")
	}
	sourcetest.Run(t, sourcetest.Harness{New: func() source.Source { return feed.URL(address, web.AllowPrivate()) }})
}
