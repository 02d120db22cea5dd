package newest

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

// Argument is what the caller of a source gives it.
type Argument struct{ Name, Value string }

// Filled returns a *source.FieldError for each argument that is empty, joined.
func Filled(network string, arguments ...Argument) error {
	var errs []error
	for _, a := range arguments {
		if strings.TrimSpace(a.Value) == "" {
			errs = append(errs, &source.FieldError{Field: a.Name, Reason: "is empty"})
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return fmt.Errorf("%s: %w", network, errors.Join(errs...))
}

// Host returns the argument that a base address was made of, empty where the
// address has nothing behind its scheme.
func Host(name, base string) Argument {
	return Argument{name, strings.Trim(strings.TrimPrefix(base, "https:"), "/")}
}

// Require returns all that is missing: an argument, a *source.FieldError, or
// the credential, source.ErrUnauthorized. A transport of the caller's may add
// a credential of its own.
func Require(network string, config fetch.Config, argument, value string) error {
	var errs []error
	if value == "" {
		errs = append(errs, &source.FieldError{Field: argument, Reason: "is empty"})
	}
	if config.Token == "" && config.Transport == nil {
		errs = append(errs, fmt.Errorf("%w: there is no token", source.ErrUnauthorized))
	}
	if len(errs) == 0 {
		return nil
	}
	return fmt.Errorf("%s: %w", network, errors.Join(errs...))
}

// Bearer returns a header that shows the token.
func Bearer(config fetch.Config) http.Header {
	header := http.Header{}
	if config.Token != "" {
		header.Set("Authorization", "Bearer "+config.Token)
	}
	return header
}
