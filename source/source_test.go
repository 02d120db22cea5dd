package source_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/source"
)

func TestUnknownIsNotZero(t *testing.T) {
	var unknown source.Count
	zero := source.Known(0)
	assert.NotEqual(t, unknown, zero)
	assert.Equal(t, "unknown", unknown.String())
	assert.Equal(t, "0", zero.String())
	assert.EqualValues(t, 7, unknown.Or(7))
	assert.EqualValues(t, 0, zero.Or(7))
	assert.Equal(t, unknown, source.Known(-1), "networks send -1 for what they do not show")
	_, known := unknown.Value()
	assert.False(t, known)
	n, known := source.Known(math.MaxInt64).Value()
	assert.True(t, known)
	assert.Equal(t, int64(math.MaxInt64), n)
}

func TestCountJSON(t *testing.T) {
	type holder struct {
		Likes source.Count `json:"likes"`
		Views source.Count `json:"views,omitzero"`
	}
	text, err := json.Marshal(holder{})
	require.NoError(t, err)
	assert.Equal(t, `{"likes":null}`, string(text))
	text, err = json.Marshal(holder{source.Known(0), source.Known(12)})
	require.NoError(t, err)
	assert.Equal(t, `{"likes":0,"views":12}`, string(text))

	got := holder{Likes: source.Known(5)}
	require.NoError(t, json.Unmarshal([]byte(`{"likes":null,"views":3}`), &got))
	assert.Equal(t, holder{Views: source.Known(3)}, got)
	for _, bad := range []string{`"3"`, `3.5`, `true`, `{}`, `1e30`} {
		assert.Error(t, json.Unmarshal([]byte(`{"likes":`+bad+`}`), &got), bad)
	}
}

func TestErrorsSayWhatHappened(t *testing.T) {
	cause := errors.New("status 429")
	until := time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("CET", 3600))
	for want, err := range map[string]error{
		"rate limited": &source.RateLimitError{},
		"rate limited at a.example until 2026-03-02T09:00:00Z: status 429": &source.RateLimitError{Until: until, Scope: "a.example", Err: cause},
		"skipped line 17: status 429":                                      &source.SkipError{Item: "line 17", Err: cause},
		"Text: is too odd":                                                 &source.FieldError{Field: "Text", Reason: "is too odd"},
	} {
		assert.EqualError(t, err, want)
	}
	assert.ErrorIs(t, &source.RateLimitError{Err: cause}, cause)
	assert.ErrorIs(t, &source.SkipError{Err: cause}, cause)
}

func TestCheckNamesEveryField(t *testing.T) {
	post := source.Post{
		Text: strings.Repeat("x", source.MaxText+1), Title: "\xff", URL: strings.Repeat("u", 5000),
		Author: source.Author{Name: "\xff"}, Tags: []string{"\xff"}, Time: time.Now(), Edited: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
		Kind: "poem", Rating: source.Rating{Value: math.NaN(), Best: 5},
	}
	if time.Local == time.UTC {
		post.Time = post.Time.In(time.FixedZone("CET", 3600))
	}
	err := post.Check()
	require.Error(t, err)
	for _, field := range []string{
		"ID: is empty", "Text: is 65537 bytes long, more than 65536", "Title: is not valid UTF-8", "URL: is 5000 bytes long",
		"Author.Name: is not valid UTF-8", "Tags: is not valid UTF-8", "Time: is not in UTC", "Edited: is in the year 10000",
		`Kind: "poem" is none of`, "Rating: is not a finite number",
	} {
		assert.ErrorContains(t, err, field)
	}
	var fieldError *source.FieldError
	assert.ErrorAs(t, err, &fieldError)
}

func TestCheckAcceptsWhatIsLeftOut(t *testing.T) {
	assert.NoError(t, (&source.Post{ID: "1"}).Check())
	assert.NoError(t, (&source.Post{ID: "1", Kind: source.KindReview, Rating: source.Rating{Value: 5, Best: 5}}).Check())
	assert.Error(t, (&source.Post{ID: "1", Rating: source.Rating{Value: 6, Best: 5}}).Check())
	assert.Error(t, (&source.Post{ID: "1", Rating: source.Rating{Value: -1, Best: 5}}).Check())
}

func TestFingerprintFollowsTheWords(t *testing.T) {
	post := source.Post{ID: "1", Title: "Acme", Text: "is down"}
	same := source.Post{ID: "2", Title: " Acme", Text: "is \n down", Likes: source.Known(4), Time: time.Now()}
	assert.Equal(t, post.Fingerprint(), same.Fingerprint())
	for _, other := range []source.Post{
		{Title: "Acme is", Text: "down"}, {Title: "Acme", Text: "is up"}, {Title: "acme", Text: "is down"},
		{Title: "Acme", Text: "is down", Rating: source.Rating{Value: 1, Best: 5}},
	} {
		assert.NotEqual(t, post.Fingerprint(), other.Fingerprint(), "%+v", other)
	}
}

func TestIdentifyTellsPostsApart(t *testing.T) {
	post := source.Post{Text: "x", Author: source.Author{Handle: "ann"}, Time: time.Unix(5, 0)}
	moved := post
	moved.Time = post.Time.UTC()
	assert.Equal(t, post.Identify(), moved.Identify())
	moved.Author.Handle = "bob"
	assert.NotEqual(t, post.Identify(), moved.Identify())
}

func FuzzPostJSON(f *testing.F) {
	f.Add(`{"id":"1","likes":3,"time":"2026-03-02T09:00:00Z"}`)
	f.Add(`{"rating":{"value":1e999}}`)
	f.Fuzz(func(t *testing.T, text string) {
		var post source.Post
		if json.Unmarshal([]byte(text), &post) != nil || post.Check() != nil {
			return
		}
		again, err := json.Marshal(post)
		if err != nil {
			t.Fatalf("a post that passes the check cannot be written: %v", err)
		}
		var back source.Post
		if err := json.Unmarshal(again, &back); err != nil || back.Fingerprint() != post.Fingerprint() {
			t.Fatalf("%s was read back as %+v, %v", again, back, err)
		}
	})
}

// Versions are in stores: they may never become others.
func TestFingerprintsStayTheSame(t *testing.T) {
	long := strings.Repeat("wörd  and\n", 500) + strings.Repeat("x", 3000)
	for want, p := range map[string]source.Post{
		"b3e100a1b8e6d1a2": {},
		"abef27869023c1d4": {Title: "A title", Text: "some  text", Rating: source.Rating{Value: 3.5, Best: 5}},
		"93fae3c0bf1085de": {Text: long},
	} {
		assert.Equal(t, want, p.Fingerprint())
	}
	p := source.Post{Text: long}
	assert.Less(t, testing.AllocsPerRun(100, func() { p.Fingerprint() }), 10.0)
}
