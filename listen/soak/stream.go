package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// stream answers as a Jetstream server does, with so many posts a second.
func stream(rate int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer ws.CloseNow()
		play(ws.CloseRead(r.Context()), ws, rate)
	})
}

func play(ctx context.Context, ws *websocket.Conn, rate int) {
	const beat = 20 * time.Millisecond
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	begun, sent := time.Now(), 0
	for {
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
		for due := int(time.Since(begun).Seconds() * float64(rate)); sent < due; sent++ {
			if ws.Write(ctx, websocket.MessageText, event(sent)) != nil {
				return
			}
		}
	}
}

// event is the nth post; one in fifty names a brand.
func event(n int) []byte {
	text := fmt.Sprintf("Post number %d: the train was late again and the coffee at the station is no good, but the sun is out", n)
	if n%50 == 0 {
		text = fmt.Sprintf("I must say that %s was really good to me today, number %d", brands[n/50%len(brands)].Name, n)
	}
	now := time.Now().UTC()
	return fmt.Appendf(nil, `{"did":"did:plc:%08d","time_us":%d,"kind":"commit","commit":{"rev":"r%d","operation":"create","collection":"app.bsky.feed.post","rkey":"k%d","cid":"bafy%d","record":{"$type":"app.bsky.feed.post","createdAt":"%s","langs":["en"],"text":%q}}}`,
		n%50000, now.UnixMicro(), n, n, n, now.Format(time.RFC3339Nano), text)
}
