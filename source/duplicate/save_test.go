package duplicate_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/duplicate"
)

// babble makes posts of which many repeat others by each of the tiers.
func babble(n int) []source.Post {
	random := rand.New(rand.NewPCG(1, 2))
	posts := make([]source.Post, n)
	for i := range posts {
		p := &posts[i]
		p.ID = fmt.Sprint(random.IntN(n))
		p.Time = noon.Add(time.Duration(i) * time.Minute)
		p.Text = fmt.Sprintf("%d %s %d", random.IntN(40), long, random.IntN(3))
		switch random.IntN(4) {
		case 0:
			p.Text = fmt.Sprintf("%s %d", short, random.IntN(max(n/4, 1)))
		case 1:
			p.URL = fmt.Sprintf("https://x.example/%d", random.IntN(max(n/4, 1)))
			p.Text = fmt.Sprint("comment ", i)
		case 2:
			p.Title, p.Text = fmt.Sprintf("%s %d", headline, random.IntN(max(n/4, 1))), ""
		}
		p.Deleted = random.IntN(50) == 0
	}
	return posts
}

func TestAFinderThatWasRestoredGoesOn(t *testing.T) {
	posts := babble(3000)
	for name, restore := range map[string]func(*testing.T, *duplicate.Finder, *duplicate.Finder){
		"whole": func(t *testing.T, from, to *duplicate.Finder) {
			saved, err := from.AppendBinary(nil)
			require.NoError(t, err)
			require.NoError(t, to.UnmarshalBinary(saved))
		},
		"by records": func(t *testing.T, from, to *duplicate.Finder) {
			var records [][]byte
			for _, record := range from.Records(0) {
				records = append([][]byte{record}, records...)
			}
			require.NoError(t, to.Restore(records))
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, at := range []int{0, 1, 499, 500, 501, 1700, 2999} {
				whole, before := duplicate.Finder{Limit: 500}, duplicate.Finder{Limit: 500}
				after := duplicate.Finder{Limit: 500}
				for i := range posts {
					src := fmt.Sprint("source ", i%3)
					want := whole.See(src, &posts[i])
					if i == at {
						restore(t, &before, &after)
					}
					if i < at {
						require.Equal(t, want, before.See(src, &posts[i]))
					} else {
						require.Equal(t, want, after.See(src, &posts[i]), "post %d after %d", i, at)
					}
				}
			}
		})
	}
}

// A store that keeps records by their place holds all that is needed, whatever
// it was given in between.
func TestRecordsByPlace(t *testing.T) {
	posts := babble(2000)
	finder := duplicate.Finder{Limit: 300}
	store := map[uint64][]byte{}
	mark := finder.Mark()
	for i := range posts {
		finder.See("x", &posts[i])
		if i%37 == 0 {
			for number, record := range finder.Records(mark) {
				store[number%300] = record
			}
			mark = finder.Mark()
		}
	}
	for number, record := range finder.Records(mark) {
		store[number%300] = record
	}
	assert.LessOrEqual(t, len(store), 300)
	var records [][]byte
	for _, record := range store {
		records = append(records, record)
	}
	restored := duplicate.Finder{Limit: 300}
	require.NoError(t, restored.Restore(records))
	want, _ := finder.AppendBinary(nil)
	got, _ := restored.AppendBinary(nil)
	assert.Equal(t, want, got)
}

func TestALimitMayChange(t *testing.T) {
	posts := babble(1000)
	finder := duplicate.Finder{Limit: 300}
	for i := range posts {
		finder.See("x", &posts[i])
	}
	saved, _ := finder.AppendBinary(nil)
	for _, limit := range []int{1, 7, 299, 301, 5000} {
		other := duplicate.Finder{Limit: limit}
		require.NoError(t, other.UnmarshalBinary(saved))
		assert.Equal(t, min(limit, 300), other.Len())
		for i := range posts {
			other.See("y", &posts[i])
		}
		assert.LessOrEqual(t, other.Len(), limit)
	}
}

func TestDamagedStateIsTold(t *testing.T) {
	var finder duplicate.Finder
	for _, p := range babble(20) {
		finder.See("x", &p)
	}
	saved, _ := finder.AppendBinary(nil)
	for cut := range len(saved) - 1 {
		var other duplicate.Finder
		if err := other.UnmarshalBinary(saved[:cut]); err != nil {
			assert.ErrorIs(t, err, duplicate.ErrState)
			assert.Zero(t, other.Len())
		}
	}
	var other duplicate.Finder
	assert.ErrorIs(t, other.UnmarshalBinary([]byte("garbage")), duplicate.ErrState)
	assert.ErrorIs(t, other.Restore([][]byte{[]byte("garbage")}), duplicate.ErrState)
	p := post(1, "|"+short)
	assert.Equal(t, duplicate.New, other.See("x", &p).Tier, "it is of use all the same")
}

func FuzzUnmarshalBinary(f *testing.F) {
	var finder duplicate.Finder
	for _, p := range babble(3) {
		finder.See("x", &p)
	}
	saved, _ := finder.AppendBinary(nil)
	f.Add(saved)
	f.Add([]byte{1})
	f.Fuzz(func(t *testing.T, data []byte) {
		other := duplicate.Finder{Limit: 100}
		if other.UnmarshalBinary(data) != nil {
			return
		}
		for _, p := range babble(200) {
			other.See("x", &p)
		}
		if other.Len() > 100 {
			t.Fatal("a state breaks the bound")
		}
	})
}
