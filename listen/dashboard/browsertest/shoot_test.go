package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// shoot takes a picture. "alert" is the first alert, "*" the first brand.
func shoot(t *testing.T, ctx context.Context, address, name, scheme string, width int64) {
	t.Helper()
	height, mobile := int64(900), []chromedp.EmulateViewportOption{}
	if width == phoneWidth {
		height, mobile = phoneHeight, append(mobile, chromedp.EmulateMobile)
	}
	do(t, ctx, chromedp.EmulateViewport(width, height, mobile...))
	target := name
	switch {
	case name == "alert":
		do(t, ctx, chromedp.Navigate(address+"alerts"))
		target = eval[string](t, ctx, `document.querySelector('a[href^="alert?id="]')?.getAttribute('href') ?? 'alerts'`)
	case strings.HasSuffix(name, "*"):
		do(t, ctx, chromedp.Navigate(address+"normal"))
		brand := eval[string](t, ctx, `document.querySelector('.brandcard h2 a bdi').textContent`)
		target = strings.TrimSuffix(name, "*") + brand
	}
	do(t, ctx, chromedp.Navigate(address+target), chromedp.Sleep(600*time.Millisecond))
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	require.NoError(t, err)
	file, _, _ := strings.Cut(name, "?")
	if file != name {
		file = "brand"
	}
	path := filepath.Join(*shots, fmt.Sprintf("%s-%s-%d.png", file, scheme, width))
	require.NoError(t, os.WriteFile(path, picture, 0o644))
}
