package dashboard

import (
	"net/http"
	"net/http/httptest"
)

// request asks as a browser with a language does.
func request(accept string) *http.Request {
	r := httptest.NewRequest("GET", "/now", nil)
	r.Header.Set("Accept-Language", accept)
	return r
}
