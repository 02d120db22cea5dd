package jamwatch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/listen/notify"
)

// SMS is a notifier for the gateway that the project pays for.
type SMS struct {
	Gateway string
	Token   string
	Number  string
	Client  *http.Client
}

// longest is what fits into three short messages.
const longest = 480

// Send sends one message.
func (s *SMS) Send(ctx context.Context, m notify.Message) error {
	text := strings.ToValidUTF8(strings.Join(strings.Fields(m.Title+"\n"+m.Text), " "), "")
	body, err := json.Marshal(map[string]string{"to": s.Number, "text": shorten(text), "id": m.Key})
	if err != nil {
		return errors.Join(notify.ErrRejected, err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Gateway+"/send", bytes.NewReader(body))
	if err != nil {
		return errors.Join(notify.ErrRejected, err)
	}
	r.Header.Set("Authorization", "Bearer "+s.Token)
	answer, err := s.Client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	return verdict(answer)
}

func shorten(text string) string {
	if letters := []rune(text); len(letters) > longest {
		return string(letters[:longest-1]) + "…"
	}
	return text
}

func verdict(answer *http.Response) error {
	err := fmt.Errorf("sms gateway: %s", answer.Status)
	switch code := answer.StatusCode; {
	case code < 300:
		return nil
	case code == http.StatusTooManyRequests:
		seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
		return &notify.LaterError{After: time.Duration(seconds) * time.Second, Err: err}
	case code < 500:
		return errors.Join(notify.ErrRejected, err)
	}
	return err
}
