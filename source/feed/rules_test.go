package feed_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/feed"
	"github.com/earshot-go/earshot/source/web"
)

func TestValidatorsComeBackVerbatim(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("1", begun))
		p.header.Set("ETag", `W/"odd "`)
		p.header.Set("Last-Modified", begun.Format(http.TimeFormat))
		first := p.read(nil)
		p.status, p.body = http.StatusNotModified, ""
		second := p.read(first.cursor)
		require.NoError(t, second.err)
		assert.Equal(t, `W/"odd "`, p.last().Header.Get("If-None-Match"))
		assert.Equal(t, begun.Format(http.TimeFormat), p.last().Header.Get("If-Modified-Since"))
		assert.Empty(t, second.posts)
		assert.True(t, second.next.After(time.Now()))
	})
}

func TestAValidatorOfTheSameSecondHidesNothing(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("1", begun))
		p.header.Set("ETag", `"second"`)
		p.header.Set("Last-Modified", time.Now().UTC().Format(http.TimeFormat))
		first := p.read(nil)
		p.body = rss("", entry("2", begun), entry("1", begun))
		second := p.read(first.cursor)
		assert.Empty(t, p.last().Header.Get("If-None-Match"))
		assert.Equal(t, []string{"2"}, second.ids)
	})
}

func TestAWholeAnswerIsAskedForEachWeek(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("1", begun))
		p.header.Set("ETag", `"x"`)
		first := p.read(nil)
		p.status = http.StatusNotModified
		var cursor source.Cursor = first.cursor
		for range 7 {
			time.Sleep(25 * time.Hour)
			o := p.read(cursor)
			require.NoError(t, o.err)
			cursor = o.cursor
		}
		assert.Empty(t, p.last().Header.Get("If-None-Match"))
	})
}

func TestTheSameBodyIsNothingNew(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("1", begun))
		first := p.read(nil)
		time.Sleep(time.Hour)
		second := p.read(first.cursor)
		assert.Empty(t, second.posts)
		assert.True(t, second.next.After(time.Now()))
	})
}

func TestIntervals(t *testing.T) {
	every := func(gap time.Duration, n int) (items []string) {
		for i := range n {
			items = append(items, entry(fmt.Sprint(i), begun.Add(-time.Duration(i)*gap)))
		}
		return items
	}
	for name, tc := range map[string]struct {
		channel string
		items   []string
		header  [2]string
		want    time.Duration
	}{
		"the pace of the publisher":      {items: every(40*time.Minute, 12), want: 40 * time.Minute},
		"no less than five minutes":      {items: every(time.Second, 12), want: 5 * time.Minute},
		"no more than a day":             {items: every(100*time.Hour, 12), want: 24 * time.Hour},
		"an hour where nothing is known": {items: every(time.Second, 1), want: time.Hour},
		"ttl":                            {channel: "<ttl>120</ttl>", items: every(time.Minute, 12), want: 2 * time.Hour},
		"a ttl of a year":                {channel: "<ttl>525600</ttl>", items: every(time.Minute, 12), want: 24 * time.Hour},
		"a negative ttl":                 {channel: "<ttl>-5</ttl>", items: every(time.Minute, 12), want: 5 * time.Minute},
		"the syndication module":         {channel: "<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", items: every(time.Minute, 12), want: 6 * time.Hour},
		"the syndication module by zero": {channel: "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", items: every(time.Minute, 12), want: time.Hour},
		"max-age":                        {items: every(time.Minute, 12), header: [2]string{"Cache-Control", "max-age=3600"}, want: time.Hour},
		"a max-age of a year":            {items: every(time.Minute, 12), header: [2]string{"Cache-Control", "max-age=31536000"}, want: 5 * time.Hour},
		"Expires":                        {items: every(time.Minute, 12), header: [2]string{"Expires", came.Add(2 * time.Hour).Format(http.TimeFormat)}, want: 2 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			days(t, func(t *testing.T, p *press) {
				p.body = rss(tc.channel, tc.items...)
				if tc.header[0] != "" {
					p.header.Set(tc.header[0], tc.header[1])
				}
				o := p.read(nil)
				require.NoError(t, o.err)
				assert.InDelta(t, tc.want.Minutes(), time.Until(o.next).Minutes(), tc.want.Minutes()/10+0.01)
			})
		})
	}
}

