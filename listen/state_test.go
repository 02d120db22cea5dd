package listen_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/storetest"
	"github.com/earshot-go/earshot/source"
)

// FuzzState puts any value under the key of an entry. It is an error or is
// taken; what is taken does no harm to what comes after it.
func FuzzState(f *testing.F) {
	store := new(storetest.Memory)
	l, err := listen.New(brands, nil, &listen.Options{Store: store})
	if err != nil {
		f.Fatal(err)
	}
	for i, p := range audience(ordinary(1, 4, 4), 1) {
		for range l.Feed(f.Context(), "s", p) {
		}
		if i == 300 {
			break
		}
	}
	if err := l.Save(f.Context()); err != nil {
		f.Fatal(err)
	}
	seen := map[string]bool{}
	for e := range store.Load(f.Context()) {
		if kind, _, _ := strings.Cut(e.Key, "/"); !seen[kind] {
			seen[kind] = true
			f.Add(e.Key, e.Value)
		}
	}
	f.Add("clock", []byte("\x01{\"closedTo\":\"9999-12-31T23:59:59Z\",\"interval\":3600000000000,\"outages\":{\"s\":[{}]}}"))
	f.Add("ledger/s", []byte("\x01{\"pages\":{\"0\":null},\"usual\":-1,\"shares\":[{}]}"))
	f.Fuzz(func(t *testing.T, key string, value []byte) {
		store := new(storetest.Memory)
		require.NoError(t, store.Save(t.Context(), []listen.Entry{{Key: key, Value: value}}))
		l, err := listen.New(brands, nil, &listen.Options{Store: store})
		if err != nil {
			return
		}
		for i := range 30 {
			p := source.Post{ID: string(rune('a' + i)), Text: "Brewpoint is terrible", Time: at(time.Duration(i) * 30 * time.Minute), Author: source.Author{Followers: source.Known(int64(i))}}
			for range l.Feed(t.Context(), "s", p) {
			}
		}
		l.Coverage(at(-day), at(day))
		l.Changed()
		_ = l.Save(t.Context()) // numbers that have no saved form are an error
	})
}
