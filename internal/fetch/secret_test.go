package fetch_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/internal/fetch"
)

func TestAddressesAreShownWithoutSecrets(t *testing.T) {
	for in, want := range map[string]string{
		"https://ann:pw@example.com/a?b=c#d":         "https://example.com/a?b=c",
		"https://x.example/?key=abc&q=acme":          "https://x.example/?key=***&q=acme",
		"https://x.example/?API_KEY=abc":             "https://x.example/?API_KEY=***",
		"https://x.example/?access_token=abc&sig=de": "https://x.example/?access_token=***&sig=***",
		"https://x.example/?q=key":                   "https://x.example/?q=key",
		"http://[::1":                                "(unreadable address)",
		"":                                           "",
	} {
		assert.Equal(t, want, fetch.Hide(in), in)
	}
}

func TestErrorsHideSecrets(t *testing.T) {
	secret := "sesame-öpen/now"
	echo := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, "bad key ", r.FormValue("key"), " or ", r.Header.Get("Authorization"))
	})
	request := fetch.Request{
		URL:    echo + "/?key=" + url.QueryEscape(secret),
		Header: http.Header{"Authorization": {"Bearer " + secret + "2"}},
	}
	resp, err := ask(t, private, request)
	require.NoError(t, err)
	err = request.Check(resp)
	assert.NotContains(t, err.Error(), secret)
	assert.Contains(t, err.Error(), "bad key ***")
	request.URL = strings.Replace(request.URL, "127.0.0.1", "nowhere.invalid", 1)
	_, err = ask(t, private, request)
	require.Error(t, err)
	assert.NotContains(t, err.Error(), url.QueryEscape(secret))
}

func FuzzHide(f *testing.F) {
	f.Add("https://ann:pw@example.com/?key=abc")
	f.Fuzz(func(t *testing.T, address string) {
		if u, err := url.Parse(address); err == nil && u.User != nil {
			if password, ok := u.User.Password(); ok && len(password) > 6 && strings.Contains(fetch.Hide(address), ":"+password+"@") {
				t.Fatalf("%q shows its password", address)
			}
		}
	})
}
