package facebook_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/facebook"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const stamp = "2006-01-02T15:04:05-0700"

// graph is a double of the API: the posts of a page, newest first, with the
// newest comments under the newest of them.
type graph struct {
	listtest.List
	comments listtest.List
}

func (g *graph) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	limit, _ := strconv.Atoi(r.FormValue("limit"))
	skip, _ := strconv.Atoi(r.FormValue("after"))
	data := []map[string]any{}
	var more bool
	if strings.HasSuffix(r.URL.Path, "/comments") {
		data, more = g.under(skip, limit)
	} else {
		var found []listtest.Post
		found, more = g.Newest(time.Time{}, time.Time{}, skip, limit)
		for _, p := range found {
			data = append(data, map[string]any{
				"id": fmt.Sprint("77_", p.ID), "message": "I <3 Acme, " + p.Text[3:7], "created_time": p.At.Format(stamp),
				"permalink_url": fmt.Sprint("https://www.facebook.com/77/posts/", p.ID), "from": map[string]any{"id": "9", "name": "Ann D."},
				"shares": map[string]any{"count": 4}, "reactions": map[string]any{"data": []any{}, "summary": map[string]any{"total_count": 3}},
			})
		}
		if len(data) > 0 && skip == 0 && strings.Contains(r.FormValue("fields"), "{id,message") {
			list, _ := g.under(0, 50)
			data[0]["comments"] = map[string]any{"data": list, "summary": map[string]any{"total_count": len(list)}}
		}
	}
	after := strconv.Itoa(skip + limit)
	paging := map[string]any{"cursors": map[string]any{"before": "0", "after": after}}
	if more {
		paging["next"] = "https://graph.facebook.com/next?access_token=" + r.FormValue("access_token")
	}
	json.NewEncoder(w).Encode(map[string]any{"data": data, "paging": paging})
}

func (g *graph) under(skip, limit int) (data []map[string]any, more bool) {
	found, more := g.comments.Newest(time.Time{}, time.Time{}, skip, limit)
	data = []map[string]any{}
	for _, p := range found {
		data = append(data, map[string]any{
			"id": fmt.Sprint("c", p.ID), "message": "Me too, " + p.Text[3:7], "created_time": p.At.Format(stamp), "like_count": 1, "comment_count": 0,
			"permalink_url": fmt.Sprint("https://www.facebook.com/77/posts/1?comment_id=", p.ID),
		})
	}
	return data, more
}

func prefixed(prefix string, ids []string) []string {
	for i := range ids {
		ids[i] = prefix + ids[i]
	}
	return ids
}

const token = "EAAB-t0ken-of-acme"

func opts(network *sourcetest.Network) []web.Option {
	return []web.Option{web.Base(network.URL), web.AllowPrivate(), web.Token(token)}
}

func TestConforms(t *testing.T) {
	g := &graph{}
	want := append(prefixed("77_", g.Publish(15)), prefixed("c", g.comments.Publish(30))...)
	network := sourcetest.Serve(g)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return facebook.Page("77", opts(network)...) }, Want: want,
		Publish:     func() []string { return append(prefixed("77_", g.Publish(1)), prefixed("c", g.comments.Publish(2))...) },
		PublishLate: func() []string { return prefixed("77_", g.Late(1)) },
		Edit:        func() string { return "77_" + g.Edit() }, Secrets: []string{token}, Network: network,
	})
}

type outcome struct {
	posts  map[string]source.Post
	gap    bool
	cursor source.Cursor
}

func read(t *testing.T, s source.Source, from source.Cursor) outcome {
	t.Helper()
	o := outcome{posts: map[string]source.Post{}}
	for batch, err := range s.Read(t.Context(), from) {
		require.NoError(t, err)
		for _, p := range batch.Posts {
			o.posts[p.ID] = p
		}
		o.gap, o.cursor = o.gap || batch.Gap != nil, batch.Cursor
	}
	return o
}

func TestTheFieldsOfPostsAndComments(t *testing.T) {
	g := &graph{}
	g.Publish(1)
	g.comments.Publish(1)
	network := sourcetest.Serve(g)
	defer network.Close()
	o := read(t, facebook.Page("77", opts(network)...), nil)
	post, comment := o.posts["77_1000"], o.posts["c1000"]
	assert.Equal(t, source.KindPost, post.Kind)
	assert.Equal(t, "I <3 Acme, Acme", post.Text)
	assert.Equal(t, "Ann D.", post.Author.Name)
	assert.Equal(t, "3 4 1", fmt.Sprint(post.Likes, post.Shares, post.Replies))
	assert.Equal(t, source.KindReply, comment.Kind)
	assert.Equal(t, "77_1000", comment.Parent)
	assert.Equal(t, "1 0", fmt.Sprint(comment.Likes, comment.Replies))
	assert.Empty(t, comment.Author, "of whom has not agreed, nothing is told")
	assert.Equal(t, "/v24.0/77/feed", network.Asked()[0].URL.Path)
}

func TestOtherLists(t *testing.T) {
	g := &graph{}
	g.Publish(2)
	g.comments.Publish(60)
	network := sourcetest.Serve(g)
	defer network.Close()
	assert.Len(t, read(t, facebook.Tagged("77", opts(network)...), nil).posts, 2, "without comments")
	o := read(t, facebook.Comments("77_1000", opts(network)...), nil)
	assert.Len(t, o.posts, 25, "the newest")
	assert.Equal(t, source.KindReply, o.posts["c1059"].Kind)
	g.comments.Publish(60)
	assert.Len(t, read(t, facebook.Comments("77_1000", opts(network)...), o.cursor).posts, 60+35, "and then all within the hour")
}

func TestMoreCommentsThanAreListedAreAGap(t *testing.T) {
	g := &graph{}
	g.Publish(1)
	network := sourcetest.Serve(g)
	defer network.Close()
	s := facebook.Page("77", opts(network)...)
	o := read(t, s, nil)
	assert.False(t, o.gap)
	g.comments.Publish(49)
	o = read(t, s, o.cursor)
	assert.Len(t, o.posts, 49)
	assert.False(t, o.gap)
	g.comments.Publish(30)
	o = read(t, s, o.cursor)
	assert.Len(t, o.posts, 30)
	assert.True(t, o.gap, "fifty within the hour that is read again: there may be more")
}

func TestATokenThatIsRefusedIsNotShown(t *testing.T) {
	network := sourcetest.Serve(&graph{})
	defer network.Close()
	network.Let(func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error":{"message":"Malformed access token %s","type":"OAuthException","code":190}}`, r.FormValue("access_token"))
	})
	told := false
	for _, err := range facebook.Page("77", opts(network)...).Read(t.Context(), nil) {
		told = true
		assert.ErrorIs(t, err, source.ErrUnauthorized)
		assert.ErrorContains(t, err, "Malformed")
		assert.NotContains(t, err.Error(), token)
	}
	assert.True(t, told, "the refusal is told")
}

func TestWhatIsMissingIsTold(t *testing.T) {
	err := facebook.Page("").Check()
	assert.ErrorContains(t, err, "id: is empty")
	assert.ErrorIs(t, err, source.ErrUnauthorized)
	assert.NoError(t, facebook.Page("77", web.Token(token)).Check())
}

func FuzzAnswers(f *testing.F) {
	g := &graph{}
	g.Publish(2)
	g.comments.Publish(2)
	listtest.FuzzAnswers(f, g, func(opts ...web.Option) source.Source { return facebook.Page("77", opts...) })
}
