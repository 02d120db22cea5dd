package x_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
	"github.com/earshot-go/earshot/source/web"
	"github.com/earshot-go/earshot/source/x"
)

// shelf is a double of the lookup, on which some posts are missing.
func shelf(w http.ResponseWriter, r *http.Request) {
	var data, missing []string
	for id := range strings.SplitSeq(r.FormValue("ids"), ",") {
		switch n, _ := strconv.Atoi(id); n % 50 {
		case 7:
			missing = append(missing, fmt.Sprintf(`{"resource_id":%q,"resource_type":"tweet","title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found"}`, id))
		case 8:
			missing = append(missing, fmt.Sprintf(`{"resource_id":%q,"title":"Authorization Error","type":"https://api.twitter.com/2/problems/not-authorized-for-resource"}`, id))
		case 9:
			missing = append(missing, fmt.Sprintf(`{"resource_id":%q,"title":"Odd","type":"https://api.twitter.com/2/problems/invalid-request"}`, id))
		default:
			data = append(data, fmt.Sprintf(`{"id":%q,"text":"tea"}`, id))
		}
	}
	fmt.Fprintf(w, `{"data":[%s],"errors":[%s]}`, strings.Join(data, ","), strings.Join(missing, ","))
}

func ids(n int) (ids []string) {
	for i := range n {
		ids = append(ids, strconv.Itoa(i))
	}
	return ids
}

func TestWithdrawnPostsAreFound(t *testing.T) {
	network := sourcetest.Serve(http.HandlerFunc(shelf))
	defer network.Close()
	gone, err := x.Withdrawn(t.Context(), ids(150), web.Base(network.URL), web.AllowPrivate(), web.Token(token))
	require.NoError(t, err)
	var found []string
	for _, p := range gone {
		assert.True(t, p.Deleted)
		assert.NoError(t, p.Check())
		found = append(found, p.ID)
	}
	assert.Equal(t, []string{"7", "8", "57", "58", "107", "108"}, found)
	assert.Len(t, network.Asked(), 2, "a hundred at once")
}

func TestWhatWasFoundBeforeAFailureIsKept(t *testing.T) {
	network := sourcetest.Serve(http.HandlerFunc(shelf))
	defer network.Close()
	network.Let(func(w http.ResponseWriter, r *http.Request, real http.Handler) {
		if slices.Contains(strings.Split(r.FormValue("ids"), ","), "100") {
			http.Error(w, "bad "+r.Header.Get("Authorization"), http.StatusUnauthorized)
			return
		}
		real.ServeHTTP(w, r)
	})
	gone, err := x.Withdrawn(t.Context(), ids(150), web.Base(network.URL), web.AllowPrivate(), web.Token(token))
	assert.ErrorIs(t, err, source.ErrUnauthorized)
	assert.NotContains(t, err.Error(), token)
	assert.Len(t, gone, 4)
	network.Let(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { fmt.Fprint(w, "{}") })
	_, err = x.Withdrawn(t.Context(), ids(1), web.Base(network.URL), web.AllowPrivate(), web.Token(token))
	assert.ErrorContains(t, err, "no posts")
}
