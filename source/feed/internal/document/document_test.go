package document

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDates(t *testing.T) {
	morning := time.Date(2026, 3, 2, 9, 30, 15, 0, time.UTC)
	for raw, want := range map[string]time.Time{
		"Mon, 02 Mar 2026 09:30:15 GMT":       morning,
		"Mon, 02 Mar 2026 10:30:15 +0100":     morning,
		"Mon, 02 Mar 2026 10:30:15 +01:00":    morning,
		"Mon, 2 Mar 26 09:30:15 UT":           morning,
		"02 Mar 2026 04:30:15 EST":            morning,
		"Mon, 02 Mar 2026 10:30:15 CET":       morning,
		"Mon, 02 Mar 2026 13:00:15 IRST":      morning,
		"Mon, Mar 2 2026 09:30:15 AM":         morning,
		"Mon, Mar 2 2026 09:30:15 PM":         morning.Add(12 * time.Hour),
		"Monday, March 2nd, 2026 9:30:15 am":  morning,
		"Mon, 02 Mar 2026 21:30:15 PM":        morning.Add(12 * time.Hour),
		"Mon, 02 Mar 2026 12:30:15 am":        morning.Add(-9 * time.Hour),
		"Mon Mar  2 09:30:15 2026":            morning,
		"Mon, 02 Mar 2026 10:30:15 GMT+01:00": morning,
		"2026-03-02T09:30:15Z":                morning,
		"2026-03-02T10:30:15+01:00":           morning,
		"2026-03-02T10:30:15+0100":            morning,
		"2026-03-02T10:30:15 +01:00":          morning,
		"2026-03-02 T10:30:15+01":             morning,
		"2026-03-02 09:30:15":                 morning,
		"2026-03-02 10:30:15 CET":             morning,
		"20260302T093015Z":                    morning,
		"2026-03-02T09:30:15.000Z":            morning,
		"2026-03-02T09:30:15.5Z":              morning.Add(time.Second / 2),
		"2026-03-02T09:30Z":                   morning.Add(-15 * time.Second),
		"2026-03-02":                          time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC),
		"2026-03":                             time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		"2026":                                time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		"02/03/2026 09:30:15":                 morning,
		"13/03/2026":                          time.Date(2026, 3, 13, 0, 0, 0, 0, time.UTC),
		"03/13/2026":                          time.Date(2026, 3, 13, 0, 0, 0, 0, time.UTC),
		"2-mrt-2026 09:30:15":                 morning,
		"2 marzo 2026 09:30:15":               morning,
		"2. März 2026 09:30:15":               morning,
		"2026-02-30T00:00:00Z":                time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC),
		"":                                    {},
		"yesterday":                           {},
		"0000-00-00T00:00:00Z":                {},
		"Mon, 99 Mar 2026 09:30:15 GMT":       {},
		"Mon, 02 Mar 0026 09:30:15 GMT":       {},
		"99999999999999999999":                {},
		strings.Repeat("1", 500):              {},
	} {
		assert.Equal(t, want.String(), parseDate(raw).UTC().String(), raw)
	}
}

func FuzzDate(f *testing.F) {
	f.Add("Mon, 02 Mar 2026 09:30:15 GMT")
	f.Add("2026-03-02T09:30:15.5+01:00")
	f.Fuzz(func(t *testing.T, raw string) {
		if got := parseDate(raw); !got.IsZero() && (got.Year() < 1969 || got.Year() > 9999 || got.Location() != time.UTC) {
			t.Fatalf("%q is %v", raw, got)
		}
	})
}

func TestWhatIsNoFeed(t *testing.T) {
	for body, want := range map[string]string{
		"":                                 "it is empty",
		" \n":                              "it is empty",
		"hello":                            "it is neither XML nor JSON",
		"{}":                               "JSON that has neither version nor items",
		"[1]":                              "JSON that has neither version nor items",
		`{"items":`:                        "not a feed",
		"<svg></svg>":                      "it is XML whose first element is <svg>",
		"<html><body>Log in</body></html>": "it is a web page",
		`<!DOCTYPE html><html><head><link rel=alternate type="application/atom+xml" href="/a.xml">`: "it is a web page, whose feed is at /a.xml",
		"<":        "it is neither XML nor JSON",
		"\xff\xfe": "not a feed",
	} {
		_, err := Parse(context.Background(), []byte(body), "")
		assert.ErrorIs(t, err, ErrNotFeed, body)
		assert.ErrorContains(t, err, want, body)
	}
}

func TestParseEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, body := range []string{"<rss><channel><item/></channel></rss>", `{"version":"1","items":[]}`} {
		_, err := Parse(ctx, []byte(body), "")
		assert.ErrorIs(t, err, context.Canceled)
	}
}

