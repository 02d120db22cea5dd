package linkedin_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/linkedin"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const company = "urn:li:share:66"

// notices is a double of the API: newest first, a hundred a page.
type notices struct {
	listtest.List
	deleted atomic.Int64 // the number of a comment that was deleted last
}

func urn(id int) string { return fmt.Sprintf("urn:li:comment:(urn:li:activity:66,%d)", id) }

func (n *notices) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start, _ := strconv.Atoi(r.FormValue("start"))
	found, _ := n.Newest(time.Time{}, time.Time{}, start, 100)
	elements := []map[string]any{}
	if id := n.deleted.Load(); id != 0 && start == 0 {
		elements = append(elements, notice("COMMENT_DELETE", urn(int(id)), found[0].At.Add(time.Second), "comment", ""))
	}
	for _, p := range found {
		elements = append(elements, notice("COMMENT", urn(p.ID), p.At, "comment", "I <3 Acme, "+p.Text[3:7]))
	}
	json.NewEncoder(w).Encode(map[string]any{"elements": elements, "paging": map[string]any{"start": start, "count": 100, "links": []any{}}})
}

func notice(action, urn string, at time.Time, kind, text string) map[string]any {
	return map[string]any{
		"notificationId": at.Unix(), "organizationalEntity": "urn:li:organization:12345", "action": action, "sourcePost": company, "generatedActivity": urn,
		"lastModifiedAt":             at.UnixMilli(),
		"decoratedGeneratedActivity": map[string]any{kind: map[string]any{"entity": urn, "owner": "urn:li:person:ann", "text": text}},
	}
}

const token = "AQXd-t0ken-of-acme"

func opts(network *sourcetest.Network) []web.Option {
	return []web.Option{web.Base(network.URL), web.AllowPrivate(), web.Token(token)}
}

func urns(ids []string) []string {
	for i, id := range ids {
		ids[i] = fmt.Sprintf("urn:li:comment:(urn:li:activity:66,%s)", id)
	}
	return ids
}

func TestConforms(t *testing.T) {
	n := &notices{}
	want := urns(n.Publish(30))
	network := sourcetest.Serve(n)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return linkedin.Organization("12345", opts(network)...) }, Want: want,
		Publish: func() []string { return urns(n.Publish(4)) }, PublishLate: func() []string { return urns(n.Late(2)) }, Edit: func() string { return urns([]string{n.Edit()})[0] },
		Secrets: []string{token}, Network: network,
	})
}

func read(t *testing.T, s source.Source, from source.Cursor) (posts []source.Post, cursor source.Cursor) {
	t.Helper()
	for batch, err := range s.Read(t.Context(), from) {
		require.NoError(t, err)
		posts, cursor = append(posts, batch.Posts...), batch.Cursor
	}
	return posts, cursor
}

func TestADeletionIsTold(t *testing.T) {
	n := &notices{}
	n.Publish(3)
	network := sourcetest.Serve(n)
	defer network.Close()
	s := linkedin.Organization("12345", opts(network)...)
	_, cursor := read(t, s, nil)
	n.deleted.Store(1001)
	posts, cursor := read(t, s, cursor)
	require.Len(t, posts, 1)
	assert.True(t, posts[0].Deleted)
	assert.Equal(t, urn(1001), posts[0].ID)
	posts, _ = read(t, s, cursor)
	assert.Empty(t, posts)
}

func TestTheFieldsOfAPost(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	network := sourcetest.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"elements": []any{
			notice("SHARE_MENTION", "urn:li:share:9", at.Add(3*time.Second), "share", "Tea of @Acme"),
			notice("COMMENT_EDIT", urn(8), at.Add(2*time.Second), "comment", "Better now"),
			notice("SHARE", "urn:li:share:7", at.Add(time.Second), "share", "Look"),
			notice("COMMENT", urn(6), at, "comment", "I <3 Acme"),
		}})
	}))
	defer network.Close()
	posts, _ := read(t, linkedin.Organization("urn:li:organization:12345", opts(network)...).Version("202701"), nil)
	require.Len(t, posts, 4)
	comment, share, edit, mention := posts[0], posts[1], posts[2], posts[3]
	assert.Equal(t, source.Post{
		ID: urn(6), Version: comment.Version, URL: "https://www.linkedin.com/feed/update/urn:li:activity:66", Kind: source.KindReply, Parent: company,
		Text: "I <3 Acme", Author: source.Author{ID: "urn:li:person:ann"}, Time: at,
	}, comment)
	assert.Equal(t, source.KindRepost, share.Kind)
	assert.True(t, edit.TimeEstimated, "when it was written is not told")
	assert.Equal(t, at.Add(2*time.Second), edit.Edited)
	assert.Equal(t, source.KindPost, mention.Kind)
	assert.Equal(t, "https://www.linkedin.com/feed/update/urn:li:share:9", mention.URL)

	asked := network.Asked()[0]
	assert.Equal(t, "202701", asked.Header.Get("Linkedin-Version"))
	assert.Equal(t, "Bearer "+token, asked.Header.Get("Authorization"))
	assert.Contains(t, asked.URL.RawQuery, "&actions=List(COMMENT,")
	assert.Contains(t, asked.URL.RawQuery, "&organizationalEntity=urn%3Ali%3Aorganization%3A12345")
}

func TestATokenThatIsRefusedIsNotShown(t *testing.T) {
	network := sourcetest.Serve(&notices{})
	defer network.Close()
	network.Let(func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprintf(w, `{"serviceErrorCode":65601,"message":"%s was revoked","status":401}`, r.Header.Get("Authorization"))
	})
	told := false
	for _, err := range linkedin.Organization("12345", opts(network)...).Read(t.Context(), nil) {
		told = true
		assert.ErrorIs(t, err, source.ErrUnauthorized)
		assert.ErrorContains(t, err, "was revoked")
		assert.NotContains(t, err.Error(), token)
	}
	assert.True(t, told, "the refusal is told")
}

func TestWhatIsMissingIsTold(t *testing.T) {
	err := linkedin.Organization("").Check()
	assert.ErrorContains(t, err, "organization: is empty")
	assert.ErrorIs(t, err, source.ErrUnauthorized)
	assert.NoError(t, linkedin.Organization("12345", web.Token(token)).Check())
}

func FuzzAnswers(f *testing.F) {
	n := &notices{}
	n.Publish(2)
	listtest.FuzzAnswers(f, n, func(opts ...web.Option) source.Source { return linkedin.Organization("12345", opts...) })
}
