package boltstore_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/boltstore"
	"github.com/earshot-go/earshot/listen/storetest"
)

func TestStore(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.db")
	storetest.Run(t, storetest.Harness{Open: func() (listen.Store, func() error, error) {
		s, err := boltstore.Open(path)
		if err != nil {
			return nil, nil, err
		}
		return s, s.Close, nil
	}})
}

func open(t *testing.T, path string) *boltstore.Store {
	t.Helper()
	s, err := boltstore.Open(path)
	require.NoError(t, err)
	return s
}

func values(t *testing.T, s *boltstore.Store) map[string]string {
	t.Helper()
	all := map[string]string{}
	for e, err := range s.Load(t.Context()) {
		require.NoError(t, err)
		all[e.Key] = string(e.Value)
	}
	return all
}

func TestDamageIsNamedAndTheLastCopyUsed(t *testing.T) {
	t.Parallel()
	for name, tear := range map[string]func(data []byte) []byte{
		"cut off":         func(data []byte) []byte { return data[:len(data)/3] },
		"nearly empty":    func(data []byte) []byte { return data[:10] },
		"another file":    func([]byte) []byte { return make([]byte, 1<<16) },
		"pages zeroed":    func(data []byte) []byte { clear(data[2*os.Getpagesize():]); return data },
		"pages scrambled": func(data []byte) []byte { return scramble(data, 2*os.Getpagesize()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "state.db")
			s := open(t, path)
			for i := range 200 { // several pages
				require.NoError(t, s.Save(t.Context(), []listen.Entry{{Key: string(rune('a' + i)), Value: make([]byte, 500)}}))
			}
			require.Nil(t, s.Damaged())
			require.NoError(t, s.Close())

			data, err := os.ReadFile(path)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(path, tear(data), 0o600))

			s = open(t, path)
			damaged := s.Damaged()
			require.NotNil(t, damaged)
			assert.Equal(t, path, damaged.Path)
			assert.True(t, damaged.Restored)
			assert.FileExists(t, damaged.Moved)
			assert.ErrorContains(t, damaged, path)
			assert.Len(t, values(t, s), 200, "the copy has all that was there when the store was closed")
			require.NoError(t, s.Close())

			s = open(t, path)
			assert.Nil(t, s.Damaged(), "the next run finds all in order")
			require.NoError(t, s.Close())
		})
	}
}

func scramble(data []byte, from int) []byte {
	for i := from; i < len(data); i++ {
		data[i] ^= byte(i*7 + 13)
	}
	return data
}

func TestWithoutACopyItBeginsAnew(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.db")
	require.NoError(t, os.WriteFile(path, []byte("no database"), 0o600))
	s := open(t, path)
	require.NotNil(t, s.Damaged())
	assert.False(t, s.Damaged().Restored)
	assert.Empty(t, values(t, s))
	require.NoError(t, s.Close())
}

func TestAnEmptyPathIsAnError(t *testing.T) {
	_, err := boltstore.Open("")
	assert.EqualError(t, err, "boltstore: path is empty")
}

func TestUnreachablePathsAreErrors(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, err := boltstore.Open(filepath.Join(dir, "no", "such", "folder"))
	assert.ErrorContains(t, err, "no such")
	_, err = boltstore.Open(dir)
	assert.Error(t, err)
	assert.DirExists(t, dir, "nothing was moved")
}

func TestOneProcessAtATime(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.db")
	s := open(t, path)
	defer s.Close()
	_, err := boltstore.Open(path)
	assert.ErrorContains(t, err, "another process")
}
