package dashboard

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"net/http"
	"sync"
)

//go:embed assets/board.css assets/board.js assets/icon.svg pages/*.html
var files embed.FS

// assets are the files that pages load, by name.
var assets = sync.OnceValue(func() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"board.css": asset("board.css", "text/css; charset=utf-8"),
		"board.js":  asset("board.js", "text/javascript; charset=utf-8"),
		"icon.svg":  asset("icon.svg", "image/svg+xml"),
	}
})

// asset serves a file, which browsers keep as long as its mark is the same.
func asset(name, kind string) http.HandlerFunc {
	content, err := files.ReadFile("assets/" + name)
	if err != nil {
		panic(err) // it is part of the program
	}
	sum := sha256.Sum256(content)
	mark := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "private, no-cache")
		w.Header().Set("Etag", mark)
		if r.Header.Get("If-None-Match") == mark {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Write(content)
	}
}
