package discourse_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/discourse"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// forum is a double of a forum: the newest posts before an id, fifty at once.
type forum struct{ listtest.List }

func (f *forum) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	before, err := strconv.Atoi(r.FormValue("before"))
	skip := 0
	if err == nil {
		all, _ := f.Newest(time.Time{}, time.Time{}, 0, 1<<30)
		for skip < len(all) && all[skip].ID >= before {
			skip++
		}
	}
	posts, _ := f.Newest(time.Time{}, time.Time{}, skip, 50)
	latest := []map[string]any{}
	for _, p := range posts {
		latest = append(latest, map[string]any{
			"id": p.ID, "username": "ann", "name": "Ann", "created_at": p.At.Format("2006-01-02T15:04:05.000Z"), "updated_at": p.At.Add(time.Minute).Format(time.RFC3339),
			"cooked": p.Text, "topic_id": 12, "topic_slug": "tea", "topic_title": "Acme tea", "post_number": p.ID - 999, "reply_count": 1,
		})
	}
	json.NewEncoder(w).Encode(map[string]any{"latest_posts": latest})
}

func posts(network *sourcetest.Network) *discourse.Source {
	return discourse.Posts("", web.Base(network.URL), web.AllowPrivate())
}

func TestConforms(t *testing.T) {
	f := &forum{}
	want := f.Publish(30)
	network := sourcetest.Serve(f)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return posts(network) }, Want: want, Publish: func() []string { return f.Publish(4) },
		Edit: f.Edit, Network: network,
	})
}

func TestTheFieldsOfAPost(t *testing.T) {
	f := &forum{}
	f.Publish(2)
	network := sourcetest.Serve(f)
	defer network.Close()
	for b, err := range posts(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		require.Len(t, b.Posts, 2)
		opening, answer := b.Posts[0], b.Posts[1]
		assert.Equal(t, "Acme tea", opening.Title)
		assert.Equal(t, source.KindPost, opening.Kind)
		assert.Equal(t, network.URL+"/t/tea/12/1", opening.URL)
		assert.Empty(t, answer.Title)
		assert.Equal(t, source.KindReply, answer.Kind)
		assert.Equal(t, "12#1", answer.Parent)
		assert.Equal(t, "Acme & tea 1001", answer.Text)
		assert.Equal(t, time.Minute, answer.Edited.Sub(answer.Time))
	}
}
