package listen_test

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
)

var yearPosts = flag.Int("year", 20_000, "how many posts the recording of TestAYearReplaysInBoundedMemory has; ten million are a year")

// year writes the recording of a year of posts, of which one in ten names one
// of a hundred brands.
func year(w io.Writer, n int) error {
	rng := rand.New(rand.NewPCG(1, 2))
	brands, _ := hundred()
	subjects := []string{"the queue", "the coffee", "a new cup", "the app", "the card", "a croissant"}
	views := []string{"is terrible", "is wonderful", "is down again", "was fine", "costs more now", "made my day"}
	out := bufio.NewWriter(w)
	const step = 3153 * time.Millisecond // ten million posts are a year
	for i := range n {
		text := fmt.Sprintf("what a day, %s %s and it rained all the way home", subjects[rng.IntN(6)], views[rng.IntN(6)])
		if i%10 == 0 {
			text = fmt.Sprintf("%s at %s %s", subjects[rng.IntN(6)], brands[rng.IntN(100)].Name, views[rng.IntN(6)])
		}
		when := at(time.Duration(i) * step).Format(time.RFC3339)
		fmt.Fprintf(out, `{"source":"s%d","post":{"id":"%d","text":%q,"time":%q,"author":{"handle":"u%d","followers":%d}}}`+"\n",
			rng.IntN(20), i, text, when, rng.IntN(100_000), rng.IntN(10_000))
	}
	return out.Flush()
}

// Ten million posts, on one core: go test ./listen -run AYear -timeout 1h -args -year 10000000
func TestAYearReplaysInBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector takes memory of its own")
	}
	brands, _ := hundred()
	l, err := listen.New(brands, nil, nil)
	require.NoError(t, err)
	r, w := io.Pipe()
	go func() { w.CloseWithError(year(w, *yearPosts)) }()

	const limit = 2 << 30
	began, posts, fired := time.Now(), int64(0), 0
	var most runtime.MemStats
	for e, err := range l.Replay(t.Context(), listen.Records(r)) {
		require.NoError(t, err)
		if a, ok := e.(*listen.Alert); ok && a.State == listen.Firing {
			fired++
		}
		if n := l.Stats().Posts; n >= posts+int64(max(*yearPosts/10, 1)) {
			posts = n
			runtime.ReadMemStats(&most)
			t.Logf("%d posts: %d MiB of the system, %d MiB in use, %.0f posts a second", n, most.Sys>>20, most.HeapInuse>>20, float64(n)/time.Since(began).Seconds())
			require.Less(t, most.Sys, uint64(limit))
		}
	}
	assert.EqualValues(t, *yearPosts, l.Stats().Posts)
	assert.EqualValues(t, *yearPosts/10, l.Stats().Mentions)
	t.Logf("%d alerts fired", fired)
}
