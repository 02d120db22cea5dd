package insight

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// remembered is how many posts a memory keeps at least.
const rememberedPosts = 1 << 15

// A memory tells who wrote a post that was heard, for the newest posts: at
// least 32,768 of them, and at most twice as many.
type memory struct{ posts map[uint64]writer }

type writer struct {
	Post   uint64 `json:"p,string"`
	Author string `json:"a"`
	Time   int64  `json:"t"`
}

func (m *memory) put(post uint64, author string, t time.Time, exact bool) {
	if m.posts == nil {
		m.posts = make(map[uint64]writer)
	}
	m.posts[post] = writer{post, author, t.Unix()}
	if !exact && len(m.posts) > 2*rememberedPosts {
		m.forget()
	}
}

func (m *memory) author(post uint64) (string, bool) {
	w, heard := m.posts[post]
	return w.Author, heard
}

func (m *memory) forget() {
	for _, w := range m.newest()[rememberedPosts:] {
		delete(m.posts, w.Post)
	}
}

func (m *memory) newest() []writer {
	out := make([]writer, 0, len(m.posts))
	for _, w := range m.posts {
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b writer) int { return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(a.Post, b.Post)) })
	return out
}

func (m *memory) merge(o *memory, exact bool) {
	for _, w := range o.newest() {
		m.put(w.Post, w.Author, time.Unix(w.Time, 0), true)
	}
	if !exact && len(m.posts) > 2*rememberedPosts {
		m.forget()
	}
}

// MarshalJSON writes the posts, newest first.
func (m memory) MarshalJSON() ([]byte, error) { return json.Marshal(m.newest()) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (m *memory) UnmarshalJSON(data []byte) error {
	var all []writer
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	*m = memory{}
	for _, w := range all {
		m.put(w.Post, w.Author, time.Unix(w.Time, 0), false)
	}
	return nil
}
