package newest

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
)

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
