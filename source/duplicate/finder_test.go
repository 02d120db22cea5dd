package duplicate_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/duplicate"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

const (
	short = "The Acme kettle is a joy to use"
	long  = "Yesterday the Acme company said in a letter to its customers that the lid of the large kettle may come off " +
		"when water boils, and that whoever owns one should bring it back to the shop"
	headline = "Acme recalls its large kettle after complaints"
)

// post makes the nth post of a test from parts: title|text|address.
func post(n int, parts string) source.Post {
	fields := append(strings.Split(parts, "|"), "", "")
	return source.Post{ID: fmt.Sprint(n), Title: fields[0], Text: fields[1], URL: fields[2], Time: noon}
}

// Each case is two posts of two sources and what the second one is.
func TestTiers(t *testing.T) {
	for name, tc := range map[string]struct {
		first, second string
		want          duplicate.Tier
	}{
		"same address":                       {"A|one|https://x.example/a", "B|two|http://www.x.example/a/?utm_source=b#top", duplicate.SameAddress},
		"another comment on a page":          {"|one|https://x.example/a#comment-1", "|two|https://x.example/a#comment-2", duplicate.New},
		"a site's own address":               {"|one|https://x.example/", "|two|https://x.example", duplicate.New},
		"same words":                         {"|" + short, "|" + short, duplicate.SameWords},
		"case, punctuation, accents, links":  {"|" + short, "|THE ácme kettle... is a joy—to use! https://t.co/x", duplicate.SameWords},
		"a repeated post":                    {"|" + short, "|RT @somebody: " + short, duplicate.SameWords},
		"five words are too few":             {"|I love my Acme kettle", "|I love my Acme kettle", duplicate.New},
		"other words":                        {"|" + short, "|The Acme kettle is a joy to hold", duplicate.New},
		"title and text, or all in the text": {headline + "|" + short, "|" + headline + " " + short, duplicate.SameWords},
		"title repeated in the text":         {headline + "|" + headline + ". " + short, headline + "|" + short, duplicate.SameWords},
		"headline alone":                     {headline + "|" + long, headline + " - The Courier", duplicate.SameWords},
		"headline alone, the other way":      {headline + " – The Herald", headline + "|" + long, duplicate.SameWords},
		"headline with the paper as text":    {headline + "|" + long, headline + " - The Courier|" + headline + "  The Courier", duplicate.SameWords},
		"a headline of every day":            {"Daily thread: ask here what you like|" + short, "Daily thread: ask here what you like|" + long, duplicate.New},
		"text cut to another length":         {headline + "|" + long, headline + "|" + long[:60], duplicate.SameWords},
		"a word changed in a long text":      {"|" + long, "|" + strings.Replace(long, "letter", "mail", 1), duplicate.NearWords},
		"cut long text":                      {"|" + long, "|" + long[:160] + "…", duplicate.NearWords},
		"comment before":                     {"|" + long, "|Oh no, not again! " + long, duplicate.NearWords},
		"half of a long text":                {"|" + long, "|" + long[:80], duplicate.New},
		"another long text":                  {"|" + long, "|" + strings.Repeat("the kettle and the lid of my own shop ", 4), duplicate.New},
		"one word over and over":             {"|" + strings.Repeat("please ", 30), "|" + long, duplicate.New},
		"Persian in either spelling":         {"|قیمت کتری برقی در ۲۴ ساعت گذشته", "|قيمت كتری برقی در 24 ساعت گذشته", duplicate.SameWords},
		"no blanks between words":            {"|新しい薬缶はとても良い", "|新しい薬缶は、とても良い。", duplicate.SameWords},
		"nothing at all":                     {"", "", duplicate.New},
	} {
		t.Run(name, func(t *testing.T) {
			var finder duplicate.Finder
			first, second := post(1, tc.first), post(2, tc.second)
			assert.Equal(t, duplicate.New, finder.See("one", &first).Tier)
			seen := finder.See("other", &second)
			assert.Equal(t, tc.want, seen.Tier, seen.Tier)
			if tc.want == duplicate.New {
				assert.Equal(t, 1, seen.Count)
				return
			}
			assert.Equal(t, 2, seen.Count)
			assert.Equal(t, duplicate.Ref{Source: "one", ID: "1", URL: first.URL}, seen.First)
			assert.Len(t, seen.Origins, 2)
		})
	}
}

