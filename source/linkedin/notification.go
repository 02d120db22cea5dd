package linkedin

import (
	"cmp"
	"strings"
	"time"

	"github.com/earshot-go/earshot/internal/plaintext"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/internal/newest"
)

// notification is what somebody has done, and what came of it: a comment or a
// share.
type notification struct {
	Action    string `json:"action"`
	Source    string `json:"sourcePost"`
	Generated string `json:"generatedActivity"`
	Modified  int64  `json:"lastModifiedAt"` // in milliseconds
	Decorated struct {
		Comment utterance `json:"comment"`
		Share   utterance `json:"share"`
	} `json:"decoratedGeneratedActivity"`
}

type utterance struct {
	Owner string `json:"owner"`
	Text  string `json:"text"`
}

func (n notification) post(received time.Time) source.Post {
	said := n.Decorated.Comment
	if said == (utterance{}) {
		said = n.Decorated.Share
	}
	p := source.Post{
		ID: cmp.Or(n.Generated, n.Source), Kind: source.KindPost,
		Text:   plaintext.Clean(said.Text, source.MaxText),
		Author: source.Author{ID: said.Owner},
		Time:   milliseconds(n.Modified),
	}
	p.URL = address(p.ID)
	switch n.Action {
	case "COMMENT", "ADMIN_COMMENT":
		p.Kind, p.Parent = source.KindReply, n.Source
	case "COMMENT_EDIT":
		p.Kind, p.Parent = source.KindReply, n.Source
		p.Edited, p.TimeEstimated = p.Time, true
	case "COMMENT_DELETE":
		p = source.Post{ID: p.ID, Time: p.Time, Deleted: true, Version: "deleted"}
	case "SHARE":
		p.Kind, p.Parent = source.KindRepost, n.Source
	}
	newest.Settle(&p, received)
	return p
}

// address returns where a post stands. A comment's URN holds that of what it
// stands under: urn:li:comment:(urn:li:activity:1,2).
func address(urn string) string {
	if inner, ok := strings.CutPrefix(urn, "urn:li:comment:("); ok {
		urn, _, _ = strings.Cut(inner, ",")
	}
	if !strings.HasPrefix(urn, "urn:li:") {
		return ""
	}
	return "https://www.linkedin.com/feed/update/" + urn
}

// milliseconds reads a time since 1970; zero where it cannot be one.
func milliseconds(n int64) time.Time {
	if n <= 0 || n > 1e14 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}
