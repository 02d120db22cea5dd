package feed

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed/internal/document"
)

const (
	stateFormat = 1
	// maxSeen bounds the seen-set. It holds a full document twice, so that
	// items that leave a feed and come back are known.
	maxSeen  = 2 * document.MaxItems
	markSize = 12
)

// state is what a feed's cursor holds. A feed has no position to go on from,
// so that it is, above all, the set of what was seen.
type state struct {
	Format int `json:"v"`
	fetch.Validators
	// Body is a digest of the last answer.
	Body string `json:"body,omitzero"`
	// Checked is when the last good answer came.
	Checked time.Time `json:"checked,omitzero"`
	// Due is when the feed is to be asked next.
	Due time.Time `json:"due,omitzero"`
	// Gone is when the address first answered 410.
	Gone time.Time `json:"gone,omitzero"`
	// Way is how items are told apart.
	Way   int    `json:"way,omitzero"`
	Moved moving `json:"moved,omitzero"`
	// Pace is the interval in seconds that suits the feed, and Halved how
	// often it was halved since because posts were missed.
	Pace   int64 `json:"pace,omitzero"`
	Halved int   `json:"halved,omitzero"`
	// Hub is where the feed announces its changes.
	Hub hub `json:"hub,omitzero"`
	// Seen are marks, oldest first, in binary.
	Seen []byte `json:"seen,omitempty"`

	versions map[[8]byte][4]byte
}

func parseState(from source.Cursor) (*state, error) {
	s := &state{versions: map[[8]byte][4]byte{}}
	if from == nil {
		s.Format = stateFormat
		return s, nil
	}
	if err := json.Unmarshal(from, s); err != nil || s.Format != stateFormat || !s.plausible() {
		return nil, fmt.Errorf("%w: it was not made by this source", source.ErrCursor)
	}
	for i := 0; i < len(s.Seen); i += markSize {
		s.versions[[8]byte(s.Seen[i:])] = [4]byte(s.Seen[i+8:])
	}
	return s, nil
}

func (s *state) plausible() bool {
	return len(s.Seen)%markSize == 0 && len(s.Seen) <= 2*maxSeen*markSize && s.Way >= 0 && s.Way < ways && s.Pace >= 0 && s.Halved >= 0
}

// cursor returns the state in its saved form. Its times are whole seconds,
// and its addresses hold no secrets, as such are never taken over.
func (s *state) cursor() source.Cursor {
	c, err := json.Marshal(s)
	if err != nil {
		// Only a time beyond the year 9999 cannot be written, and the
		// clock does not say such.
		return nil
	}
	return c
}

// idKey and versionKey shorten what is remembered: with 10,000 marks of eight
// bytes, one feed in 10^11 takes two ids for one.
func idKey(id string) [8]byte {
	sum := sha256.Sum256([]byte(id))
	return [8]byte(sum[:8])
}

func versionKey(version string) (key [4]byte) {
	sum := sha256.Sum256([]byte(version))
	binary.BigEndian.PutUint32(key[:], binary.BigEndian.Uint32(sum[:4]))
	return key
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}

// known reports whether an item was seen in this version. When a feed's items
// begin to be told apart in another way, those that were seen by the former
// one are not new.
func (s *state) known(it item) bool {
	version := versionKey(it.post.Version)
	for way := 0; way <= s.Way; way++ {
		if seen, ok := s.versions[idKey(it.ids[way])]; ok && seen == version {
			return true
		}
	}
	return false
}

// fresh returns the items that are new or were edited.
func (s *state) fresh(items []item) []item {
	var fresh []item
	for _, it := range items {
		if !s.known(it) {
			fresh = append(fresh, it)
		}
	}
	return fresh
}

// take remembers items and returns their posts.
func (s *state) take(items []item) []source.Post {
	posts := make([]source.Post, len(items))
	for i, it := range items {
		posts[i] = it.post
		s.remember(it)
	}
	return posts
}

func (s *state) remember(it item) {
	id, version := idKey(it.post.ID), versionKey(it.post.Version)
	s.versions[id] = version
	s.Seen = append(append(s.Seen, id[:]...), version[:]...)
}

// settle brings the state up to date with an answer that was read to its end.
// items are all of the document; none where it was the same as before.
// same tells that it is the feed of before.
func (s *state) settle(items []item, a answer, same bool) {
	s.Checked, s.Body = a.at, ""
	if a.response != nil {
		s.Body = a.sum
		s.Validators = fetch.Keep(a.response)
		s.Moved.observe(a.response, same)
	}
	for _, it := range items {
		s.remember(it)
	}
	s.compact()
}

// compact keeps the last mark of each id, and of those the newest.
func (s *state) compact() {
	last := map[[8]byte]int{}
	for i := 0; i < len(s.Seen); i += markSize {
		last[[8]byte(s.Seen[i:])] = i
	}
	kept := make([]byte, 0, len(last)*markSize)
	for i := 0; i < len(s.Seen); i += markSize {
		if last[[8]byte(s.Seen[i:])] == i {
			kept = append(kept, s.Seen[i:i+markSize]...)
		}
	}
	s.Seen = kept[max(0, len(kept)-maxSeen*markSize):]
}

// overlap reports whether any item was seen before.
func (s *state) overlap(items []item) bool {
	for _, it := range items {
		for way := 0; way <= s.Way; way++ {
			if _, ok := s.versions[idKey(it.ids[way])]; ok {
				return true
			}
		}
	}
	return false
}

// missed reports whether posts may have been missed: none of a feed's items was
// seen before although some were read, so that its window has moved on by more
// than its length.
func (s *state) missed(items []item) bool {
	return len(s.Seen) > 0 && len(items) > 0 && !s.overlap(items)
}

// gap describes the stretch in which posts were missed.
func (s *state) gap(items []item, at time.Time) *source.Gap {
	to := at
	if oldest := items[0].post; !oldest.Time.IsZero() && !oldest.TimeEstimated && oldest.Time.After(s.Checked) {
		to = oldest.Time
	}
	return &source.Gap{From: s.Checked, To: to, Reason: "the feed holds nothing that was read before"}
}
