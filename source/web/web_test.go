package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source/web"
)

func TestOptions(t *testing.T) {
	transport := http.DefaultTransport
	got := web.Configure([]web.Option{
		web.AllowPrivate(), web.UserAgent("acme/1"), web.Transport(transport), web.Base("https://a.example"), web.Token("t"),
	})
	assert.Equal(t, fetch.Config{AllowPrivate: true, UserAgent: "acme/1", Transport: transport, Base: "https://a.example", Token: "t"}, got)
	assert.Equal(t, fetch.Config{}, web.Configure(nil), "without options, the guarded defaults")
}
