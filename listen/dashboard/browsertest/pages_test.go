package browsertest

import (
	"os"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen/dashboard"
	"github.com/earshot-go/earshot/source"
)

var menu = []string{"now", "normal", "alerts", "voice", "people", "topics", "channels", "conversations", "coverage"}

const (
	noOverflow = `document.documentElement.scrollWidth <= innerWidth`
	// Whatever is drawn lies within the page, but for what scrolls by itself.
	phoneWidth, phoneHeight = 390, 844
)

func TestEveryPageOpensAndLeadsToTheNext(t *testing.T) {
	ctx := newBrowser(t)
	s := serve(t)
	w := watch(t, ctx, origin(s.address))
	do(t, ctx, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(s.address))
	for _, name := range menu {
		do(t, ctx, chromedp.Click(`nav a[href="`+name+`"]`), chromedp.WaitVisible(`nav a[aria-current][href="`+name+`"]`))
		assert.True(t, eval[bool](t, ctx, noOverflow), name)
		assert.NotEmpty(t, eval[string](t, ctx, `document.querySelector('main h1').textContent`), name)
		assert.Empty(t, eval[[]string](t, ctx, `[...document.querySelectorAll('[style], script:not([src])')].map(e => e.outerHTML)`), name)
	}
	w.clean(t)
}

func TestABrandLeadsToItsAlertAndItsWhy(t *testing.T) {
	ctx := newBrowser(t)
	s := serve(t)
	w := watch(t, ctx, origin(s.address))
	do(t, ctx, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(s.address+"normal"),
		chromedp.Click(`.brandcard a[href^="normal?brand=Brewpoint"]`), chromedp.WaitVisible(`h2.big`),
		chromedp.Click(`.marks a[href^="alert?id="]`), chromedp.WaitVisible(`.drivers`))
	assert.Contains(t, eval[string](t, ctx, `document.querySelector('h1').textContent`), "Brewpoint")
	assert.Contains(t, eval[string](t, ctx, `document.querySelector('main').textContent`), "valve")
	assert.Equal(t, "alerts", eval[string](t, ctx, `document.querySelector('nav a[aria-current]').getAttribute('href')`))
	w.clean(t)
}

func TestLivePostsArriveAndLeave(t *testing.T) {
	ctx := newBrowser(t)
	s := serve(t)
	w := watch(t, ctx, origin(s.address))
	do(t, ctx, chromedp.Navigate(s.address+"now"), chromedp.WaitVisible(`.live:not([hidden])`))
	soon(t, ctx, `document.querySelector('[data-live-text]').textContent.startsWith('Live')`)

	id := s.say("just in: my Brewpoint sings", s.now, 7)
	soon(t, ctx, `document.querySelector('[data-column="0"] article').textContent.includes('just in')`)
	assert.Equal(t, "Brewpoint", eval[string](t, ctx, `document.querySelector('[data-column="0"] article mark').textContent`))
	s.say("of old: my Brewpoint sang", s.now.Add(-30*time.Minute), 7)
	soon(t, ctx, `document.body.textContent.includes('of old')`)
	assert.Contains(t, eval[string](t, ctx, `document.querySelector('[data-column="0"] article').textContent`), "just in", "the newest post stays at the top")
	s.feed(source.Post{ID: id, Deleted: true})
	soon(t, ctx, `!document.body.textContent.includes('just in')`)

	do(t, ctx, chromedp.Click(`[data-pause]`))
	s.say("my Brewpoint sings while you rest", s.now, 7)
	soon(t, ctx, `document.querySelector('[data-live-text]').textContent.includes('1 new')`)
	assert.False(t, eval[bool](t, ctx, `document.body.textContent.includes('while you rest')`))
	do(t, ctx, chromedp.Click(`[data-pause]`))
	soon(t, ctx, `document.body.textContent.includes('while you rest')`)

	do(t, ctx, chromedp.SetValue(`select[name=tone]`, "negative"))
	soon(t, ctx, `location.search.includes('tone=negative') && document.querySelector('[data-live-text]').textContent.startsWith('Live')`)
	s.say("I love my Brewpoint, wonderful", s.now, 7)
	s.say("my Brewpoint is terrible, awful, broken", s.now, 7)
	soon(t, ctx, `document.querySelector('[data-column="0"] article').textContent.includes('awful')`)
	assert.Zero(t, eval[int](t, ctx, `document.querySelectorAll('article:not(.tone-negative)').length`))
	w.clean(t)
}

