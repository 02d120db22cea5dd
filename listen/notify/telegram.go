package notify

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// Telegram sends to a chat as a bot
// (https://core.telegram.org/bots/api#sendmessage).
type Telegram struct {
	// Token is the bot's secret, Chat the number of a chat or the @name of a
	// channel.
	Token, Chat string
	// Server is the address of a bot server of your own; empty is Telegram's.
	Server string
	Client Client
}

// Check tells whether token, chat and server can be used.
func (t *Telegram) Check() error {
	var errs []error
	if t.Token == "" {
		errs = append(errs, &FieldError{"telegram", "Token", "is missing"})
	}
	if t.Chat == "" {
		errs = append(errs, &FieldError{"telegram", "Chat", "is missing"})
	}
	if t.Server != "" {
		errs = append(errs, checkAddress("telegram", "Server", t.Server))
	}
	return errors.Join(errs...)
}

// telegramText is what Telegram takes.
const telegramText = 4096

// Send sends m once, as plain text, in which no mark means anything.
func (t *Telegram) Send(ctx context.Context, m Message) error {
	server := t.Server
	if server == "" {
		server = "https://api.telegram.org"
	}
	resp, err := t.Client.postJSON(ctx, parcel{address: server + "/bot" + t.Token + "/sendMessage", secrets: []string{t.Token}}, map[string]any{
		"chat_id": t.Chat, "text": fit(oneLine(m.Title)+"\n"+body(m), telegramText),
		"link_preview_options": map[string]bool{"is_disabled": true},
	})
	return telegramPause(err, resp != nil, func() []byte { return resp.Body })
}

// telegramPause reads how long to wait from the body, where Telegram says it.
func telegramPause(err error, answered bool, answer func() []byte) error {
	var later *LaterError
	if !answered || !errors.As(err, &later) {
		return err
	}
	var said struct {
		Parameters struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}
	if json.Unmarshal(answer(), &said) == nil && said.Parameters.RetryAfter > 0 {
		later.After = max(later.After, time.Duration(min(said.Parameters.RetryAfter, 86400))*time.Second)
	}
	return err
}