func TestIntervalsAreSpread(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("<ttl>100</ttl>", entry("1", begun))
		seen := map[time.Duration]bool{}
		for i := range 20 {
			for b, err := range feed.URL(fmt.Sprint("https://press.example/", i), web.Transport(p)).Read(t.Context(), nil) {
				require.NoError(t, err)
				seen[time.Until(b.Next)] = true
			}
		}
		assert.Greater(t, len(seen), 15)
	})
}

func TestNoOverlapIsAGap(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("<ttl>64</ttl>", entry("2", begun), entry("1", begun))
		first := p.read(nil)
		assert.Nil(t, first.gap, "there is nothing to overlap with at first")
		time.Sleep(time.Hour)
		p.body = rss("<ttl>64</ttl>", entry("9", came.Add(30*time.Minute)), entry("8", came.Add(20*time.Minute)))
		second := p.read(first.cursor)
		require.NotNil(t, second.gap)
		assert.Equal(t, came, second.gap.From)
		assert.Equal(t, came.Add(20*time.Minute), second.gap.To)
		assert.Equal(t, []string{"8", "9"}, second.ids)
		assert.InDelta(t, 32, time.Until(second.next).Minutes(), 3.3, "the interval is halved")

		p.body = rss("<ttl>64</ttl>", entry("10", came.Add(50*time.Minute)), entry("9", came.Add(30*time.Minute)))
		third := p.read(second.cursor)
		assert.Nil(t, third.gap)
		assert.InDelta(t, 64, time.Until(third.next).Minutes(), 6.5, "and grows back")
	})
}

func TestAGapIsClosedByOlderPages(t *testing.T) {
	window := func(channel string, from, to int) string {
		var items []string
		for i := to; i >= from; i-- {
			items = append(items, entry(fmt.Sprint(i), begun.Add(time.Duration(i)*time.Minute)))
		}
		return rss(channel, items...)
	}
	for name, tc := range map[string]struct{ first, second, address2, address3 string }{
		"rel=next": {
			`<atom:link rel="next" href="?p=2"/>`, `<atom:link rel="next" href="/feed?p=3"/>`,
			pressAddress + "?p=2", pressAddress + "?p=3",
		},
		"rel=next in a header": {"", "", pressAddress + "?h=2", pressAddress + "?h=3"},
		"WordPress": {
			"<generator>https://wordpress.org/?v=6.1.9</generator>", "<generator>https://wordpress.org/?v=6.1.9</generator>",
			pressAddress + "?paged=2", pressAddress + "?paged=3",
		},
	} {
		t.Run(name, func(t *testing.T) {
			days(t, func(t *testing.T, p *press) {
				p.body = window(tc.first, 1, 10)
				first := p.read(nil)
				require.Len(t, first.ids, 10)
				p.body = window(tc.first, 26, 35)
				if name == "rel=next in a header" {
					p.links = map[string]string{pressAddress: tc.address2, tc.address2: tc.address3}
				}
				p.pages = map[string]string{tc.address2: window(tc.second, 16, 25), tc.address3: window("", 6, 15)}
				second := p.read(first.cursor)
				require.NoError(t, second.err)
				assert.Nil(t, second.gap)
				require.Len(t, second.ids, 25)
				assert.Equal(t, "11", second.ids[0])
				assert.Equal(t, "35", second.ids[24])

				third := p.read(second.cursor)
				assert.Empty(t, third.ids)
			})
		})
	}
}