func TestAnIDThatIsUniqueInTheWorld(t *testing.T) {
	var finder duplicate.Finder
	for i, id := range []string{"at://did:plc:x/post/1", "tag:x.example,2026:1", "urn:uuid:1", "https://x.example/?p=1"} {
		assert.Equal(t, duplicate.New, finder.See("one", &source.Post{ID: id, Text: fmt.Sprint(i)}).Tier)
		assert.Equal(t, duplicate.SameID, finder.See("other", &source.Post{ID: id, Text: "in other words"}).Tier, id)
	}
	assert.Equal(t, duplicate.New, finder.See("one", &source.Post{ID: "17", Text: "mine"}).Tier)
	assert.Equal(t, duplicate.New, finder.See("other", &source.Post{ID: "17", Text: "yours"}).Tier, "a number means nothing elsewhere")
}

// Feeds are known that give the same address to all their items.
func TestASourceDoesNotRepeatItselfByAddress(t *testing.T) {
	var finder duplicate.Finder
	for i := range 5 {
		p := post(i, fmt.Sprintf("|post %d|https://x.example/forum", i))
		assert.Equal(t, duplicate.New, finder.See("one", &p).Tier)
	}
	p := post(9, "|another|https://x.example/forum")
	assert.Equal(t, duplicate.SameAddress, finder.See("other", &p).Tier)
}

func TestAPostThatComesAgainIsNotCountedTwice(t *testing.T) {
	var finder duplicate.Finder
	first, second := post(1, "|"+short), post(2, "|"+short)
	finder.See("x", &first)
	finder.See("x", &second)
	again := finder.See("x", &second)
	assert.True(t, again.Again)
	assert.Equal(t, duplicate.SameWords, again.Tier)
	assert.Equal(t, 2, again.Count)

	second.Text = long
	edited := finder.See("x", &second)
	assert.True(t, edited.Again)
	assert.Equal(t, 2, edited.Count)
	third := post(3, "|"+long)
	assert.Equal(t, "1", finder.See("x", &third).First.ID, "an edit is recognized in its new words")
	fourth := post(4, "|"+short)
	assert.Equal(t, 4, finder.See("x", &fourth).Count, "and in its old ones")

	gone := finder.See("x", &source.Post{ID: "2", Deleted: true})
	assert.True(t, gone.Again)
	assert.Equal(t, 4, gone.Count, "what was said was said")
	never := finder.See("x", &source.Post{ID: "99", Deleted: true})
	assert.False(t, never.Again)
	assert.Zero(t, never.Count)
}

func TestWordsAreComparedWithinTheWindow(t *testing.T) {
	finder := duplicate.Finder{Window: 10 * time.Hour}
	hear := func(n int, after time.Duration) duplicate.Tier {
		p := post(n, "|"+long)
		if p.Time = noon.Add(after); after < 0 {
			p.Time = time.Time{}
		}
		return finder.See("x", &p).Tier
	}
	assert.Equal(t, duplicate.New, hear(1, 0))
	assert.Equal(t, duplicate.SameWords, hear(2, 9*time.Hour))
	assert.Equal(t, duplicate.SameWords, hear(3, 18*time.Hour), "each appearance keeps a text alive")
	assert.Equal(t, duplicate.New, hear(4, 29*time.Hour))
	assert.Equal(t, duplicate.SameWords, hear(5, -1), "a post without a time is compared with all")
	assert.Equal(t, duplicate.New, hear(6, 72*time.Hour))
}

// Each text differs from the one before in a word: near to it, but soon far
// from the first.
func TestAGroupDoesNotDrift(t *testing.T) {
	var finder duplicate.Finder
	words := strings.Fields(long)
	first := map[string]bool{}
	for i := range words {
		words[i] = fmt.Sprint("other", i)
		p := post(i, "|"+strings.Join(words, " "))
		first[finder.See("x", &p).First.ID] = true
	}
	assert.Greater(t, len(first), 2)
}

