package source_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
)

func TestPostsConform(t *testing.T) {
	var posts []source.Post
	var ids []string
	publish := func(n int) (added []string) {
		for range n {
			id := fmt.Sprint(len(posts))
			posts = append(posts, source.Post{ID: id, Text: "Acme " + id})
			added = append(added, id)
		}
		return added
	}
	ids = publish(700)
	sourcetest.Run(t, sourcetest.Harness{
		New:     func() source.Source { return source.Posts("replay", posts) },
		Want:    ids,
		Publish: func() []string { return publish(30) },
		Edit: func() string {
			posts = append(posts, source.Post{ID: "5", Text: "edited"})
			return "5"
		},
		Delete: func() string {
			posts = append(posts, source.Post{ID: "6", Deleted: true})
			return "6"
		},
	})
}

func TestPostsSkipWhatBreaksTheContract(t *testing.T) {
	s := source.Posts("replay", []source.Post{{Text: "fine"}, {ID: "2", Text: "\xff"}, {Deleted: true}})
	var items []string
	var posts []source.Post
	for b, err := range s.Read(context.Background(), nil) {
		var skip *source.SkipError
		if err != nil {
			require.ErrorAs(t, err, &skip)
			items = append(items, skip.Item)
		}
		posts = append(posts, b.Posts...)
	}
	assert.Equal(t, []string{"post 2", "post 3"}, items)
	require.Len(t, posts, 1)
	assert.Len(t, posts[0].ID, 32)
	assert.Len(t, posts[0].Version, 16)
}
