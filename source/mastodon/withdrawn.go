package mastodon

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/earshot-go/earshot/source"
)

const (
	// maxLookups bounds how many posts are asked after in one pass; the next
	// goes on.
	maxLookups = 8
	// maxFound is how often a post may be found all the same: a server may
	// take it out of its lists before it is gone.
	maxFound = 3
)

// vanished returns the posts of the overlap that were not listed, though the
// timeline was read from an id before them to its end.
func (p *pass) vanished(begin string, listed map[string]bool) (ids []string) {
	if begin == "" {
		return nil
	}
	for _, m := range p.Recent {
		if !listed[m.ID] && compareIDs(m.ID, begin) > 0 {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// withdrawn asks after posts and tells of those that are gone. That they are
// not listed proves nothing: whoever edits a hashtag away takes a post out of
// its timeline.
func (p *pass) withdrawn(ctx context.Context, ids []string) error {
	counted := false
	for _, id := range ids[:min(len(ids), maxLookups)] {
		request := p.source.request("/api/v1/statuses/"+url.PathEscape(id), nil)
		resp, err := p.client.Do(ctx, request)
		if err != nil {
			return err
		}
		if resp.Status != http.StatusNotFound && resp.Status != http.StatusGone {
			if err := request.Check(resp); err != nil {
				return err
			}
			p.found(id)
			counted = true
			continue
		}
		if err := p.withdraw(id); err != nil || p.left {
			return err
		}
	}
	if counted {
		return p.emit(source.Batch{})
	}
	return nil
}

// withdraw tells that a post is gone.
func (p *pass) withdraw(id string) error {
	deleted := source.Post{ID: id, Deleted: true, Time: p.client.Now()}
	if deleted.Check() != nil {
		return nil
	}
	p.forget(id)
	return p.emit(source.Batch{Posts: []source.Post{deleted}})
}

// found counts that a post is there though it is not listed.
func (p *place) found(id string) {
	for i := range p.Recent {
		if m := &p.Recent[i]; m.ID == id {
			m.Found++
		}
	}
	p.Recent = slices.DeleteFunc(p.Recent, func(m mark) bool { return m.Found >= maxFound })
}

// forget takes a post out of the overlap. It is all the same still covered: the
// anchor stays before it.
func (p *place) forget(id string) {
	p.Recent = slices.DeleteFunc(p.Recent, func(m mark) bool { return m.ID == id })
}
