package duplicate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/source/duplicate"
)

func TestCanonical(t *testing.T) {
	for address, want := range map[string]string{
		"http://www.Example.com:80/a/?utm_source=x&utm_medium=y#top": "https://example.com/a",
		"https://m.example.com/a?b=2&a=1&fbclid=IwAR0":               "https://example.com/a?a=1&b=2",
		"https://example.com/a?id=7&":                                "https://example.com/a?id=7",
		"https://example.com:8443/a":                                 "https://example.com:8443/a",
		"https://example.com/a%2Fb":                                  "https://example.com/a%2Fb",
		"https://example.com/Case":                                   "https://example.com/Case",
		"https://example.com/t#comment-12":                           "https://example.com/t#comment-12",
		"https://example.com/#!/t/x":                                 "https://example.com#!/t/x",
		"https://m.com/a":                                            "https://m.com/a",
		"  https://example.com/a \n":                                 "https://example.com/a",
		"https://example.com/?p=12":                                  "https://example.com?p=12",
		"https://example.com/":                                       "",
		"https://example.com/?utm_source=x":                          "",
		"http://[2001:DB8::1]:8080/a":                                "https://[2001:db8::1]:8080/a",
		"http://[fe80::1%25eth0]/a":                                  "",
		"ftp://example.com/a":                                        "",
		"/a":                                                         "",
		"http://[::1":                                                "",
		"":                                                           "",
		"https://example.com/" + strings.Repeat("a", 5000):           "",
	} {
		assert.Equal(t, want, duplicate.Canonical(address), address)
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("http://www.Example.com:80/a/?utm_source=x&b=c#d-1")
	f.Fuzz(func(t *testing.T, address string) {
		once := duplicate.Canonical(address)
		if twice := duplicate.Canonical(once); twice != once {
			t.Fatalf("%q becomes %q, and that %q", address, once, twice)
		}
	})
}
