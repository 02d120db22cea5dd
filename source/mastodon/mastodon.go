// Package mastodon listens to servers that speak the Mastodon API: Mastodon,
// GoToSocial, Pleroma and others.
//
//	posts := mastodon.Tag("mastodon.social", "coffee", web.Token(os.Getenv("MASTODON_TOKEN")))
//
// # Timelines
//
// [Tag], [Public] and [Account] read a timeline by polling. They page forward
// from what was read, so that nothing in the middle is left out, and read the
// last quarter of an hour again: posts of other servers arrive late, edits show
// only where a post is read anew, and one that is listed no longer is looked up
// and told as deleted where it is gone. Without a cursor they begin with the
// newest 40 posts. [Search] asks the server's full-text search, which not all
// have.
//
// [Source.Stream] reads the same timelines as they grow. A stream catches up by
// polling first, and is told of edits and deletions. Where a server sends no post
// for five minutes the timeline is asked: some open such streams and keep silent.
//
// # What it needs
//
// Most servers want a token, also for public timelines: any account can make
// one under "Development", with the scope "read". A server allows 300 requests
// in five minutes.
//
// # What it cannot see
//
// What the server has not heard of: a server knows the posts of those whom its
// people follow, so that a large one hears more. Posts that are not public are
// left out although the token's owner may see them. Views are not counted.
package mastodon

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

// A Source reads one timeline. It is safe for concurrent use.
type Source struct {
	name   string
	path   string     // of the timeline
	query  url.Values // beside paging
	stream url.Values // parameters of the stream; nil where there is none
	acct   string     // whose timeline it is, until the id is known
	live   bool
	wrong  error // what Check returns
	config fetch.Config
}

func timeline(server, what string, opts []web.Option, arguments ...newest.Argument) *Source {
	config := web.Configure(opts)
	if config.Base == "" {
		config.Base = "https://" + strings.TrimSuffix(strings.TrimPrefix(server, "https://"), "/")
	}
	config.Base = strings.TrimSuffix(config.Base, "/")
	config.Socket = true // HTTP/1.1 for stream and timeline alike
	wrong := newest.Filled("mastodon", append(arguments, newest.Host("server", config.Base))...)
	return &Source{name: "mastodon:" + fetch.Scope(config.Base) + "/" + what, wrong: wrong, config: config}
}

// Tag returns a source of the posts with a hashtag, given without its "#".
func Tag(server, tag string, opts ...web.Option) *Source {
	tag = strings.TrimPrefix(tag, "#")
	s := timeline(server, "tag/"+tag, opts, newest.Argument{Name: "tag", Value: tag})
	s.path, s.stream = "/api/v1/timelines/tag/"+url.PathEscape(tag), url.Values{"stream": {"hashtag"}, "tag": {tag}}
	return s
}

// Public returns a source of all public posts that the server hears of.
func Public(server string, opts ...web.Option) *Source {
	s := timeline(server, "public", opts)
	s.path, s.stream = "/api/v1/timelines/public", url.Values{"stream": {"public"}}
	return s
}

// Local returns a source of the public posts of the server's own people.
func Local(server string, opts ...web.Option) *Source {
	s := timeline(server, "local", opts)
	s.path, s.query, s.stream = "/api/v1/timelines/public", url.Values{"local": {"true"}}, url.Values{"stream": {"public:local"}}
	return s
}

// Account returns a source of what an account posts, answers and boosts. The
// account is written "name" or "name@server".
func Account(server, account string, opts ...web.Option) *Source {
	account = strings.TrimPrefix(account, "@")
	s := timeline(server, "account/"+account, opts, newest.Argument{Name: "account", Value: account})
	s.acct = account
	return s
}

// Stream returns a source of the same timeline that does not poll but streams:
// Read catches up and then runs until the connection breaks. For an account
// there is no stream; it is polled.
func (s *Source) Stream() *Source {
	live := *s
	live.live = s.stream != nil
	return &live
}

// Name returns "mastodon:", the server and the timeline.
func (s *Source) Name() string { return s.name }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the server, the hashtag or the account is empty.
func (s *Source) Check() error { return s.wrong }

// Read yields what came after from, the oldest first.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		client := fetch.New(s.config)
		defer client.Close()
		p := pass{source: s, client: client, yield: yield}
		if err := p.run(ctx, from); err != nil && !p.left {
			yield(source.Batch{}, fmt.Errorf("mastodon: %w", err))
		}
	}
}

// request asks a path of the server, as the owner of the token.
func (s *Source) request(path string, query url.Values) fetch.Request {
	r := fetch.Request{URL: s.config.Base + path, Header: http.Header{}}
	if len(query) > 0 {
		r.URL += "?" + query.Encode()
	}
	if s.config.Token != "" {
		r.Header.Set("Authorization", "Bearer "+s.config.Token)
	}
	return r
}
