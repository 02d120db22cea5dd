// Package gdelt listens to the news of the world through GDELT, which watches
// papers and broadcasters in 65 languages and needs no credential.
//
//	news := gdelt.Search(`"acme kettle"`)
//
// # What it sees
//
// Title, address, publisher, language and the time at which an article was
// seen, up to 250 new ones between two reads. A read without a cursor begins
// with the newest 250 of the last three months.
//
// # What it cannot see
//
// The text of articles, their authors and edits.
//
// # Limits
//
// One request in five seconds from one address, and often less: GDELT then
// answers with words in place of JSON, which is taken as a rate limit.
package gdelt

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/fetch"
	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
	"github.com/earshot-go/earshot/source/web"
)

const (
	server  = "https://api.gdeltproject.org"
	perPage = 250
	// overlap is how late an article may be listed.
	overlap = 2 * time.Hour
	stamp   = "20060102T150405Z"
	// apart is how long two requests must be apart, of all searches together.
	apart = 5 * time.Second
	// pause is how long to wait after a request that came too soon.
	pause = time.Minute
)

// A Source reads what a search finds. It is safe for concurrent use.
type Source struct {
	query  string
	config fetch.Config
}

// Search returns a source of the articles that GDELT finds. The query has
// GDELT's own form, such as `"acme kettle" sourcelang:dutch`.
func Search(query string, opts ...web.Option) *Source {
	config := web.Configure(opts)
	if config.Base == "" {
		config.Base = server
	}
	config.Apart = apart
	return &Source{query, config}
}

// Name returns "gdelt:" and the query.
func (s *Source) Name() string { return "gdelt:" + s.query }

// Scope returns the host whose pauses count for this source.
func (s *Source) Scope() string { return fetch.Scope(s.config.Base) }

// Check returns an error where the query is empty.
func (s *Source) Check() error {
	return newest.Filled("gdelt", newest.Argument{Name: "query", Value: s.query})
}

// Read yields what came after from, the oldest first, in one pass of a single
// request.
func (s *Source) Read(ctx context.Context, from source.Cursor) iter.Seq2[source.Batch, error] {
	list := newest.List{
		Name: "gdelt", Kind: "gdelt/1", Overlap: overlap, Pages: 1, Config: s.config, Ask: s.ask,
	}
	return list.Read(ctx, from)
}

func (s *Source) ask(ctx context.Context, client *fetch.Client, since time.Time, _ string) (page newest.Page, err error) {
	query := url.Values{
		"query": {s.query}, "mode": {"artlist"}, "format": {"json"}, "sort": {"datedesc"}, "maxrecords": {strconv.Itoa(perPage)},
	}
	if !since.IsZero() {
		query.Set("startdatetime", since.UTC().Format("20060102150405"))
		query.Set("enddatetime", client.Now().Format("20060102150405"))
	}
	request := fetch.Request{URL: strings.TrimSuffix(s.config.Base, "/") + "/api/v2/doc/doc?" + query.Encode()}
	resp, err := client.Do(ctx, request)
	if err != nil {
		return page, err
	}
	if err := request.Check(resp); err != nil {
		return page, err
	}
	if body := bytes.TrimSpace(resp.Body); bytes.HasPrefix(body, []byte("Please limit")) {
		return page, &source.RateLimitError{Until: resp.Received.Add(pause), Scope: s.Scope(), Err: errors.New(plaintext.Line(string(body), 200))}
	}
	var found struct {
		Articles *[]article `json:"articles"`
	}
	if err := request.Decode(resp, &found); err != nil {
		return page, err
	}
	// An empty object is what GDELT answers when it finds nothing.
	if found.Articles == nil && string(bytes.TrimSpace(resp.Body)) != "{}" {
		return page, fmt.Errorf("%s: the answer has no list of articles", fetch.Hide(request.URL))
	}
	if found.Articles == nil {
		return page, nil
	}
	for _, a := range *found.Articles {
		page.Posts = append(page.Posts, a.post(resp.Received))
	}
	if len(page.Posts) >= perPage {
		page.Older = "more" // is there, and would have to wait
	}
	return page, nil
}

// article is one, known by its address.
type article struct {
	URL      string `json:"url"`
	Title    string `json:"title"`
	Seen     string `json:"seendate"`
	Domain   string `json:"domain"`
	Language string `json:"language"`
}

func (a article) post(received time.Time) source.Post {
	sum := sha256.Sum256([]byte(a.URL))
	seen, err := time.Parse(stamp, a.Seen)
	p := source.Post{
		ID: hex.EncodeToString(sum[:16]), URL: plaintext.Line(a.URL, 4<<10), Kind: source.KindPost,
		Title:    plaintext.HTMLLine(a.Title, 1<<10),
		Author:   source.Author{ID: a.Domain, Name: a.Domain},
		Language: languages[strings.ToLower(a.Language)],
	}
	if err == nil {
		// The article is some minutes older than that.
		p.Time, p.TimeEstimated = seen.UTC(), true
	}
	newest.Settle(&p, received)
	return p
}

// languages are the tags of the languages that GDELT names in English.
var languages = map[string]string{
	"arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi", "french": "fr",
	"german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja",
	"korean": "ko", "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru",
	"spanish": "es", "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}
