package fetch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/earshot-go/earshot/source"
)

// JSON asks and decodes the answer into the value that into points to. An
// answer of a bad status is the error of [Request.Check], one that is not JSON
// an error that says what it is instead.
func (c *Client) JSON(ctx context.Context, r Request, into any) (*Response, error) {
	header := http.Header{"Accept": {"application/json"}}
	for name, values := range r.Header {
		header[name] = values
	}
	r.Header = header
	resp, err := c.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := r.Check(resp); err != nil {
		return resp, err
	}
	return resp, r.Decode(resp, into)
}

// errPage is what stands at an address instead of data.
var errPage = fmt.Errorf("%w: the answer is a web page, not JSON", source.ErrRefused)

// Decode decodes an answer that was checked before.
func (r Request) Decode(resp *Response, into any) error {
	body := bytes.TrimSpace(resp.Body)
	if bytes.HasPrefix(body, []byte("<")) || strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		return r.failure(errPage)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return r.failure(err)
	}
	return nil
}
