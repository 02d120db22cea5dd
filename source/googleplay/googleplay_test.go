package googleplay_test

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
	"github.com/earshot-go/earshot/source/googleplay"
	"github.com/earshot-go/earshot/source/internal/listtest"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// store is a double of the API: a hundred a page, and an empty object where
// there is nothing.
type store struct{ listtest.List }

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	skip, _ := strconv.Atoi(r.FormValue("token"))
	found, more := s.Newest(time.Time{}, time.Time{}, skip, 100)
	if len(found) == 0 {
		fmt.Fprint(w, "{}")
		return
	}
	reviews := []map[string]any{}
	for _, p := range found {
		user := map[string]any{
			"text": "Tea\tI <3 Acme, but " + p.Text[3:7], "starRating": 3, "reviewerLanguage": "en_GB", "thumbsUpCount": 2,
			"lastModified": map[string]any{"seconds": strconv.FormatInt(p.At.Unix(), 10), "nanos": 5000000},
		}
		reviews = append(reviews, map[string]any{"reviewId": strconv.Itoa(p.ID), "authorName": "Ann D.", "comments": []any{
			map[string]any{"userComment": user}, map[string]any{"developerComment": map[string]any{"text": "Thank you!"}},
		}})
	}
	answer := map[string]any{"reviews": reviews}
	if more {
		answer["tokenPagination"] = map[string]any{"nextPageToken": strconv.Itoa(skip + 100)}
	}
	json.NewEncoder(w).Encode(answer)
}

const token = "ya29-t0ken-of-acme"

func reviews(network *sourcetest.Network) *googleplay.Source {
	return googleplay.Reviews("com.acme.kettle", web.Base(network.URL), web.AllowPrivate(), web.Token(token))
}

func TestConforms(t *testing.T) {
	s := &store{}
	want := s.Publish(30)
	network := sourcetest.Serve(s)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return reviews(network) }, Want: want, Publish: func() []string { return s.Publish(4) },
		PublishLate: func() []string { return s.Late(2) }, Edit: s.Edit, Secrets: []string{token}, Network: network,
	})
}

func TestEveryPageOfTheWeekIsRead(t *testing.T) {
	s := &store{}
	network := sourcetest.Serve(s)
	defer network.Close()
	var cursor source.Cursor
	read := func() (n int) {
		for batch, err := range reviews(network).Read(t.Context(), cursor) {
			require.NoError(t, err)
			require.Nil(t, batch.Gap)
			n, cursor = n+len(batch.Posts), batch.Cursor
		}
		return n
	}
	assert.Zero(t, read(), "an empty object is an empty answer")
	s.Publish(350)
	assert.Equal(t, 350, read())
	network.Asked()
	s.Publish(1)
	assert.Equal(t, 1, read())
	assert.Len(t, network.Asked(), 4, "the order is not relied on")
}

func TestTheFieldsOfAReview(t *testing.T) {
	s := &store{}
	s.Publish(1)
	network := sourcetest.Serve(s)
	defer network.Close()
	for batch, err := range reviews(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		p := batch.Posts[0]
		assert.Equal(t, source.KindReview, p.Kind)
		assert.Equal(t, source.Rating{Value: 3, Best: 5}, p.Rating)
		assert.Equal(t, "Tea", p.Title)
		assert.Equal(t, "I <3 Acme, but Acme", p.Text)
		assert.Equal(t, "en-GB", p.Language)
		assert.Equal(t, "2", p.Likes.String())
		assert.Equal(t, 2026, p.Time.Year())
		assert.False(t, p.TimeEstimated)
	}
	assert.Equal(t, "Bearer "+token, network.Asked()[0].Header.Get("Authorization"))
}

func TestATokenThatIsRefusedIsNotShown(t *testing.T) {
	network := sourcetest.Serve(&store{})
	defer network.Close()
	network.Let(func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		http.Error(w, r.Header.Get("Authorization")+" has expired", http.StatusUnauthorized)
	})
	told := false
	for _, err := range reviews(network).Read(t.Context(), nil) {
		told = true
		assert.ErrorIs(t, err, source.ErrUnauthorized)
		assert.NotContains(t, err.Error(), token)
	}
	assert.True(t, told, "the refusal is told")
}

func TestWhatIsMissingIsTold(t *testing.T) {
	err := googleplay.Reviews("").Check()
	assert.ErrorContains(t, err, "app: is empty")
	assert.ErrorIs(t, err, source.ErrUnauthorized)
	assert.NoError(t, googleplay.Reviews("com.acme.kettle", web.Transport(http.DefaultTransport)).Check(), "a transport may add the token")
}

func FuzzAnswers(f *testing.F) {
	s := &store{}
	s.Publish(2)
	listtest.FuzzAnswers(f, s, func(opts ...web.Option) source.Source { return googleplay.Reviews("com.acme.kettle", opts...) })
}
