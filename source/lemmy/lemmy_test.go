package lemmy_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/lemmy"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// server is a double of a server: pages of fifty, the newest first.
type server struct {
	listtest.List
	comments bool
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page, _ := strconv.Atoi(r.FormValue("page"))
	found, _ := s.Newest(time.Time{}, time.Time{}, 50*(page-1), 50)
	views := []map[string]any{}
	for _, p := range found {
		content := map[string]any{"id": p.ID, "ap_id": fmt.Sprint("https://l.example/", p.ID), "published": p.At.Format("2006-01-02T15:04:05.999999"), "updated": nil, "deleted": p.ID%100 == 99}
		view := map[string]any{
			"creator": map[string]any{"id": 7, "name": "ann", "display_name": nil, "actor_id": "https://l.example/u/ann"},
			"counts":  map[string]any{"score": 4, "comments": 2, "child_count": 1},
		}
		if s.comments {
			content["content"], content["path"] = p.Text, fmt.Sprintf("0.5.%d", p.ID)
			view["comment"], view["post"] = content, map[string]any{"id": 3, "name": "The post above"}
		} else {
			content["name"], content["body"] = "Acme tea", p.Text
			view["post"] = content
		}
		views = append(views, view)
	}
	key := "posts"
	if s.comments {
		key = "comments"
	}
	json.NewEncoder(w).Encode(map[string]any{key: views})
}

func TestConforms(t *testing.T) {
	for name, comments := range map[string]bool{"posts": false, "comments": true} {
		t.Run(name, func(t *testing.T) {
			s := &server{comments: comments}
			prefixed := func(ids []string) []string {
				for i := range ids {
					ids[i] = map[bool]string{false: "p", true: "c"}[comments] + ids[i]
				}
				return ids
			}
			want := prefixed(s.Publish(30))
			network := sourcetest.Serve(s)
			defer network.Close()
			sourcetest.Run(t, sourcetest.Harness{
				New: func() source.Source {
					if comments {
						return lemmy.Comments("", web.Base(network.URL), web.AllowPrivate())
					}
					return lemmy.Posts("", web.Base(network.URL), web.AllowPrivate())
				},
				Want: want, Publish: func() []string { return prefixed(s.Publish(4)) },
				PublishLate: func() []string { return prefixed(s.Late(2)) },
				Edit:        func() string { return prefixed([]string{s.Edit()})[0] }, Network: network,
			})
		})
	}
}

func TestTheFieldsOfAComment(t *testing.T) {
	s := &server{comments: true}
	s.Publish(100)
	network := sourcetest.Serve(s)
	defer network.Close()
	for b, err := range lemmy.Search("", "acme", web.Base(network.URL), web.AllowPrivate()).Read(t.Context(), nil) {
		require.NoError(t, err)
		p, last := b.Posts[0], b.Posts[len(b.Posts)-1]
		assert.Equal(t, "c1050", p.ID)
		assert.Equal(t, source.KindReply, p.Kind)
		assert.Equal(t, "c5", p.Parent)
		assert.Equal(t, "Acme & tea 1050", p.Text)
		assert.Equal(t, "4 1", fmt.Sprint(p.Likes, p.Replies))
		assert.Equal(t, "ann", p.Author.Handle)
		assert.True(t, last.Deleted)
		assert.Empty(t, last.Text)
	}
}
