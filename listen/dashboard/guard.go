package dashboard

import (
	"net/http"
	"path"
)

// policy lets a page load nothing but the board's own two files, and send its
// forms nowhere else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'self'"

// ServeHTTP serves the pages, whatever path the board is mounted at: the last
// part of the path names the page.
func (b *Board) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if b.options.Authorize != nil {
		if err := b.options.Authorize(r); err != nil {
			http.Error(w, clip(err.Error(), 300), http.StatusForbidden)
			return
		}
	}
	serve, found := b.route(r.URL.Path)
	switch {
	case !found:
		http.NotFound(w, r)
	case r.Method == http.MethodPost:
		b.act(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD, POST")
		http.Error(w, "this page can only be read", http.StatusMethodNotAllowed)
	default:
		serve(w, r)
	}
}

// route finds what serves a path.
func (b *Board) route(address string) (http.HandlerFunc, bool) {
	name := path.Base("/" + address)
	if address == "" || address[len(address)-1] == '/' {
		name = pages[0].Name
	}
	if serve, ok := assets()[name]; ok {
		return serve, true
	}
	if name == "events" {
		return b.stream, true
	}
	for i := range pages {
		if pages[i].Name == name {
			return func(w http.ResponseWriter, r *http.Request) { b.show(w, r, &pages[i]) }, true
		}
	}
	return nil, false
}