func TestPagingBackIsBounded(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("old", begun))
		first := p.read(nil)
		p.asked = nil
		// Each page has something new and names itself as the next.
		p.body = rss(`<atom:link rel="next" href="/feed"/>`, entry("new", begun))
		second := p.read(first.cursor)
		assert.NotNil(t, second.gap)
		assert.LessOrEqual(t, len(p.asked), 10)
		assert.Equal(t, []string{"new"}, second.ids)
	})
}

func TestAFailingOlderPageLeavesTheGap(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("old", begun))
		first := p.read(nil)
		p.body = rss(`<atom:link rel="next" href="/older"/>`, entry("new", begun))
		p.pages = map[string]string{"https://press.example/older": "<html>please log in</html>"}
		second := p.read(first.cursor)
		require.NoError(t, second.err)
		assert.NotNil(t, second.gap)
		assert.Equal(t, []string{"new"}, second.ids)
	})
}

func TestGoneIsBelievedAfterADay(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("1", begun))
		o := p.read(nil)
		p.status = http.StatusGone
		for _, wait := range []time.Duration{time.Hour, time.Hour, 21 * time.Hour} {
			time.Sleep(wait)
			o = p.read(o.cursor)
			require.Error(t, o.err)
			assert.NotErrorIs(t, o.err, source.ErrGone)
			assert.ErrorContains(t, o.err, "410")
		}
		time.Sleep(2 * time.Hour)
		assert.ErrorIs(t, p.read(o.cursor).err, source.ErrGone)
	})
}

func TestGoneIsForgottenWhenTheFeedComesBack(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.status = http.StatusGone
		o := p.read(nil)
		time.Sleep(time.Hour)
		p.status, p.body = http.StatusOK, rss("", entry("1", begun))
		o = p.read(o.cursor)
		require.NoError(t, o.err)
		time.Sleep(30 * time.Hour)
		p.status = http.StatusGone
		assert.NotErrorIs(t, p.read(o.cursor).err, source.ErrGone)
	})
}

func TestNotFoundIsNeverGone(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.status = http.StatusNotFound
		var o outcome
		for range 5 {
			time.Sleep(48 * time.Hour)
			o = p.read(o.cursor)
			assert.NotErrorIs(t, o.err, source.ErrGone)
		}
	})
}

func TestAPageInPlaceOfTheFeedKeepsTheState(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		feedBody := rss("", entry("1", begun))
		p.body = feedBody
		first := p.read(nil)
		p.body = `<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/real.xml"></head></html>`
		second := p.read(first.cursor)
		assert.ErrorIs(t, second.err, feed.ErrNotFeed)
		assert.ErrorContains(t, second.err, "press.example/feed")
		assert.ErrorContains(t, second.err, "/real.xml")
		p.body = feedBody + " "
		assert.Empty(t, p.read(second.cursor).posts)
	})
}

func TestAMoveIsBelievedAfterThreeGoodAnswersInTwoDays(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		moved := "https://press.example/new"
		item := 0
		read := func(cursor source.Cursor) outcome {
			item++
			p.pages = map[string]string{pressAddress: "moved to " + moved, moved: rss("", entry(fmt.Sprint(item), begun), entry(fmt.Sprint(item-1), begun))}
			p.asked = nil
			return p.read(cursor)
		}
		o := read(nil)
		for range 2 {
			time.Sleep(25 * time.Hour)
			o = read(o.cursor)
			require.NoError(t, o.err)
			assert.Equal(t, pressAddress, p.asked[0].URL.String())
		}
		time.Sleep(time.Hour)
		o = read(o.cursor)
		assert.Equal(t, moved, p.asked[0].URL.String())

		p.status, p.pages = http.StatusNotFound, nil
		o = p.read(o.cursor)
		assert.Error(t, o.err)
		read(o.cursor)
		assert.Equal(t, pressAddress, p.asked[0].URL.String(), "where the new address fails, the old one is asked again")
	})
}

