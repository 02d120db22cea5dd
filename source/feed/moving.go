package feed

import (
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
)

// Portals of hotels and trains answer every address with a permanent redirect.
// A new address is thus taken over only after it has led to the same feed this
// often and for this long.
const (
	movedTimes = 3
	movedFor   = 48 * time.Hour
)

// moving is what is known of a feed's new address.
type moving struct {
	To    string    `json:"to,omitzero"`
	Since time.Time `json:"since,omitzero"`
	Last  time.Time `json:"last,omitzero"`
	Times int       `json:"times,omitzero"`
}

func (m *moving) confirmed() bool {
	return m.Times >= movedTimes && m.Last.Sub(m.Since) >= movedFor
}

// observe learns from a good answer. same tells that it is the feed of before.
func (m *moving) observe(resp *fetch.Response, same bool) {
	if m.confirmed() {
		return
	}
	if resp.Moved == "" || !same || fetch.Hide(resp.Moved) != resp.Moved {
		*m = moving{}
		return
	}
	if m.To != resp.Moved {
		*m = moving{To: resp.Moved, Since: resp.Received}
	}
	m.Times++
	m.Last = resp.Received
}

// address returns where to ask.
func (s *state) address(original string) string {
	if s.Moved.confirmed() {
		return s.Moved.To
	}
	return original
}
