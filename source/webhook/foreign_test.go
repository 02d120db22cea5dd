package webhook_test

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
)

// foreign signs and sends with programs that nobody here wrote.
const foreign = `
set -eu
signature=$(openssl dgst -sha256 -hmac "$SECRET" -r "$BODY" | cut -d' ' -f1)
curl -s -o /dev/null -w '%{http_code}' -H "X-Hub-Signature-256: sha256=$signature" -H "Content-Type: application/json" --data-binary "@$BODY" "$@" "$HOOK"
`

func TestASenderOfAnotherHouse(t *testing.T) {
	for _, program := range []string{"sh", "curl", "openssl"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(program + " is not here")
		}
	}
	hook := newHook(t, nil)
	var got []source.Post
	read(t, hook, func(b source.Batch) { got = append(got, b.Posts...); b.Done(nil) })
	server := httptest.NewServer(hook)
	defer server.Close()
	body := filepath.Join(t.TempDir(), "body")
	send := func(text, key string, args ...string) string {
		require.NoError(t, os.WriteFile(body, []byte(text), 0o600))
		run := exec.Command("sh", append([]string{"-c", foreign, "sh"}, args...)...)
		run.Env = append(os.Environ(), "SECRET="+key, "BODY="+body, "HOOK="+server.URL)
		status, err := run.CombinedOutput()
		require.NoError(t, err, string(status))
		return strings.TrimSpace(string(status))
	}
	good := `{"id":"1","text":"Acme is 👍"}` + "\r\n" + `{"id":"2","text":"Tea"}`
	assert.Equal(t, "204", send(good, secret))
	assert.Equal(t, "204", send(good, secret, "-H", "Transfer-Encoding: chunked"))
	assert.Equal(t, "204", send(good, secret, "-H", "Expect: 100-continue"))
	assert.Equal(t, "401", send(good, "a secret of nobody here"))
	assert.Equal(t, "400", send("{", secret))
	assert.Equal(t, "413", send(strings.Repeat(" ", 5<<20), secret))
	assert.Equal(t, "405", send("", secret, "-X", "PUT"))
	require.Len(t, got, 6)
	assert.Equal(t, "Acme is 👍", got[0].Text)
}