func TestLabelsOfEncodings(t *testing.T) {
	feed := func(label, title string) []byte {
		return []byte(`<?xml version="1.0"` + label + `?><rss><channel><item><title>` + title + `</title></item></channel></rss>`)
	}
	for name, tc := range map[string]struct {
		body        []byte
		contentType string
		want        string
	}{
		"UTF-8 by a wrong label":       {feed(` encoding="iso-8859-1"`, "é"), "text/xml; charset=iso-8859-1", "é"},
		"latin 1 by the header":        {feed("", "\xe9"), "text/xml; charset=ISO-8859-1", "é"},
		"greek by the prolog":          {feed(` encoding="iso-8859-7"`, "\xe1"), "", "α"},
		"the header before the prolog": {feed(` encoding="iso-8859-7"`, "\xe9"), "text/xml; charset=windows-1252", "é"},
		"charset in the wrong place":   {feed("", "é"), "charset: utf-8", "é"},
		"an unknown label":             {feed(` encoding="klingon"`, "\xe9"), "", "é"},
		"a byte order mark":            {append([]byte("\xef\xbb\xbf"), feed(` encoding="ascii"`, "é")...), "", "é"},
		"ISO-2022-JP":                  {feed(` encoding="iso-2022-jp"`, "\x1b$B4A;z\x1b(B"), "", "漢字"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Parse(context.Background(), tc.body, tc.contentType)
			require.NoError(t, err)
			require.Len(t, doc.Entries, 1)
			assert.Equal(t, tc.want, doc.Entries[0].Title)
		})
	}
}

func TestLinksOfTheFeed(t *testing.T) {
	for _, body := range []string{
		`<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="?p=2"/><link rel="hub" href="https://hub.example/"/><link rel="self" href="https://x.example/"/></feed>`,
		`<rss xmlns:a="http://www.w3.org/2005/Atom"><channel><a:link rel="next" href="?p=2"/><a:link rel="hub" href="https://hub.example/"/><a:link rel="self" href="https://x.example/"/></channel></rss>`,
		`{"version":"https://jsonfeed.org/version/1.1","next_url":"?p=2","hubs":[7,{"type":"rssCloud","url":"x"},{"type":"WebSub","url":"https://hub.example/"}],"feed_url":"https://x.example/"}`,
	} {
		doc, err := Parse(context.Background(), []byte(body), "")
		require.NoError(t, err)
		assert.Equal(t, "?p=2", doc.Next)
		assert.Equal(t, "https://hub.example/", doc.Hub)
		assert.Equal(t, "https://x.example/", doc.Self)
	}
}

// TestHostileDocumentsAreBounded holds documents that cost strict parsers
// seconds and gigabytes.
func TestHostileDocumentsAreBounded(t *testing.T) {
	n := 1 << 22
	if testing.Short() {
		n = 1 << 18
	}
	item := "<rss><channel><item><title>x</title>"
	for name, body := range map[string]string{
		"a million nested tags":         item + strings.Repeat("<a:b>", n>>2),
		"a million extension tags":      item + strings.Repeat("<a:b>x</a:b>", n/7),
		"a million attributes":          item + "<a " + strings.Repeat("b='c' ", n>>2) + ">",
		"a million open tags":           item + strings.Repeat("<", n),
		"a million end tags":            item + strings.Repeat("</b>", n>>2),
		"HTML that is all open":         item + "<description><![CDATA[" + strings.Repeat("<a><b>", n>>3),
		"a million references":          item + "<description>" + strings.Repeat("&amp", n>>2),
		"a million CDATA":               item + "<description>" + strings.Repeat("<![CDATA[", n>>3),
		"a million comments":            item + strings.Repeat("<!--", n>>2),
		"a million declarations":        "<!DOCTYPE x [" + strings.Repeat("<!ENTITY a 'b'>", n/14) + "]>" + item,
		"open quotation marks":          item + strings.Repeat("<a b='", n>>2),
		"entities that grow":            "<!DOCTYPE x [<!ENTITY a '" + strings.Repeat("x", 1000) + "'>]>" + item + strings.Repeat("&a;", n>>2),
		"a million items":               "<rss><channel>" + strings.Repeat("<item/>", n>>2),
		"nested JSON":                   `{"version":"1","items":[` + strings.Repeat("[", n>>2),
		"a million JSON items":          `{"version":"1","items":[` + strings.Repeat("{},", n>>2),
		"a CDATA that its element ends": "<rss>" + strings.Repeat("<x><![CDATA[</x>", n>>4),
		"a CDATA in each open element":  "<rss>" + strings.Repeat("<x><![CDATA[", n>>4),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			doc, err := Parse(context.Background(), []byte(body), "")
			runtime.ReadMemStats(&after)
			if err == nil {
				assert.LessOrEqual(t, len(doc.Entries), MaxItems)
			}
			assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(256<<20), "bytes allocated in all")
		})
	}
}

func FuzzParse(f *testing.F) {
	paths, err := filepath.Glob("../../testdata/*")
	if err != nil || len(paths) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, path := range paths {
		if body, err := os.ReadFile(path); err == nil && !strings.HasSuffix(path, ".want") {
			f.Add(body, "text/xml; charset=utf-8")
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		doc, err := Parse(context.Background(), body, contentType)
		if err != nil && !errors.Is(err, ErrNotFeed) {
			t.Fatal(err)
		}
		if err == nil && len(doc.Entries) > MaxItems {
			t.Fatalf("%d entries", len(doc.Entries))
		}
	})
}

// FuzzMend holds mending to its promise: what it returns is well-formed.
func FuzzMend(f *testing.F) {
	for _, seed := range []string{"<rss><channel><item>", "<feed>&a;<b c=d e='f' g><![CDATA[x", "<rss></b><i>x</rss>tail<rss>", "<rss a='<'>", "<!DOCTYPE a [<!ENTITY b 'c'>]><rss>&b;"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m := mend(text)
		d := xml.NewDecoder(strings.NewReader(string(m.xml)))
		d.Strict = false
		for {
			_, err := d.Token()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatalf("%q was mended to %q: %v", text, m.xml, err)
			}
		}
	})
}
