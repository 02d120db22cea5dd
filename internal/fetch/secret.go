package fetch

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// hiddenValue stands where a secret was.
const hiddenValue = "***"

// secretNames end the names of query parameters whose values are secrets.
var secretNames = []string{
	"key", "token", "secret", "sig", "signature", "password", "passwd", "pwd", "pass", "auth", "credential", "hmac",
}

// Hide returns an address fit to be shown: without user information, and with
// the values of secret parameters replaced. An address that cannot be parsed
// is not shown at all.
func Hide(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "(unreadable address)"
	}
	u.User, u.Fragment = nil, ""
	if u.RawQuery != "" {
		u.RawQuery = hideQuery(u.RawQuery)
	}
	return u.String()
}

func hideQuery(query string) string {
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		if name, value, ok := strings.Cut(pair, "="); ok && value != "" && isSecret(name) {
			pairs[i] = name + "=" + hiddenValue
		}
	}
	return strings.Join(pairs, "&")
}

func isSecret(name string) bool {
	name = strings.ToLower(name)
	for _, end := range secretNames {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// failure wraps err with the address, and replaces every secret of the request
// in the text.
func (r Request) failure(err error) error {
	return &failure{r.hide(fmt.Sprintf("%s: %v", Hide(r.URL), err)), err}
}

func (r Request) hide(text string) string {
	for _, secret := range r.secrets() {
		text = strings.ReplaceAll(text, secret, hiddenValue)
	}
	return text
}

type failure struct {
	text string
	err  error
}

func (f *failure) Error() string { return f.text }

// Unwrap keeps errors.Is and errors.As at work for what the cause is; whoever
// prints the inner error prints it without the address.
func (f *failure) Unwrap() error { return f.err }

func (r Request) secrets() []string {
	found := slices.Clone(r.Secrets)
	if auth := r.Header.Get("Authorization"); auth != "" {
		_, token, _ := strings.Cut(auth, " ")
		found = append(found, auth, token)
	}
	if u, err := url.Parse(r.URL); err == nil {
		if password, ok := u.User.Password(); ok {
			found = append(found, password, url.QueryEscape(password))
		}
		for name, values := range u.Query() {
			for _, value := range values {
				if isSecret(name) {
					found = append(found, value, url.QueryEscape(value))
				}
			}
		}
	}
	// A value of a letter or two would tear every message to pieces, and is
	// no secret.
	return slices.DeleteFunc(found, func(secret string) bool { return len(secret) < 4 })
}