func TestMemoryIsBounded(t *testing.T) {
	finder := duplicate.Finder{Limit: 100}
	for i := range 1000 {
		p := post(i, fmt.Sprintf("|%s number %d|https://x.example/%d", short, i, i))
		finder.See("x", &p)
	}
	assert.Equal(t, 100, finder.Len())
	old, known := post(5000, "|"+short+" number 5"), post(5001, "|"+short+" number 950")
	assert.Equal(t, duplicate.New, finder.See("x", &old).Tier, "the oldest is forgotten")
	assert.Equal(t, duplicate.SameWords, finder.See("x", &known).Tier)

	big := source.Post{ID: strings.Repeat("x", 1<<20), URL: "https://x.example/" + strings.Repeat("x", 1<<20), Text: strings.Repeat("word ", 1<<16)}
	assert.Less(t, len(finder.See("x", &big).First.ID), 4096)
}

func TestOriginsAreBounded(t *testing.T) {
	var finder duplicate.Finder
	var seen duplicate.Sighting
	for i := range 100 {
		p := post(i, "|"+short)
		seen = finder.See(fmt.Sprint("source ", i), &p)
	}
	assert.Equal(t, 100, seen.Count)
	assert.Len(t, seen.Origins, duplicate.MaxOrigins)
	assert.Equal(t, "source 0", seen.Origins[0].Source)
}

func TestTierNames(t *testing.T) {
	assert.Equal(t, "near words", duplicate.NearWords.String())
	assert.Equal(t, "unknown", duplicate.Tier(99).String())
}

func TestSimilarity(t *testing.T) {
	assert.Equal(t, 1.0, duplicate.Similarity(long, strings.ToUpper(long)))
	assert.Zero(t, duplicate.Similarity(long, ""))
	assert.Zero(t, duplicate.Similarity("one", "one"))
	assert.InDelta(t, 1.0/3, duplicate.Similarity("one two three", "one two four"), 1e-9)
}

// The estimate is within four standard errors of the share itself, at most a
// quarter.
func TestTheEstimateIsTrue(t *testing.T) {
	words := strings.Fields(long)
	for cut := range len(words) / 3 {
		var finder duplicate.Finder
		altered := strings.Join(words[cut:], " ")
		first, second := post(1, "|"+long), post(2, "|"+altered)
		finder.See("x", &first)
		if seen := finder.See("x", &second); seen.Tier == duplicate.NearWords {
			assert.InDelta(t, duplicate.Similarity(long, altered), seen.Similarity, 0.25)
		}
	}
}

func TestAPostTakesFewAllocations(t *testing.T) {
	finder := duplicate.Finder{Limit: 1000}
	posts := make([]source.Post, 3000)
	for i := range posts {
		posts[i] = post(i, fmt.Sprintf("|%d %s|https://x.example/%d", i, long, i*i))
		finder.See("x", &posts[i])
	}
	n := 0
	allocs := testing.AllocsPerRun(1000, func() {
		finder.See("x", &posts[n%3000])
		n++
	})
	assert.Less(t, allocs, 25.0)
}

func FuzzSee(f *testing.F) {
	f.Add("1", "RT @x: ", long, "https://x.example/a?b=c#d")
	f.Add("\xff", "a - b", "\xf0\x28", "http://[::1")
	f.Fuzz(func(t *testing.T, id, title, text, address string) {
		var finder duplicate.Finder
		p := source.Post{ID: id, Title: title, Text: text, URL: address}
		first := finder.See("x", &p)
		if first.Count != 1 || first.Repeat() {
			t.Fatalf("a first post is %v", first.Tier)
		}
		if again := finder.See("x", &p); !again.Again || again.Count != 1 {
			t.Fatal("the same post is counted twice")
		}
		saved, _ := finder.AppendBinary(nil)
		var restored duplicate.Finder
		if err := restored.UnmarshalBinary(saved); err != nil {
			t.Fatal(err)
		}
		if other, _ := restored.AppendBinary(nil); string(other) != string(saved) {
			t.Fatal("what was saved is not what is restored")
		}
		p.ID += "'"
		if finder.See("y", &p).Tier != restored.See("y", &p).Tier {
			t.Fatal("a restored finder judges otherwise")
		}
	})
}
