package bluesky_test

import (
	"os"
	"testing"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/bluesky"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

// TestLive runs the kit against a real Jetstream with some posts and none new,
// whose address EARSHOT_JETSTREAM gives.
func TestLive(t *testing.T) {
	address := os.Getenv("EARSHOT_JETSTREAM")
	if address == "" {
		t.Skip("EARSHOT_JETSTREAM names no server")
	}
	sourcetest.Run(t, sourcetest.Harness{
		New:    func() source.Source { return bluesky.Jetstream(web.Base(address), web.AllowPrivate()) },
		Stream: true,
		From:   before,
	})
}
