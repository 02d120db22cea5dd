package board_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/docs/internal/board"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
)

// double answers as the board does: twenty changes after a number, each note
// once, at its last change.
type double struct {
	mu    sync.Mutex
	last  int64
	notes []map[string]any
}

func (d *double) put(id, text string, deleted bool) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last++
	d.notes = slices.DeleteFunc(d.notes, func(n map[string]any) bool { return n["id"] == id })
	written := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	d.notes = append(d.notes, map[string]any{"change": d.last, "id": id, "author": "ann", "text": text, "written": written, "deleted": deleted})
	return id
}

func (d *double) publish(n int) (ids []string) {
	for range n {
		ids = append(ids, d.put(fmt.Sprint("n", d.last+1), fmt.Sprint("Acme note ", d.last+1), false))
	}
	return ids
}

func (d *double) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	after, _ := strconv.ParseInt(r.FormValue("after"), 10, 64)
	page := []map[string]any{}
	for _, n := range d.notes {
		if n["change"].(int64) > after && len(page) < 20 {
			page = append(page, n)
		}
	}
	json.NewEncoder(w).Encode(map[string]any{"changes": page})
}

func TestConforms(t *testing.T) {
	d := &double{}
	want := d.publish(50) // more than one page
	network := sourcetest.Serve(d)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New:     func() source.Source { return board.New(network.URL, "s3cret") },
		Want:    want,
		Publish: func() []string { return d.publish(4) },
		Edit:    func() string { return d.put("n7", "Acme note, mended", false) },
		Delete:  func() string { return d.put("n8", "", true) },
		Secrets: []string{"s3cret"},
		Network: network,
	})
}

// A board that repeats a page for ever must not keep a pass from ending.
func TestAPageThatRepeatsEndsThePass(t *testing.T) {
	network := sourcetest.Serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `{"changes":[{"change":1,"id":"n1","text":"Acme"}]}`)
	}))
	defer network.Close()
	var posts int
	var failed error
	for batch, err := range board.New(network.URL, "").Read(t.Context(), nil) {
		posts += len(batch.Posts)
		failed = err
	}
	require.Equal(t, 1, posts)
	require.ErrorContains(t, failed, "change 1 does not come after 1")
}