func TestHostileMarkupStaysText(t *testing.T) {
	ctx := newBrowser(t)
	s := serve(t)
	w := watch(t, ctx, origin(s.address))
	const evil = `</p><script>alert(1);window.evil=1</script><img src="https://evil.example/x.png" onerror="window.evil=1"> Brewpoint is terrible <svg onload=alert(2)>` + "\u202e reversed \r\ndata: x\r\n\r\nevent: row\ndata: 0"
	post := source.Post{
		ID: `"><script>alert(3)</script>`, URL: "javascript:alert(4)", Text: evil, Time: s.now, Language: `"><b>`,
		Author: source.Author{ID: "e", Name: `<img src=x onerror=alert(5)>`, Handle: `"onmouseover="alert(6)`, URL: "javascript:alert(7)", Followers: source.Known(1 << 40)},
	}
	do(t, ctx, chromedp.Navigate(s.address+"now"), chromedp.WaitVisible(`.live:not([hidden])`))
	soon(t, ctx, `document.querySelector('[data-live-text]').textContent.startsWith('Live')`)
	s.feed(post)
	soon(t, ctx, `document.querySelector('[data-column="0"] article').textContent.includes('<script>alert(1)')`)
	for _, name := range menu {
		do(t, ctx, chromedp.Navigate(s.address+name))
		assert.False(t, eval[bool](t, ctx, `'evil' in window`), name)
		assert.Empty(t, eval[[]string](t, ctx, `[...document.querySelectorAll('main script, main img, main [onerror], main [onload], main [onmouseover], a[href^="javascript:"]')].map(e => e.outerHTML)`), name)
	}
	w.clean(t)
}

func TestAConversationIsAnswered(t *testing.T) {
	ctx := newBrowser(t)
	s := serve(t)
	w := watch(t, ctx, origin(s.address))
	do(t, ctx, chromedp.Navigate(s.address+"conversations"),
		chromedp.SetValue(`.conversation input[name=to]`, "Noor"), chromedp.Click(`.conversation button[value=assign]`), chromedp.WaitVisible(`.done`))
	a := <-s.acts
	assert.Equal(t, dashboard.Assign, a.Verb)
	assert.Equal(t, "Noor", a.To)
	assert.Contains(t, eval[string](t, ctx, `document.querySelector('main').textContent`), "assigned to Noor")
	before := eval[int](t, ctx, `document.querySelectorAll('.conversation').length`)
	require.NotZero(t, before)
	do(t, ctx, chromedp.Click(`.conversation button[value=answered]`), chromedp.WaitVisible(`.done`))
	assert.Equal(t, dashboard.Answered, (<-s.acts).Verb)
	soon(t, ctx, `document.querySelector('.done').textContent.includes('answered')`)
	w.clean(t)
}

func TestAPhoneShowsEveryPageWhole(t *testing.T) {
	ctx := newBrowser(t)
	s := serve(t)
	do(t, ctx, chromedp.EmulateViewport(phoneWidth, phoneHeight, chromedp.EmulateMobile))
	for _, name := range menu {
		do(t, ctx, chromedp.Navigate(s.address+name))
		assert.LessOrEqual(t, eval[int](t, ctx, `document.documentElement.scrollWidth`), phoneWidth, name)
	}
}

func TestTheKeyboardReachesEverything(t *testing.T) {
	ctx := newBrowser(t)
	s := serve(t)
	do(t, ctx, chromedp.Navigate(s.address+"now"), chromedp.WaitVisible(`main`), chromedp.KeyEvent(kb.Tab))
	assert.Equal(t, "#main", eval[string](t, ctx, `document.activeElement.getAttribute('href')`))
	do(t, ctx, chromedp.KeyEvent(kb.Enter))
	assert.Equal(t, "main", eval[string](t, ctx, `document.activeElement.id`))
	assert.Zero(t, eval[int](t, ctx, `document.querySelectorAll('main [onclick], main div[role=button]').length`))
	assert.Empty(t, eval[[]string](t, ctx, `[...document.querySelectorAll('input:not([type=hidden]), select')].filter(e => !e.labels.length).map(e => e.outerHTML)`))
}

func TestNumbersAndTimesAreThoseOfTheReader(t *testing.T) {
	ctx := newBrowser(t)
	s := serve(t)
	require.NoError(t, call(ctx, network.Enable, network.EnableParams{}))
	require.NoError(t, call(ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": "de"}}))
	do(t, ctx, chromedp.Navigate(s.address+"coverage"))
	assert.Equal(t, "de", eval[string](t, ctx, `document.documentElement.dataset.locale`))
	assert.Contains(t, eval[string](t, ctx, `document.querySelector('.asof time').textContent`), "März")
	assert.Regexp(t, `^\d\.\d{3}$`, eval[string](t, ctx, `document.querySelector('.grid dd').textContent`))
}

func TestPersianIsDrawnFromTheRight(t *testing.T) {
	ctx := newBrowser(t)
	s := serve(t)
	s.say("من عاشق Brewpoint هستم", s.now, 1)
	do(t, ctx, chromedp.Navigate(s.address+"now"))
	assert.Equal(t, "rtl", eval[string](t, ctx, `getComputedStyle(document.querySelector('[data-column="0"] article .text')).direction`))
}

// TestShots is for people to look at what is drawn.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("no -shots folder")
	}
	require.NoError(t, os.MkdirAll(*shots, 0o755))
	ctx := newBrowser(t)
	address := *running
	if address == "" {
		address = serve(t).address
	}
	for _, scheme := range []string{"light", "dark"} {
		require.NoError(t, call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}))
		for _, name := range append(menu, "normal?days=14&brand=*", "alert") {
			for _, width := range []int64{1440, phoneWidth} {
				shoot(t, ctx, address, name, scheme, width)
			}
		}
	}
}
