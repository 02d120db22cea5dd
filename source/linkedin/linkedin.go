// Package linkedin listens to what people say to your own organization at
// LinkedIn: comments on its posts, posts that share them and posts that mention
// it.
//
//	said := linkedin.Organization("12345", web.Token(os.Getenv("LINKEDIN_TOKEN")))
//
// # What it needs
//
// The number of an organization, and the token of one of its administrators
// with the scope rw_organization_admin, which LinkedIn grants to programs of
// its Community Management API after a review. A token lasts 60 days.
//
// # What it sees
//
// What LinkedIn notifies of within 60 days: comments, their edits and
// deletions, shares and mentions, with their text and who wrote them, as a URN.
// A read without a cursor begins with the newest 100.
//
// # What it cannot see
//
// Posts that do not mention the organization: LinkedIn has no search. Names,
// headlines and followers of people, languages, numbers of reactions, and posts
// for connections only. The time is that of the notification.
//
// # Limits
//
// A read takes a request for each 100 new notifications, at most 20. LinkedIn
// counts them by the day, and says in its portal how many there are. It keeps
// a version of its API for a year: [Version] replaces the one asked for.
package linkedin

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

const (
	server  = "https://api.linkedin.com"
	version = "202607"
	perPage = 100
	pages   = 20
	overlap = time.Hour
	actions = "List(COMMENT,COMMENT_EDIT,COMMENT_DELETE,ADMIN_COMMENT,SHARE,SHARE_MENTION)"
)

// A Source reads the notifications of one organization. It is safe for
// concurrent use.
type Source struct {
	organization string
	version      string
	config       fetch.Config
}

// Organization returns a source of what is said to an organization, known by
// its number.
func Organization(id string, opts ...web.Option) *Source {
	config := web.Configure(opts)
	config.Base = cmp.Or(strings.TrimSuffix(config.Base, "/"), server)
	return &Source{strings.TrimPrefix(id, "urn:li:organization:"), version, config}
}

// Version returns the same source asking another version of the API, such as
// "202701".
func (s *Source) Version(yearMonth string) *Source {
	other := *s
	other.version = yearMonth
	return &other
}

// Name returns "linkedin:" and the number of the organization.
func (s *Source) Name() string { return "linkedin:" + s.organization }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the number or the token is missing.
func (s *Source) Check() error {
	return newest.Require("linkedin", s.config, "organization", s.organization)
}

// Read yields what came after from, the oldest first, in one pass.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "linkedin", Kind: "linkedin/1", Overlap: overlap, Pages: pages, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, _ time.Time, older string) (page newest.Page, err error) {
	start, _ := strconv.Atoi(older)
	request := fetch.Request{
		// Written out, as LinkedIn wants the parentheses as they are.
		URL: s.config.Base + "/rest/organizationalEntityNotifications?q=criteria&actions=" + actions +
			"&organizationalEntity=" + url.QueryEscape("urn:li:organization:"+s.organization) +
			"&count=" + strconv.Itoa(perPage) + "&start=" + strconv.Itoa(start),
		Header: newest.Bearer(s.config),
	}
	request.Header.Set("Linkedin-Version", s.version)
	request.Header.Set("X-Restli-Protocol-Version", "2.0.0")
	var found struct {
		Elements []notification `json:"elements"`
	}
	resp, err := client.JSON(ctx, request, &found)
	if err != nil {
		return page, err
	}
	if found.Elements == nil {
		return page, fmt.Errorf("%s: the answer has no list of notifications", fetch.Hide(request.URL))
	}
	for _, n := range found.Elements {
		page.Posts = append(page.Posts, n.post(resp.Received))
	}
	if len(found.Elements) >= perPage {
		page.Older = strconv.Itoa(start + perPage)
	}
	return page, nil
}
