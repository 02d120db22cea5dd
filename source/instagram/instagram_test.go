package instagram_test

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
	"github.com/earshot-go/earshot/source/instagram"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const stamp = "2006-01-02T15:04:05-0700"

// graph is a double of the API: posts with a hashtag, or of an account with
// the newest comments under the newest of them.
type graph struct {
	listtest.List
	comments listtest.List
}

func (g *graph) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/ig_hashtag_search") {
		fmt.Fprint(w, `{"data":[{"id":"17843"}]}`)
		return
	}
	limit, _ := strconv.Atoi(r.FormValue("limit"))
	skip, _ := strconv.Atoi(r.FormValue("after"))
	found, more := g.Newest(time.Time{}, time.Time{}, skip, limit)
	data := []map[string]any{}
	for _, p := range found {
		media := map[string]any{
			"id": strconv.Itoa(p.ID), "caption": "I <3 Acme, " + p.Text[3:7], "timestamp": p.At.Format(stamp),
			"permalink": fmt.Sprint("https://www.instagram.com/p/", p.ID, "/"), "like_count": 3, "comments_count": 1,
		}
		if strings.Contains(r.FormValue("fields"), "username") {
			media["username"] = "ann"
		}
		data = append(data, media)
	}
	if len(data) > 0 && skip == 0 && strings.HasSuffix(r.URL.Path, "/media") {
		data[0]["comments"] = map[string]any{"data": g.under()}
	}
	paging := map[string]any{"cursors": map[string]any{"after": strconv.Itoa(skip + limit)}}
	if more {
		paging["next"] = "https://graph.facebook.com/next?access_token=" + r.FormValue("access_token")
	}
	json.NewEncoder(w).Encode(map[string]any{"data": data, "paging": paging})
}

func (g *graph) under() (data []map[string]any) {
	found, _ := g.comments.Newest(time.Time{}, time.Time{}, 0, 50)
	for _, p := range found {
		data = append(data, map[string]any{
			"id": fmt.Sprint("c", p.ID), "text": "Me too, " + p.Text[3:7], "timestamp": p.At.Format(stamp), "like_count": 1, "username": "bob",
		})
	}
	return data
}

const (
	token   = "IGAA-t0ken-of-acme"
	account = "17841400000000000"
)

func opts(network *sourcetest.Network) []web.Option {
	return []web.Option{web.Base(network.URL), web.AllowPrivate(), web.Token(token)}
}

func TestConforms(t *testing.T) {
	for name, open := range map[string]func(...web.Option) *instagram.Source{
		"hashtag": func(opts ...web.Option) *instagram.Source { return instagram.Hashtag(account, "#tea", opts...) },
		"tagged":  func(opts ...web.Option) *instagram.Source { return instagram.Tagged(account, opts...) },
	} {
		t.Run(name, func(t *testing.T) {
			g := &graph{}
			want := g.Publish(30)
			network := sourcetest.Serve(g)
			defer network.Close()
			sourcetest.Run(t, sourcetest.Harness{
				New: func() source.Source { return open(opts(network)...) }, Want: want,
				Publish: func() []string { return g.Publish(4) }, PublishLate: func() []string { return g.Late(2) }, Edit: g.Edit, Secrets: []string{token}, Network: network,
			})
		})
	}
}

func read(t *testing.T, s source.Source, from source.Cursor) (posts map[string]source.Post, gap bool, cursor source.Cursor) {
	t.Helper()
	posts = map[string]source.Post{}
	for batch, err := range s.Read(t.Context(), from) {
		require.NoError(t, err)
		for _, p := range batch.Posts {
			posts[p.ID] = p
		}
		gap, cursor = gap || batch.Gap != nil, batch.Cursor
	}
	return posts, gap, cursor
}

func TestTheFieldsOfPostsAndComments(t *testing.T) {
	g := &graph{}
	g.Publish(1)
	g.comments.Publish(1)
	network := sourcetest.Serve(g)
	defer network.Close()
	posts, _, _ := read(t, instagram.Hashtag(account, "tea", opts(network)...), nil)
	assert.Equal(t, "I <3 Acme, Acme", posts["1000"].Text)
	assert.Empty(t, posts["1000"].Author, "a hashtag has no authors")
	asked := network.Asked()
	assert.Equal(t, "tea", asked[0].URL.Query().Get("q"))
	assert.Equal(t, "/v24.0/17843/recent_media", asked[1].URL.Path)
	assert.Equal(t, account, asked[1].URL.Query().Get("user_id"))

	posts, _, _ = read(t, instagram.Media(account, opts(network)...), nil)
	assert.Equal(t, "ann", posts["1000"].Author.Handle)
	assert.Equal(t, "3 1", fmt.Sprint(posts["1000"].Likes, posts["1000"].Replies))
	comment := posts["c1000"]
	assert.Equal(t, source.KindReply, comment.Kind)
	assert.Equal(t, "Me too, Acme", comment.Text)
	assert.Equal(t, "1000", comment.Parent)
	assert.Equal(t, "bob", comment.Author.Handle)
	assert.Equal(t, posts["1000"].URL, comment.URL)
}

func TestMoreCommentsThanAreListedAreAGap(t *testing.T) {
	g := &graph{}
	g.Publish(1)
	network := sourcetest.Serve(g)
	defer network.Close()
	s := instagram.Media(account, opts(network)...)
	_, gap, cursor := read(t, s, nil)
	assert.False(t, gap)
	g.comments.Publish(49)
	posts, gap, cursor := read(t, s, cursor)
	assert.Len(t, posts, 49)
	assert.False(t, gap)
	g.comments.Publish(30)
	posts, gap, _ = read(t, s, cursor)
	assert.Len(t, posts, 30)
	assert.True(t, gap)
}

func TestATokenThatIsRefusedIsNotShown(t *testing.T) {
	network := sourcetest.Serve(&graph{})
	defer network.Close()
	network.Let(func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error":{"message":"Malformed access token %s","type":"OAuthException","code":190}}`, r.FormValue("access_token"))
	})
	told := false
	for _, err := range instagram.Hashtag(account, "tea", opts(network)...).Read(t.Context(), nil) {
		told = true
		assert.ErrorIs(t, err, source.ErrUnauthorized)
		assert.NotContains(t, err.Error(), token)
	}
	assert.True(t, told, "the refusal is told")
}

func TestWhatIsMissingIsTold(t *testing.T) {
	err := instagram.Media("").Check()
	assert.ErrorContains(t, err, "account: is empty")
	assert.ErrorIs(t, err, source.ErrUnauthorized)
	assert.ErrorContains(t, instagram.Hashtag(account, "#", web.Token(token)).Check(), "tag: is empty")
	assert.NoError(t, instagram.Hashtag(account, "tea", web.Token(token)).Check())
}

func FuzzAnswers(f *testing.F) {
	g := &graph{}
	g.Publish(2)
	g.comments.Publish(2)
	listtest.FuzzAnswers(f, g, func(opts ...web.Option) source.Source { return instagram.Media(account, opts...) })
}
