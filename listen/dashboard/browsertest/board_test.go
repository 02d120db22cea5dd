package browsertest

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/dashboard"
	"github.com/earshot-go/earshot/source"
)

// A service is what a board is mounted in.
type service struct {
	t        *testing.T
	listener *listen.Listener
	board    *dashboard.Board
	address  string
	now      time.Time
	posts    int
	acts     chan dashboard.Action
}

var start = time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)

// serve mounts a board over three weeks of two brands, the last hours of which
// are bad ones.
func serve(t *testing.T) *service {
	t.Helper()
	s := &service{t: t, now: start, acts: make(chan dashboard.Action, 8)}
	var err error
	s.listener, err = listen.New([]listen.Brand{{Name: "Brewpoint", Handles: []string{"brewpoint"}}, {Name: "Kettleworks", Competitor: true}}, nil, &listen.Options{
		Hooks: listen.Hooks{Judged: func(w *listen.Window) { s.board.Judge(w) }},
	})
	require.NoError(t, err)
	s.board = dashboard.New(s.listener, &dashboard.Options{Title: "Brewpoint", Act: func(_ *http.Request, a dashboard.Action) error {
		s.acts <- a
		return nil
	}})
	s.weeks()
	mux := http.NewServeMux()
	mux.Handle("/listen/", s.board)
	server := httptest.NewServer(mux)
	s.address = server.URL + "/listen/"
	t.Cleanup(server.Close)
	t.Cleanup(s.board.Close)
	return s
}

var texts = []string{
	"the new %s machine is great, best coffee in town",
	"my %s leaks again and support does not answer, very disappointed",
	"does anybody know where to buy a %s filter?",
	"%s opens a shop in the station",
	"من عاشق %s هستم، قهوه عالی است",
	"het apparaat van %s is alweer kapot, waardeloos",
}

// weeks tells posts by the hour, more by day than by night.
func (s *service) weeks() {
	r := rand.New(rand.NewPCG(1, 2))
	for h := range 21 * 24 {
		s.now = start.Add(time.Duration(h) * time.Hour)
		n := 1 + r.IntN(3)
		if hour := h % 24; hour > 7 && hour < 22 {
			n += 2 + r.IntN(4)
		}
		for i := range n {
			brand := "Brewpoint"
			if r.IntN(3) == 0 {
				brand = "Kettleworks"
			}
			s.say(fmt.Sprintf(texts[r.IntN(len(texts))], brand), s.now.Add(time.Duration(i)*time.Minute), int64(r.IntN(5000)))
		}
		for i := 0; h > 21*24-4 && i < 40; i++ {
			s.say(fmt.Sprintf("the steam valve of my Brewpoint broke, terrible, I want a refund (%d)", i), s.now.Add(time.Duration(i)*time.Minute+time.Second), 100)
		}
	}
	s.now = s.now.Add(time.Hour + 20*time.Minute)
	for range s.board.Follow(s.listener.Advance(s.t.Context(), s.now)) {
	}
}

// say feeds a post and returns its ID.
func (s *service) say(text string, at time.Time, followers int64) string {
	s.posts++
	id := fmt.Sprint("post", s.posts)
	s.feed(source.Post{
		ID: id, Text: text, Time: at, URL: "https://social.example/" + id,
		Author: source.Author{ID: fmt.Sprint("u", s.posts%97), Name: fmt.Sprint("Reader ", s.posts%97), Handle: fmt.Sprint("reader", s.posts%97), Followers: source.Known(followers)},
		Likes:  source.Known(followers % 40),
	})
	return id
}

func (s *service) feed(p source.Post) {
	sources := []string{"mastodon:social.example", "feed:news.example"}
	for _, err := range s.board.Follow(s.listener.Feed(s.t.Context(), sources[len(p.ID)%2], p)) {
		require.NoError(s.t, err)
	}
}
