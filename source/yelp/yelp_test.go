package yelp_test

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
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/yelp"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// business is a double of the API, which shows a few reviews only.
type business struct{ listtest.List }

const shown = 7

func (b *business) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	found, _ := b.Newest(time.Time{}, time.Time{}, 0, shown)
	all, _ := b.Newest(time.Time{}, time.Time{}, 0, 1<<20)
	reviews := []map[string]any{}
	for _, p := range found {
		reviews = append(reviews, map[string]any{
			"id": strconv.Itoa(p.ID), "url": fmt.Sprint("https://www.yelp.com/biz/acme?hrid=", p.ID), "text": "I <3 Acme, but " + p.Text[3:7],
			"rating": 4, "time_created": p.At.Format(time.DateTime),
			"user": map[string]any{"id": "u7", "profile_url": "https://www.yelp.com/user_details?userid=u7", "name": "Ann D."},
		})
	}
	json.NewEncoder(w).Encode(map[string]any{"reviews": reviews, "total": len(all), "possible_languages": []string{"en"}})
}

const key = "yelp-k3y-of-acme"

func reviews(network *sourcetest.Network) *yelp.Source {
	return yelp.Reviews("acme", web.Base(network.URL), web.AllowPrivate(), web.Token(key))
}

func TestConforms(t *testing.T) {
	b := &business{}
	b.Publish(5)
	network := sourcetest.Serve(b)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return reviews(network) }, Publish: func() []string { return b.Publish(2) },
		Edit: b.Edit, Secrets: []string{key}, Network: network,
	})
}

func TestMoreThanIsShownIsAGap(t *testing.T) {
	b := &business{}
	b.Publish(20)
	network := sourcetest.Serve(b)
	defer network.Close()
	var cursor source.Cursor
	read := func() (n int, gap bool) {
		for batch, err := range reviews(network).Read(t.Context(), cursor) {
			require.NoError(t, err)
			n, gap, cursor = n+len(batch.Posts), gap || batch.Gap != nil, batch.Cursor
		}
		return n, gap
	}
	n, gap := read()
	assert.Equal(t, shown, n)
	assert.False(t, gap, "a first read begins with the newest")
	b.Publish(shown - 1)
	n, gap = read()
	assert.Equal(t, shown-1, n)
	assert.False(t, gap, "a known review is still listed")
	b.Publish(shown)
	n, gap = read()
	assert.Equal(t, shown, n)
	assert.True(t, gap, "there may have been more")
}

func TestTheFieldsOfAReview(t *testing.T) {
	b := &business{}
	b.Publish(1)
	network := sourcetest.Serve(b)
	defer network.Close()
	for batch, err := range reviews(network).Read(t.Context(), nil) {
		require.NoError(t, err)
		p := batch.Posts[0]
		assert.Equal(t, source.KindReview, p.Kind)
		assert.Equal(t, source.Rating{Value: 4, Best: 5}, p.Rating)
		assert.Equal(t, "I <3 Acme, but Acme", p.Text)
		assert.Equal(t, "Ann D.", p.Author.Name)
		assert.Equal(t, 2026, p.Time.Year())
	}
	assert.Equal(t, "Bearer "+key, network.Asked()[0].Header.Get("Authorization"))
}

func TestAKeyThatIsRefusedIsNotShown(t *testing.T) {
	network := sourcetest.Serve(&business{})
	defer network.Close()
	network.Let(func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		http.Error(w, r.Header.Get("Authorization")+" is not known", http.StatusUnauthorized)
	})
	told := false
	for _, err := range reviews(network).Read(t.Context(), nil) {
		told = true
		assert.ErrorIs(t, err, source.ErrUnauthorized)
		assert.NotContains(t, err.Error(), key)
	}
	assert.True(t, told, "the refusal is told")
}

func TestWhatIsMissingIsTold(t *testing.T) {
	err := yelp.Reviews("").Check()
	assert.ErrorContains(t, err, "business: is empty")
	assert.ErrorIs(t, err, source.ErrUnauthorized)
	assert.NoError(t, yelp.Reviews("acme", web.Token(key)).Check())
}

func FuzzAnswers(f *testing.F) {
	b := &business{}
	b.Publish(2)
	listtest.FuzzAnswers(f, b, func(opts ...web.Option) source.Source { return yelp.Reviews("acme", opts...) })
}
