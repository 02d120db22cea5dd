package dashboard_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/earshot-go/earshot/listen/dashboard"
	"github.com/earshot-go/earshot/source"
)

// An event is one of those that the server sends.
type event struct{ name, id, data string }

// open reads the live rows at an address.
func (r *room) open(server *httptest.Server, address string, header ...string) func() event {
	ctx, cancel := context.WithTimeout(r.t.Context(), 10*time.Second)
	req, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/listen/"+address, nil)
	require.NoError(r.t, err)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := server.Client().Do(req)
	require.NoError(r.t, err)
	r.t.Cleanup(func() { cancel(); resp.Body.Close(); server.CloseClientConnections() })
	require.Equal(r.t, "text/event-stream", resp.Header.Get("Content-Type"))
	lines := bufio.NewScanner(resp.Body)
	require.True(r.t, lines.Scan()) // "retry": the viewer is there from here on
	return func() (e event) {
		var data []string
		for lines.Scan() {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch {
			case lines.Text() == "" && e.name != "":
				e.data = strings.Join(data, "\n")
				return e
			case name == "event":
				e.name = value
			case name == "id":
				e.id = value
			case name == "data":
				data = append(data, value)
			}
		}
		return event{name: "end"}
	}
}

func serve(t testing.TB, b *dashboard.Board) *httptest.Server {
	mux := http.NewServeMux()
	mux.Handle("/listen/", b)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func TestLiveRowsArriveInTheirColumns(t *testing.T) {
	r := newRoom(t, nil)
	server := serve(t, r.board)
	next := r.open(server, "events?brand=Kettleworks&brand=Brewpoint&column=whistl*")
	p := r.say("Brewpoint sings", start)
	r.say("Kettleworks whistles", start)
	r.feed(source.Post{ID: p.ID, Deleted: true})

	e := next()
	assert.Equal(t, "row", e.name)
	assert.True(t, strings.HasPrefix(e.data, "1 \n"), e.data)
	assert.Contains(t, e.data, "<mark>Brewpoint</mark> sings")
	e = next()
	assert.True(t, strings.HasPrefix(e.data, "0 2 \n"), e.data)
	e = next()
	assert.Equal(t, "gone", e.name)
	r.board.Close()
	assert.Equal(t, "end", next().name)
}

func TestAFilterHoldsForLiveRows(t *testing.T) {
	r := newRoom(t, nil)
	server := serve(t, r.board)
	next := r.open(server, "events?tone=negative&intent=complaint&source=forum:cups.example&q=valve")
	r.say("Brewpoint is great, love it", start)
	r.say("the valve of my Brewpoint broke, terrible", start)
	e := next()
	assert.Equal(t, "row", e.name)
	assert.Equal(t, "2", e.id)
}

func TestAViewerWhoComesBackMissesNothing(t *testing.T) {
	r := newRoom(t, nil)
	server := serve(t, r.board)
	for i := range 5 {
		r.say(fmt.Sprint("Brewpoint sings ", i), start)
	}
	next := r.open(server, "events?after=1", "Last-Event-ID", "3")
	assert.Contains(t, next().data, "sings 3")
	assert.Contains(t, next().data, "sings 4")

	next = r.open(server, "events?after=2")
	assert.Contains(t, next().data, "sings 2")
}

func TestAViewerWhoIsTooSlowIsToldWhatIsMissing(t *testing.T) {
	r := newRoom(t, nil)
	server := serve(t, r.board)
	for i := range 1000 {
		r.say(fmt.Sprint("Brewpoint sings ", i), start)
	}
	next := r.open(server, "events?after=0")
	e := next()
	assert.Equal(t, event{"lost", "936", "936"}, e)
	assert.Contains(t, next().data, "sings 936")
}

// A viewer who does not read at all must not hold up who writes.
func TestAViewerWhoDoesNotReadHoldsUpNobody(t *testing.T) {
	r := newRoom(t, nil)
	server := serve(t, r.board)
	deaf, err := net.Dial("tcp", server.Listener.Addr().String())
	require.NoError(t, err)
	defer deaf.Close()
	fmt.Fprintf(deaf, "GET /listen/events HTTP/1.1\r\nHost: x\r\n\r\n")
	next := r.open(server, "events")
	for i := range 3000 {
		r.say(fmt.Sprint("Brewpoint sings ", i), start)
	}
	for e := next(); !strings.Contains(e.data, "sings 2999"); e = next() {
		require.NotEqual(t, "end", e.name)
	}
	server.CloseClientConnections()
}

func TestNumbersAreWrittenForTheReader(t *testing.T) {
	r := newRoom(t, nil)
	p := r.say("Brewpoint sings", start)
	p.Version, p.Author.Followers = "2", source.Known(1234567)
	r.feed(p)
	for accept, want := range map[string]string{
		"": "1,234,567", "de": "1.234.567", "fr-CH, de": "1\u00a0234\u00a0567", "xx": "1,234,567", strings.Repeat("de,", 1000): "1.234.567", ";;;": "1,234,567",
	} {
		page := strings.ReplaceAll(body(t, r.get("now", "Accept-Language", accept)), "\u202f", "\u00a0")
		assert.Contains(t, page, want+" followers", accept)
	}
	fixed := newRoom(t, &dashboard.Options{Language: language.German, Location: time.FixedZone("", 3600)})
	fixed.feed(p)
	page := body(t, fixed.get("now", "Accept-Language", "en"))
	assert.Contains(t, page, "1.234.567")
	assert.Contains(t, page, ">2026-03-02 01:00<")
}
