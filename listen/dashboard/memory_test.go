package dashboard_test

import (
	"fmt"
	"net"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/dashboard"
	"github.com/earshot-go/earshot/listen/insight"
)

// Twenty viewers who do not read must not make a board grow that hears on.
func TestMemoryIsBoundedWithSlowViewers(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, with which the short tests run, takes memory of its own")
	}
	talks, err := insight.NewConversations(&insight.ConversationOptions{Limit: 100})
	require.NoError(t, err)
	r := newRoom(t, &dashboard.Options{Mentions: 1000, History: 100, Conversations: talks}, listen.Brand{Name: "Brand07ly"})
	server := serve(t, r.board)
	const viewers = 20
	for range viewers {
		deaf, err := net.Dial("tcp", server.Listener.Addr().String())
		require.NoError(t, err)
		defer deaf.Close()
		fmt.Fprintf(deaf, "GET /listen/events HTTP/1.1\r\nHost: x\r\n\r\n")
	}
	defer server.CloseClientConnections()
	next := 0
	hear := func(n int) (heap uint64) {
		r.tell(func(yield func(listen.Event, error) bool) {
			for range n {
				next++
				yield(made("Brand07ly", next, start.Add(time.Duration(next)*time.Second)), nil)
			}
		})
		assert.Equal(t, 200, r.get("conversations").StatusCode) // which empties the inbox
		runtime.GC()
		runtime.GC() // the first one leaves what pools hold
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	hear(5_000) // all that is bounded is full
	before := hear(1_000)
	after := hear(15_000)
	// A viewer holds the rows of one write, which are 64; a queue for each of
	// them would hold 15,000.
	const write = 512 << 10
	assert.Less(t, after, before+viewers*write, "heap at first %d bytes", before)
}
