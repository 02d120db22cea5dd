package dashboard_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/earshot-go/earshot/source"
)

// evil is what a post may hold.
var evil = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `javascript:alert(1)`, `</textarea><svg onload=alert(1)>`,
	"\x00\x01\x1b[31m", "\xff\xfe\xfd", "\u202eright to left", "{{.}} {{template \"page\"}}", "--><!--", "data: x\r\n\r\nevent: row\r\n", strings.Repeat("a\u0301\u0302\u0303", 300),
}

// unsafe returns what a browser would run or load that no page of ours has.
func unsafe(t testing.TB, page string) (found []string) {
	doc, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc",
				strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") && (a.Key == "href" || a.Key == "src" || a.Key == "action"):
				found = append(found, n.Data+" "+a.Key+"="+a.Val)
			case n.Data == "script" && a.Key == "src" && a.Val != "board.js", n.Data == "img" && a.Key == "src" && a.Val != "icon.svg":
				found = append(found, n.Data+" "+a.Val)
			}
		}
		if n.Data == "script" && n.FirstChild != nil {
			found = append(found, "script "+n.FirstChild.Data)
		}
	}
	return found
}

func hostile(i int, text string) source.Post {
	return source.Post{
		ID: evil[i%len(evil)] + text, Title: text, Text: text + " Brewpoint is terrible, my Brewpoint leaks " + text, URL: text, Language: text, Country: text,
		Time: start.Add(time.Duration(i) * time.Minute), Kind: source.Kind(text), Parent: text, Tags: []string{text},
		Author: source.Author{ID: text, Name: text, Handle: text, URL: text, Followers: source.Known(1 << 60)}, Rating: source.Rating{Value: 1, Best: 5},
	}
}

func TestHostilePostsStayText(t *testing.T) {
	r := newRoom(t, nil)
	r.weeks()
	for i, text := range evil {
		r.feed(hostile(9*24*60+i, text))
	}
	for _, page := range append(pages[:10], "now?column="+url.QueryEscape(`"><script>x</script>`), "now?q="+url.QueryEscape(evil[0])+"&brand="+url.QueryEscape(evil[1]),
		"alerts?brand="+url.QueryEscape(evil[1]), "normal?find="+url.QueryEscape(evil[1]), "conversations?done="+url.QueryEscape(evil[0]), "voice?by="+url.QueryEscape(evil[1])) {
		resp := r.get(page)
		require.Equal(t, http.StatusOK, resp.StatusCode, page)
		assert.Empty(t, unsafe(t, body(t, resp)), page)
	}
	assert.Contains(t, body(t, r.get("now")), "&lt;script&gt;alert(1)")
}

func FuzzPagesHoldWhateverIsPosted(f *testing.F) {
	for _, text := range evil {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := newRoom(t, nil)
		r.feed(hostile(0, text[:min(len(text), 2000)]))
		for _, page := range []string{"now", "people", "conversations"} {
			resp := r.get(page)
			require.Equal(t, http.StatusOK, resp.StatusCode, page)
			require.Empty(t, unsafe(t, body(t, resp)), page)
		}
	})
}

func FuzzPagesHoldWhateverIsAsked(f *testing.F) {
	for _, text := range evil {
		f.Add("now", text, text)
		f.Add("normal", "brand", text)
	}
	f.Add("now", "column", `a OR (b NEAR/3 c*) NOT "d`)
	f.Add("voice", "days", "90")
	r := newRoom(f, nil)
	r.say("my Brewpoint leaks", start)
	f.Fuzz(func(t *testing.T, page, key, value string) {
		query := url.Values{key: {value}, "q": {value}, "column": {value, key}, "tone": {key}}
		for _, name := range []string{page, "now"} {
			resp := r.get(url.PathEscape(name) + "?" + query.Encode())
			require.Less(t, resp.StatusCode, 500, name)
			if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
				require.Empty(t, unsafe(t, body(t, resp)), name)
			}
		}
	})
}
