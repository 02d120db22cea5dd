package trustpilot_test

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
	"github.com/earshot-go/earshot/source/trustpilot"
	"github.com/earshot-go/earshot/source/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// business is a double of the API: newest first, a hundred a page.
type business struct{ listtest.List }

func (b *business) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page, _ := strconv.Atoi(r.FormValue("page"))
	found, _ := b.Newest(time.Time{}, time.Time{}, 100*(page-1), 100)
	reviews := []map[string]any{}
	for _, p := range found {
		reviews = append(reviews, map[string]any{
			"id": strconv.Itoa(p.ID), "stars": 2, "title": "Cold tea", "text": "I <3 Acme, but " + p.Text[3:7], "language": "en",
			"createdAt": p.At.Format(time.RFC3339), "updatedAt": nil, "status": "active",
			"consumer": map[string]any{"id": "c7", "displayName": "Ann D."},
		})
	}
	json.NewEncoder(w).Encode(map[string]any{"reviews": reviews})
}

const key = "tp-k3y-of-acme"

func reviews(network *sourcetest.Network) *trustpilot.Source {
	return trustpilot.Reviews("acme", web.Base(network.URL), web.AllowPrivate(), web.Token(key))
}

func TestConforms(t *testing.T) {
	b := &business{}
	want := b.Publish(30)
	network := sourcetest.Serve(b)
	defer network.Close()
	sourcetest.Run(t, sourcetest.Harness{
		New: func() source.Source { return reviews(network) }, Want: want, Publish: func() []string { return b.Publish(4) },
		PublishLate: func() []string { return b.Late(2) }, Edit: b.Edit, Secrets: []string{key}, Network: network,
	})
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
		assert.Equal(t, source.Rating{Value: 2, Best: 5}, p.Rating)
		assert.Equal(t, "Cold tea", p.Title)
		assert.Equal(t, "I <3 Acme, but Acme", p.Text)
		assert.Equal(t, "Ann D.", p.Author.Name)
		assert.Equal(t, "https://www.trustpilot.com/reviews/1000", p.URL)
	}
	asked := network.Asked()[0]
	assert.Equal(t, key, asked.Header.Get("Apikey"))
	assert.Equal(t, "/v1/business-units/acme/reviews", asked.URL.Path)
}

func TestAKeyThatIsRefusedIsNotShown(t *testing.T) {
	network := sourcetest.Serve(&business{})
	defer network.Close()
	network.Let(func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		http.Error(w, fmt.Sprintf("unknown key %s", r.Header.Get("Apikey")), http.StatusUnauthorized)
	})
	told := false
	for _, err := range reviews(network).Read(t.Context(), nil) {
		told = true
		assert.ErrorIs(t, err, source.ErrUnauthorized)
		assert.ErrorContains(t, err, "unknown key ***")
		assert.NotContains(t, err.Error(), key)
	}
	assert.True(t, told, "the refusal is told")
}

func TestWhatIsMissingIsTold(t *testing.T) {
	err := trustpilot.Reviews("").Check()
	assert.ErrorContains(t, err, "business: is empty")
	assert.ErrorIs(t, err, source.ErrUnauthorized)
	assert.NoError(t, trustpilot.Reviews("acme", web.Token(key)).Check())
}

func FuzzAnswers(f *testing.F) {
	b := &business{}
	b.Publish(2)
	listtest.FuzzAnswers(f, b, func(opts ...web.Option) source.Source { return trustpilot.Reviews("acme", opts...) })
}
