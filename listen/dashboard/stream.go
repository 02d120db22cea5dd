package dashboard

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"
)

const (
	pace      = 250 * time.Millisecond // between two writes to one viewer: many rows go in one
	heartbeat = 15 * time.Second       // between two writes where there is nothing to say
	patience  = 20 * time.Second       // for a viewer who does not read
	streamFor = 10 * time.Minute       // then the browser comes back, and is authorized again
	batchMost = 64                     // rows in one write; a viewer who is further behind misses the older ones

	bufferKept = 64 << 10 // bytes between two writes

	// mostViewers bounds who watches at once: each holds what one write holds,
	// at most a few hundred kilobytes.
	mostViewers = 1_000
)

// stream sends live rows as server-sent events. Its only clock is that of the
// connection.
func (b *Board) stream(w http.ResponseWriter, r *http.Request) {
	defer b.viewers.Add(-1)
	if b.viewers.Add(1) > mostViewers {
		w.Header().Set("Retry-After", "60")
		http.Error(w, "too many are watching", http.StatusServiceUnavailable)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // some proxies would collect
	if r.Method == http.MethodHead {
		return
	}
	s := &watcher{
		board: b, view: b.viewOf(r.URL.Query()), locale: b.localeOf(r),
		writer: w, control: http.NewResponseController(w), seen: b.tape.newest(),
	}
	for _, given := range []string{r.URL.Query().Get("after"), r.Header.Get("Last-Event-ID")} {
		if n, err := strconv.ParseUint(given, 10, 64); err == nil {
			s.seen = n
		}
	}
	ctx, cancel := context.WithTimeout(r.Context(), streamFor)
	defer cancel()
	s.run(ctx)
}

// A watcher is one viewer of live rows.
type watcher struct {
	board   *Board
	view    *view
	locale  *locale
	writer  http.ResponseWriter
	control *http.ResponseController
	seen    uint64

	rows   []*row // reused
	places []int
	out    bytes.Buffer
}

func (s *watcher) run(ctx context.Context) {
	s.out.WriteString("retry: 2000\n\n")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	rest := time.NewTimer(0)
	defer rest.Stop()
	for {
		select {
		case <-rest.C:
		case <-ctx.Done():
			return
		}
		if s.gather(); s.out.Len() > 0 && s.send() != nil {
			return
		}
		select {
		case <-s.board.tape.after(s.seen):
			if s.board.tape.ended() {
				return
			}
			rest.Reset(pace)
		case <-beat.C:
			s.out.WriteString(":\n\n")
			rest.Reset(0)
		case <-ctx.Done():
			return
		}
	}
}

// gather writes what is new into out.
func (s *watcher) gather() {
	var lost uint64
	s.rows, s.seen, lost = s.board.tape.since(s.rows[:0], s.seen)
	if over := len(s.rows) - batchMost; over > 0 {
		lost += uint64(over)
		s.rows = s.rows[over:]
	}
	if lost > 0 {
		s.event("lost", s.seen-uint64(len(s.rows)), strconv.FormatUint(lost, 10), nil)
	}
	told := len(s.rows) == 0
	for _, r := range s.rows {
		told = s.tell(r)
	}
	if !told { // so that one who comes back is not sent them again
		s.event("seen", s.seen, "", nil)
	}
	clear(s.rows) // a row is not kept for a viewer
}

// tell writes a row where it belongs, and reports whether it belongs anywhere.
func (s *watcher) tell(r *row) bool {
	if r.gone {
		s.event("gone", r.number, r.key, nil)
		return true
	}
	s.places = s.view.places(s.places[:0], r)
	if len(s.places) == 0 {
		return false
	}
	html, err := s.board.draw(r, s.locale)
	if err != nil {
		return false
	}
	var columns []byte
	for _, c := range s.places {
		columns = append(strconv.AppendInt(columns, int64(c), 10), ' ')
	}
	s.event("row", r.number, string(columns), html)
	return true
}

// event writes one event, whose first line of data is line and whose others are
// those of html.
func (s *watcher) event(name string, id uint64, line string, html []byte) {
	s.out.WriteString("event: " + name + "\nid: " + strconv.FormatUint(id, 10) + "\ndata: " + line + "\n")
	for part := range bytes.Lines(html) {
		s.out.WriteString("data: ")
		s.out.Write(bytes.TrimRight(part, "\r\n"))
		s.out.WriteByte('\n')
	}
	s.out.WriteByte('\n')
}

func (s *watcher) send() error {
	err := s.control.SetWriteDeadline(time.Now().Add(patience))
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	_, err = s.writer.Write(s.out.Bytes())
	s.out.Reset()
	if s.out.Cap() > bufferKept {
		s.out = bytes.Buffer{}
	}
	if err == nil {
		err = s.control.Flush()
	}
	return err
}
