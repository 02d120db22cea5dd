package feed_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnEditKeepsTheID(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("1", begun))
		first := p.read(nil)
		p.body = strings.Replace(p.body, "Item 1", "Item one", 1)
		second := p.read(first.cursor)
		require.Len(t, second.posts, 1)
		assert.Equal(t, "1", second.posts[0].ID)
		assert.NotEqual(t, first.posts[0].Version, second.posts[0].Version)
		assert.Equal(t, first.posts[0].Time, second.posts[0].Time)
	})
}

func TestADateThatMovesIsNoEdit(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("1", begun))
		first := p.read(nil)
		p.body = rss("", entry("1", begun.Add(time.Hour)))
		assert.Empty(t, p.read(first.cursor).posts)
	})
}

func TestAMoveToHTTPSRepeatsNothing(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", "<item><title>Acme</title><guid>http://press.example/1</guid></item>")
		first := p.read(nil)
		p.body = strings.Replace(p.body, "http:", "https:", 1)
		assert.Empty(t, p.read(first.cursor).posts)
	})
}

func TestOnceAGuidIsSharedNothingOldComesAgain(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		a := "<item><title>A</title><link>https://press.example/a</link><guid>same</guid></item>"
		b := "<item><title>B</title><link>https://press.example/b</link><guid>same</guid></item>"
		c := "<item><title>C</title><link>https://press.example/c</link><guid>same</guid></item>"
		p.body = rss("", a)
		o := p.read(nil)
		assert.Equal(t, []string{"same"}, o.ids)
		p.body = rss("", b, a)
		o = p.read(o.cursor)
		assert.Equal(t, []string{"same https://press.example/b"}, o.ids)
		p.body = rss("", c)
		o = p.read(o.cursor)
		assert.Equal(t, []string{"same https://press.example/c"}, o.ids, "the feed stays with guid and address for good")
	})
}

func TestTheSeenSetIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes 12,000 items to fill the set")
	}
	days(t, func(t *testing.T, p *press) {
		var o outcome
		for round := range 3 {
			var items []string
			for i := range 4000 {
				items = append(items, entry(fmt.Sprint(round*4000+i), begun))
			}
			p.body = rss("", items...)
			o = p.read(o.cursor)
			require.NoError(t, o.err)
			assert.Len(t, o.ids, 4000)
		}
		assert.Less(t, len(o.cursor), 200_000)
	})
}

func TestMoreItemsThanAreReadIsTold(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", strings.Repeat("<item><title>x</title><link>https://press.example/?</link></item>", 6000))
		o := p.read(nil)
		assert.ErrorContains(t, o.err, "what follows entry 5000")
	})
}
