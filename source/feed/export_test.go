package feed

import "net/http"

// Knock is a request at the only door of a subscriber, whose path nobody can
// guess.
func Knock(s *Subscriber, w http.ResponseWriter, r *http.Request) {
	for name := range s.doors {
		r.URL.Path = "/hub/" + name
	}
	s.ServeHTTP(w, r)
}