func TestAPortalMovesNothing(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		p.body = rss("", entry("1", begun))
		o := p.read(nil)
		p.pages = map[string]string{pressAddress: "moved to https://hotel.example/login", "https://hotel.example/login": "<html>Welcome</html>"}
		for range 5 {
			time.Sleep(25 * time.Hour)
			o = p.read(o.cursor)
			assert.ErrorIs(t, o.err, feed.ErrNotFeed)
		}
		p.pages, p.asked = nil, nil
		require.NoError(t, p.read(o.cursor).err)
		assert.Equal(t, pressAddress, p.asked[0].URL.String())
	})
}

func TestATokenStaysAtItsHost(t *testing.T) {
	days(t, func(t *testing.T, p *press) {
		token := web.Token("sesame-open")
		read := func(from source.Cursor) (cursor source.Cursor) {
			for b, err := range feed.URL(pressAddress, web.Transport(p), token).Read(t.Context(), from) {
				require.NoError(t, err)
				cursor = b.Cursor
			}
			return cursor
		}
		p.body = rss("", entry("1", begun))
		cursor := read(nil)
		assert.Equal(t, "Bearer sesame-open", p.last().Header.Get("Authorization"))
		assert.NotContains(t, string(cursor), "sesame")
		p.body = rss(`<atom:link rel="next" href="https://evil.example/older"/>`, entry("9", begun))
		p.pages = map[string]string{"https://evil.example/older": rss("", entry("1", begun))}
		read(cursor)
		assert.Equal(t, "evil.example", p.last().Host)
		assert.Empty(t, p.last().Header.Get("Authorization"))
	})
}

func TestBadAddressesAreTold(t *testing.T) {
	for _, address := range []string{"", "example.com/feed", "ftp://example.com/feed", "https://", "http://[::1", "/feed.xml"} {
		s := feed.URL(address)
		assert.Error(t, s.Check(), address)
		for _, err := range s.Read(t.Context(), nil) {
			var field *source.FieldError
			assert.ErrorAs(t, err, &field, address)
		}
	}
	assert.EqualError(t, feed.URL("").Check(), "address: is empty")
	for address, hint := range map[string]bool{
		"example.com/feed": true, "example.com": true, "feed.xml": true, "/feed.xml": false, "feed": false,
		"ftp://example.com/feed": false, "mailto:ann@example.com": false, "../feed.xml": false,
	} {
		err := feed.URL(address).Check()
		require.Error(t, err, address)
		assert.Equal(t, hint, strings.Contains(err.Error(), "write https://"+address), err)
	}
	assert.NoError(t, feed.URL(pressAddress).Check())
	assert.NoError(t, feed.File("x.xml").Check())
}

func TestNames(t *testing.T) {
	assert.Equal(t, "feed:https://press.example/feed", feed.URL(pressAddress).Name())
	assert.Equal(t, "feed:https://x.example/?token=***", feed.URL("https://ann:pw@x.example/?token=abc").Name())
	assert.Equal(t, "feed:dir/a.xml", feed.File("./dir//a.xml").Name())
	assert.Equal(t, "x.example", feed.URL("https://X.example:8080/").Scope())
	assert.Empty(t, feed.File("a").Scope())
}

func TestPrivateAddressesAreRefusedByDefault(t *testing.T) {
	for _, host := range []string{"127.0.0.1:1", "[::1]:1", "169.254.169.254"} {
		for _, err := range feed.URL("http://"+host+"/").Read(t.Context(), nil) {
			assert.ErrorContains(t, err, "prohibited")
		}
	}
}

func TestAProxyTransportIsUsedAsItIs(t *testing.T) {
	proxied := &press{body: rss("", entry("1", begun)), header: http.Header{}}
	u, err := url.Parse("http://127.0.0.1/internal")
	require.NoError(t, err)
	for b, err := range feed.URL(u.String(), web.Transport(proxied)).Read(t.Context(), nil) {
		require.NoError(t, err)
		assert.Len(t, b.Posts, 1)
	}
}
