package dashboard_test

import (
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// A hundred brands, ninety days of hours, and as many mentions as are kept.
const (
	manyBrands   = 100
	manyWindows  = 90 * 24
	manyMentions = 10_000
)

// full is a board that holds as much as a board does. Its figures are told to
// it, not heard.
func full(tb testing.TB) *room {
	brands := make([]listen.Brand, manyBrands)
	for i := range brands {
		brands[i] = listen.Brand{Name: fmt.Sprintf("Brand%02dly", i), Competitor: i%3 == 0}
	}
	r := newRoom(tb, nil, brands...)
	for h := range manyWindows {
		at := start.Add(time.Duration(h) * time.Hour)
		for i := range brands {
			v := float64((h*7+i*3)%13 + h%24)
			level := &listen.Level{Value: v, Expected: 10, Low: 4, High: 22, Ready: true, Odd: v > 34}
			share := &listen.Level{Value: float64(h%5) / 5, Expected: .4, Low: .1, High: .8, Ready: true}
			r.board.Judge(&listen.Window{Brand: brands[i].Name, Start: at, End: at.Add(time.Hour), Mentions: int(v), Scored: int(v), Volume: level, Tone: share, Complaint: share})
		}
	}
	r.tell(func(yield func(listen.Event, error) bool) {
		for i := range manyMentions {
			at := start.Add(manyWindows * time.Hour * time.Duration(i) / manyMentions)
			if !yield(made(brands[i*31%manyBrands].Name, i, at), nil) {
				return
			}
		}
		for i := range 300 {
			brand := brands[i%manyBrands].Name
			at := start.Add(time.Duration(i) * 7 * time.Hour)
			if !yield(&listen.Alert{ID: fmt.Sprint(i), Incident: fmt.Sprint(i / 2), Brand: brand, Kind: listen.VolumeSpike, State: listen.Resolved, Severity: 1 + i%10, Start: at, Time: at.Add(time.Hour), End: at, Why: listen.Why{Measure: listen.Mentions}}, nil) {
				return
			}
		}
	})
	return r
}

func (r *room) tell(events func(func(listen.Event, error) bool)) {
	for range r.board.Follow(events) {
	}
}

// words are what posts are made of.
var words = []string{"kettle", "leaks", "again", "support", "great", "coffee", "station", "refund", "valve", "morning", "love", "noise", "filter", "water", "button", "price"}

func made(brand string, i int, at time.Time) *listen.Mention {
	text := fmt.Sprintf("%s %s %s %s and %s, says %d", brand, words[i%16], words[i/16%16], words[i*7%16], words[i*5/3%16], i%97)
	hit := match.Hit{Brand: brand, Term: brand, End: len(brand), Kind: match.Exact, Confidence: 1}
	return &listen.Mention{
		Source: fmt.Sprint("source", i%8), Brand: brand, Change: listen.Added, Text: text, Hit: hit, Hits: []match.Hit{hit},
		Sentiment: sentiment.Score{Valence: float64(i%21-10) / 10, Confidence: .8, Language: "en"}, Intent: sentiment.Intent(1 << (i % 12)),
		Post: source.Post{
			ID: fmt.Sprint("p", i), Text: text, Time: at, Language: "en", Likes: source.Known(int64(i % 50)), Replies: source.Known(int64(i % 7)),
			Author: source.Author{ID: fmt.Sprint("u", i%4001), Name: fmt.Sprint("Reader ", i%4001), Followers: source.Known(int64(i * 37 % 90_001))},
		},
	}
}

// BenchmarkPage measures the work for one view of every page, as time of the
// processor: on all cores, garbage collection among it. The figures are
// computed anew each time: the address is another one.
func BenchmarkPage(b *testing.B) {
	r := full(b)
	for _, page := range []string{"now?", "normal?days=90", "normal?days=90&brand=Brand07ly", "alerts?", "voice?days=90", "people?days=90", "topics?days=7", "channels?days=90", "conversations?", "coverage?"} {
		b.Run(page, func(b *testing.B) {
			size, spent := 0, cpu()
			for i := 0; b.Loop(); i++ {
				w := httptest.NewRecorder()
				r.board.ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprintf("/listen/%s&x=%d", page, i), nil))
				require.Equal(b, 200, w.Code)
				size = w.Body.Len()
			}
			b.ReportMetric((cpu()-spent).Seconds()*1000/float64(b.N), "cpu-ms/page")
			b.ReportMetric(float64(size)/1024, "KB/page")
		})
	}
}

// BenchmarkTake measures what the board adds to the line for each mention,
// without a viewer.
func BenchmarkTake(b *testing.B) {
	r := newRoom(b, nil, listen.Brand{Name: "Brand07ly"})
	b.ReportAllocs()
	i := 0
	r.tell(func(yield func(listen.Event, error) bool) {
		for ; b.Loop(); i++ {
			yield(made("Brand07ly", i, start.Add(time.Duration(i)*time.Second)), nil)
		}
	})
}

// BenchmarkWatchers has 200 viewers of the live rows while 100 mentions a
// second come, and reports the share of one core that this takes, that of the
// viewers' ends of the connections among it.
func BenchmarkWatchers(b *testing.B) {
	const viewers, rate = 200, 100
	r := newRoom(b, nil, listen.Brand{Name: "Brand07ly"}, listen.Brand{Name: "Brand08ly"})
	server := serve(b, r.board)
	var done sync.WaitGroup
	for range viewers {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		require.NoError(b, err)
		defer conn.Close()
		fmt.Fprintf(conn, "GET /listen/events HTTP/1.1\r\nHost: x\r\n\r\n")
		done.Go(func() { _, _ = io.Copy(io.Discard, conn) })
	}
	spent := cpu()
	b.ResetTimer()
	i := 0
	r.tell(func(yield func(listen.Event, error) bool) {
		tick := time.NewTicker(time.Second / rate)
		defer tick.Stop()
		for ; b.Loop(); i++ {
			<-tick.C
			yield(made([]string{"Brand07ly", "Brand08ly"}[i%2], i, start.Add(time.Duration(i)*time.Second)), nil)
		}
	})
	b.ReportMetric(100*float64(cpu()-spent)/float64(b.Elapsed()), "%core")
	r.board.Close()
	server.CloseClientConnections()
	done.Wait()
}
