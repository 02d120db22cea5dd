package plaintext_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"golang.org/x/text/unicode/norm"

	"github.com/earshot-go/earshot/internal/plaintext"
)

func TestHTML(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"plain":                   {"Acme is fine", "Acme is fine"},
		"inline tags":             {"The <b>Ac</b>me <i>phone</i>", "The Acme phone"},
		"blocks end lines":        {"<p>one</p><p>two<br>three</p><ul><li>a</li><li>b</li></ul>", "one\n\ntwo\nthree\n\na\nb"},
		"wrapped source":          {"<p>a line\nthat <b>was</b>\nwrapped</p>", "a line that was wrapped"},
		"preformatted":            {"<pre>a\nb</pre>c", "a\nb\n\nc"},
		"plain lines":             {"a\nb &amp; c", "a\nb & c"},
		"table cells":             {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
		"entities":                {"Tom &amp; Jerry &eacute; &#233; &#x1F600;", "Tom & Jerry é é 😀"},
		"script and style":        {"a<script>alert('<p>x</p>')</script><style>p{}</style>b", "ab"},
		"open script":             {"a<script>alert(1)", "a"},
		"nested unseen":           {"a<svg><svg>x</svg>y</svg>b", "ab"},
		"comment":                 {"a<!-- hidden -->b", "ab"},
		"heart":                   {"I <3 Acme", "I <3 Acme"},
		"type parameter":          {"List<String> of x<y and a > b", "List<String> of x<y and a > b"},
		"escaped twice":           {"&lt;p&gt;The &lt;b&gt;Acme&lt;/b&gt;&lt;/p&gt;", "The Acme"},
		"escaped heart":           {"<p>I &lt;3 it</p>", "I <3 it"},
		"mastodon's hidden spans": {`see <a href="https://a.example/b"><span class="invisible">https://</span><span class="ellipsis">a.example/b</span><span class="invisible">c</span></a>`, "see https://a.example/bc"},
		"mastodon's mention":      {`<p><span class="h-card"><a href="x" class="u-url mention">@<span>acme</span></a></span> hi <a class="hashtag">#<span>coffee</span></a></p>`, "@acme hi #coffee"},
		"emoji as picture":        {`so good <img class="emoji" alt="😀" src="x"> <img alt="a long tale" src="y">`, "so good 😀"},
		"blanks":                  {"  a \t b&nbsp;&nbsp;c  \n\n\n\n d ", "a b c\n\nd"},
		"invisible characters":    {"Ac\u200bme\u00ad \u202eabc\u202c\ufeff", "Acme abc"},
		"persian joiner stays":    {"می\u200cخواهم", "می\u200cخواهم"},
		"family emoji stays":      {"👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"},
		"normal form":             {"cafe\u0301", "café"},
		"control before accent":   {"C\x0f\u0327a", "Ça"},
		"invalid bytes":           {"a\xffb", "a\uFFFDb"},
		"controls":                {"a\x00b\x1bc", "abc"},
		"unknown tag stays":       {"<acme> is a tag", "<acme> is a tag"},
		"namespaced tag goes":     {"a<o:p>b</o:p>", "ab"},
		"open tag at the end":     {"a <b", "a"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.want, plaintext.HTML(tc.in, 1000))
		})
	}
}

func TestHTMLLine(t *testing.T) {
	assert.Equal(t, "one two", plaintext.HTMLLine("<p>one</p>\n<p>two</p>", 100))
}

func TestCut(t *testing.T) {
	assert.Equal(t, "aé", plaintext.Cut("aéé", 4))
	assert.Equal(t, "aéé", plaintext.Cut("aéé", 5))
	assert.Empty(t, plaintext.Cut("é", 1))
	assert.Empty(t, plaintext.Cut("\x80\x80", 0))
}

func TestHostileTextIsBounded(t *testing.T) {
	for name, in := range map[string]string{
		"tags":     strings.Repeat("<p>", 1<<20),
		"open":     strings.Repeat("<", 1<<20),
		"nested":   strings.Repeat("<svg>", 1<<18) + "x",
		"entities": strings.Repeat("&amp;", 1<<18),
		"half":     strings.Repeat("<a href='", 1<<17),
		"marks":    "a" + strings.Repeat("\u0301", 1<<19),
	} {
		t.Run(name, func(t *testing.T) {
			assert.LessOrEqual(t, len(plaintext.HTML(in, 1000)), 1000)
		})
	}
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"", "<p>a</p>", "&lt;b&gt;", "<script>", "a\xff<", "I <3 x", "<img class=emoji alt='x'>", "&#x0;&#xD800;"} {
		f.Add(seed)
	}
	f.Add("000000\xddC\x0f\u03270")
	f.Fuzz(func(t *testing.T, in string) {
		out := plaintext.HTML(in, 500)
		if len(out) > 500 || !utf8.ValidString(out) {
			t.Fatalf("%q became %q", in, out)
		}
		if clean := plaintext.Clean(out, 500); !norm.NFC.IsNormalString(out) || clean != out {
			t.Fatalf("%q is not clean: %q", out, clean)
		}
	})
}
