package source

import "time"

// A Post is one public utterance: a status, a comment, an article, a review.
// Only ID is always set. All times are UTC.
//
// The JSON form is that of recordings and of the jsonl source.
type Post struct {
	// ID identifies the post within its source and stays the same when the
	// post is edited or deleted.
	ID string `json:"id"`
	// Version changes whenever the content does. Two posts with the same ID
	// and Version are the same.
	Version string `json:"version,omitzero"`

	URL    string `json:"url,omitzero"`
	Author Author `json:"author,omitzero"`
	Title  string `json:"title,omitzero"`
	// Text is plain text without markup, at most 64 KiB.
	Text string `json:"text,omitzero"`
	// Language is a BCP 47 tag as the source states it; empty is unknown.
	Language string `json:"language,omitzero"`
	// Country is an ISO 3166 code as the source states it; empty is unknown.
	Country string `json:"country,omitzero"`

	// Time is when the post was written.
	Time time.Time `json:"time,omitzero"`
	// TimeEstimated tells that the source gave no usable time, and Time is
	// when the post was first seen.
	TimeEstimated bool `json:"timeEstimated,omitzero"`
	// Edited is when the post was last changed; zero is never, or unknown.
	Edited time.Time `json:"edited,omitzero"`
	// Deleted tells that the post was withdrawn. Only ID need be set then.
	Deleted bool `json:"deleted,omitzero"`

	Kind   Kind   `json:"kind,omitzero"`
	Rating Rating `json:"rating,omitzero"`
	// Parent is the ID of the post that this one answers or repeats.
	Parent string `json:"parent,omitzero"`
	// Tags are hashtags or categories that the source states beside the text.
	Tags []string `json:"tags,omitempty"`

	Likes   Count `json:"likes,omitzero"`
	Shares  Count `json:"shares,omitzero"`
	Replies Count `json:"replies,omitzero"`
	Views   Count `json:"views,omitzero"`
}

// An Author is who wrote a post. Any field may be empty.
type Author struct {
	ID        string `json:"id,omitzero"`
	Name      string `json:"name,omitzero"`
	Handle    string `json:"handle,omitzero"`
	URL       string `json:"url,omitzero"`
	Followers Count  `json:"followers,omitzero"`
}

// Kind tells what sort of utterance a post is.
type Kind string

// The kinds of post. The zero Kind is a post whose kind the source does not
// tell.
const (
	KindPost   Kind = "post"
	KindReply  Kind = "reply"
	KindRepost Kind = "repost"
	KindReview Kind = "review"
)

// A Rating is the mark that a review gives, Value of at most Best. The zero
// Rating is none.
type Rating struct {
	Value float64 `json:"value"`
	Best  float64 `json:"best"`
}
