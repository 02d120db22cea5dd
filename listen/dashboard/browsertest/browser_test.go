package browsertest

import (
	"context"
	"flag"
	"net/url"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

var (
	shots   = flag.String("shots", "", "a folder for pictures of every page")
	running = flag.String("url", "", "a board to take pictures of; empty is the one of the tests")
)

// newBrowser starts a browser for one test, or skips it where there is none.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds to start")
	}
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skip("no Chromium in the PATH: apt-get install chromium")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(program), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.DisableGPU, chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
	}
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, done := chromedp.NewContext(allocated)
	t.Cleanup(done)
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	do(t, ctx)                                     // starts it
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) }) // and wait: its folder is removed next
	return ctx
}

// A witness notes what a page should never do.
type witness struct {
	mu       sync.Mutex
	console  []string
	outside  []string
	dialogs  []string
	requests int
}

// watch attends to a browser whose pages all come from origin.
func watch(t *testing.T, ctx context.Context, origin string) *witness {
	t.Helper()
	w := new(witness)
	require.NoError(t, chromedp.Listen(ctx, func(event any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			w.requests++
			if u, err := url.Parse(e.Request.URL); err != nil || u.Scheme+"://"+u.Host != origin {
				w.outside = append(w.outside, e.Request.URL)
			}
		case *runtime.EventConsoleAPICalled:
			w.console = append(w.console, string(e.Type))
		case *runtime.EventExceptionThrown:
			w.console = append(w.console, e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			w.console = append(w.console, e.Entry.Text)
		case *page.EventJavascriptDialogOpening:
			w.dialogs = append(w.dialogs, e.Message)
		}
	}))
	for _, enable := range []func() error{
		func() error { return call(ctx, network.Enable, network.EnableParams{}) },
		func() error { return call(ctx, runtime.Enable, cdp.Empty{}) },
		func() error { return call(ctx, log.Enable, cdp.Empty{}) },
	} {
		require.NoError(t, enable())
	}
	return w
}

// call runs a command of the browser's protocol.
func call[P, R any](ctx context.Context, command cdp.Command[P, R], params P) error {
	_, err := chromedp.Call(ctx, command, params)
	return err
}

// clean asserts that nothing of it happened.
func (w *witness) clean(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	require.Empty(t, w.console, "console")
	require.Empty(t, w.outside, "requests to other servers")
	require.Empty(t, w.dialogs, "dialogs")
	require.NotZero(t, w.requests)
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	require.NoError(t, chromedp.Do(ctx, actions...))
}

// soon waits until a script gives true. It asks from outside: the page's own
// policy forbids code in strings.
func soon(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	require.Eventually(t, func() bool {
		done, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script))
		return err == nil && done
	}, 10*time.Second, 50*time.Millisecond, script)
}

// eval returns what a script gives.
func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	require.NoError(t, err, script)
	return value
}

func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(u.Scheme+"://"+u.Host, "/")
}
