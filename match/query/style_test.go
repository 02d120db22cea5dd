package query

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func text(s string) Document { return Document{Text: s} }

// styles are queries of our own in the way that the manuals of listening tools
// write them, each with a document that answers and one that does not.
var styles = []struct {
	tool    string
	query   string
	yes, no Document
}{
	// Brandwatch
	{"Brandwatch", `links:acme.example`, text("read https://www.acme.example/blog"), text("acme.example without its link: https://notacme.example")},
	{"Brandwatch", `links:"https://acme.example/news"`, text("(http://acme.example/news/2026?id=1)"), text("https://acme.example/newsletter")},
	{"Brandwatch", `kettle AND links:(shop.example OR acme.example)`, text("My kettle: https://nl.shop.example/k."), text("My kettle: https://other.example")},
	{"Brandwatch", `kettle NOT links:acme.example`, text("kettle https://other.example"), text("kettle www.acme.example")},
	{"Brandwatch", `kettle -links:*`, text("a kettle, http: no link"), text("a kettle https://x.example")},
	{"Brandwatch", `hashtags:acme`, text("go #Acme!"), text("go acme, #acmefan")},
	{"Brandwatch", `hashtags:(acme OR kettlegate) AND NOT hashtags:ad`, text("oh no #KettleGate"), text("#acme #ad")},
	{"Brandwatch", `at_mentions:acmehelp`, text("hey @AcmeHelp, it leaks"), text("acmehelp, it leaks; mail me@acmehelp.example")},
	{"Brandwatch", `at_mentions:acme -at_mentions:bolt`, text("@acme is late"), text("@acme or @bolt?")},
	{"Brandwatch", `(acme OR "acme home") NEAR/4 (kettle* OR boil*)`, text("two kettles of Acme"), text("acme is a word in some book about kettles")},
	{"Brandwatch", `raw:ACME AND NOT raw:"ACME Corner"`, text("ACME it is"), text("ACME Corner")},
	{"Brandwatch", `engagementType:RETWEET`, Document{Text: "x", Kind: "repost"}, Document{Text: "x", Kind: "post"}},
	{"Brandwatch", `acme AND NOT engagementType:(REPLY OR RETWEET)`, Document{Text: "acme", Kind: "post"}, Document{Text: "acme", Kind: "reply"}},
	{"Brandwatch", `title:("acme recall" OR (acme NEAR/3 recall*))`, Document{Title: "Acme to recall kettles"}, text("Acme to recall kettles")},
	{"Brandwatch", `authorFollowers:[1000 TO 50000] AND acme`, Document{Text: "acme", Followers: Known(1500)}, Document{Text: "acme", Followers: Known(15)}},
	{"Brandwatch", `hashtags:苹果 OR hashtags:new_year`, text("#苹果手机 #苹果"), text("苹果 new_year")},
	// Talkwalker
	{"Talkwalker", `acme AND (bad | worse)`, text("acme is worse"), text("acme is good")},
	{"Talkwalker", `(kettle | "water boiler") && !toaster`, text("a kettle"), text("kettle, toaster")},
	{"Talkwalker", `acme !jobs`, text("acme"), text("acme jobs")},
	{"Talkwalker", `acme AND !(jobs OR "we are hiring")`, text("acme kettle"), text("Acme: we are hiring")},
	{"Talkwalker", `acme && !"acme corner"`, text("acme street"), text("Acme Corner")},
	{"Talkwalker", `kettle || toaster`, text("a toaster"), text("an oven")},
	{"Talkwalker", `sourcetype:SOCIALMEDIA_MASTODON AND acme`, Document{Text: "acme", Source: "mastodon:example.social/public"}, Document{Text: "acme", Source: "reddit"}},
	{"Talkwalker", `sourcetype:REVIEW`, Document{Text: "fine", Kind: "review"}, Document{Text: "fine", Kind: "post"}},
	{"Talkwalker", `-sourcetype:(feed OR reddit) acme`, Document{Text: "acme", Source: "bluesky"}, Document{Text: "acme", Source: "feed:https://x.example"}},
	{"Talkwalker", `"acme kettle"~3 AND lang:nl`, Document{Text: "de kettle van acme", Language: "nl"}, Document{Text: "de kettle van acme", Language: "de"}},
	{"Talkwalker", `carsharing~ AND roam~1`, text("car-sharing and raom"), text("car and sharing, roaming")},
	{"Talkwalker", `author:(anna OR ben) -site:jobs.example`, Document{Text: "x", Handle: "anna", URL: "https://a.example"}, Document{Text: "x", Handle: "anna", URL: "https://www.jobs.example/1"}},
	// Meltwater
	{"Meltwater", `intitle:recall`, Document{Title: "A recall"}, text("A recall")},
	{"Meltwater", `intitle:(acme NEAR recall) NOT intitle:rumor`, Document{Title: "Recall at Acme"}, Document{Title: "Recall at Acme a rumor"}},
	{"Meltwater", `inurl:kettle`, Document{URL: "https://shop.example/en/kettle-2l?x=1"}, Document{URL: "https://shop.example/kettledrum"}},
	{"Meltwater", `acme NOT inurl:(jobs OR careers)`, Document{Text: "acme", URL: "https://acme.example/news"}, Document{Text: "acme", URL: "https://acme.example/careers/7"}},
	{"Meltwater", `inurl:"shop.example/en"`, Document{URL: "https://www.shop.example/en/x"}, Document{URL: "https://www.shop.example/england"}},
	{"Meltwater", `inurl:kett*`, Document{URL: "https://shop.example/kettles"}, Document{URL: "https://shop.example/toasters"}},
	{"Meltwater", `(acme or "acme inc") and (lawsuit* or sue* or court) not (basketball or tennis)`, text("Acme sued"), text("Acme in court, tennis court")},
	{"Meltwater", `acme NEAR/5 (ceo OR "chief executive")`, text("the chief executive of Acme"), text("acme and then one two three four five six the ceo")},
	{"Meltwater", `country:(NL OR BE) AND acme`, Document{Text: "acme", Country: "be"}, Document{Text: "acme", Country: "FR"}},
	// Sprinklr
	{"Sprinklr", `exactMessage:"Acme+ TV"`, text("I got Acme+ TV"), text("I got acme TV")},
	{"Sprinklr", `exactMessage:("US" OR "U.S.") AND acme`, text("acme in the U.S. now"), text("acme for us")},
	{"Sprinklr", `message:acme NOT exactMessage:ACME`, text("Acme"), text("ACME acme")},
	{"Sprinklr", `mention:acme OR hashtag:acme`, text("@Acme"), text("acme")},
	{"Sprinklr", `[(acme) AND ("battery" ONEAR/3 "dead")] NOT (hashtag:giveaway)`, text("acme battery is dead"), text("acme battery is dead #giveaway")},
	{"Sprinklr", `hashtag: ("acme" OR "#kettle*")`, text("#kettles"), text("kettles")},
	// Syften
	{"Syften", `title:acme -site:acme.example`, Document{Title: "Acme", URL: "https://x.example"}, Document{Title: "Acme", URL: "https://blog.acme.example"}},
	{"Syften", `acme type:review lang:en`, Document{Text: "acme", Kind: "review", Language: "en-US"}, Document{Text: "acme", Kind: "post", Language: "en"}},
	{"Syften", `"acme kettle" NOT author:acmehelp`, Document{Text: "acme kettle", Handle: "anna"}, Document{Text: "acme kettle", Handle: "@acmehelp"}},
	{"Syften", `*kettle AND site:forum.example`, Document{Text: "a teakettle", URL: "https://forum.example/t/1"}, Document{Text: "a teakettle", URL: "https://example/t/1"}},
}

func TestQueriesInTheStyleOfTheManuals(t *testing.T) {
	require.GreaterOrEqual(t, len(styles), 40)
	for _, s := range styles {
		t.Run(s.tool+" "+s.query, func(t *testing.T) {
			q, err := Compile(s.query)
			require.NoError(t, err)
			assert.Equal(t, True, q.Truth(&s.yes), "%s\n%s", q, q.Explain(&s.yes))
			assert.NotEqual(t, True, q.Truth(&s.no), q)
			assert.NotEmpty(t, q.Explain(&s.no).Why)
			sameQuery(t, q)
			q.Lint()
		})
	}
}

// What another tool's field is read as, the canonical form shows.
func TestAliasesAreWrittenOut(t *testing.T) {
	for expression, want := range map[string]string{
		`hashtags:Acme`:                             `#Acme`,
		`hashtag:"#acme"`:                           `#acme`,
		`-at_mentions:(a OR b)`:                     `NOT (@a OR @b)`,
		`exactMessage:"A! b"`:                       `text:raw:"A! b"`,
		`intitle:acme`:                              `title:acme`,
		`sourcetype:SOCIALMEDIA_BLUESKY`:            `source:bluesky`,
		`sourcetype:reviews`:                        `kind:review`,
		`sourcetype:hackernews`:                     `source:hackernews`,
		`engagementType:(COMMENT OR retweet)`:       `kind:reply OR kind:repost`,
		`engagementType:*`:                          `kind:*`,
		`a (b | c) && !d`:                           `a AND (b OR c) AND NOT d`,
		`links:"https://www.acme.example/" inurl:b`: `links:acme.example/ AND inurl:b`,
		`links:a.example links:b.example`:           `links:a.example AND links:b.example`,
	} {
		q, err := Compile(expression)
		require.NoError(t, err, expression)
		assert.Equal(t, want, q.String(), expression)
	}
}

func TestLintKnowsTheFieldsOfOthers(t *testing.T) {
	for expression, want := range map[string]string{
		`acme (bad|worse)`:                    "between blanks",
		`acme !jobs`:                          "exact case",
		`hashtags:acme -hashtags:acme`:        "excludes",
		`sourcetype:reddit AND source:feed`:   "cannot both hold",
		`links:a.example -links:a.example`:    "excludes",
		`source:mastodon source:"mastodon:x"`: "leave it out",
	} {
		q, err := Compile(expression)
		require.NoError(t, err, expression)
		var all []string
		for _, f := range q.Lint() {
			all = append(all, f.Why)
		}
		assert.Contains(t, strings.Join(all, "\n"), want, expression)
	}
	for _, fine := range []string{`links:a.example AND links:b.example`, `inurl:a AND inurl:b`, `acme AND (bad | worse)`, `acme -jobs`} {
		q, err := Compile(fine)
		require.NoError(t, err, fine)
		assert.Empty(t, q.Lint(), fine)
	}
}

func TestExplainNamesTheLinkThatIsMissing(t *testing.T) {
	q, err := Compile(`acme links:acme.example`)
	require.NoError(t, err)
	d := text("acme https://other.example")
	e := q.Explain(&d)
	assert.Equal(t, "links:acme.example", e.Clause)
	assert.Equal(t, "no address in title or text is that one", e.Why)
}

func TestLinksAndAddressesDoNotAllocate(t *testing.T) {
	if raceDetector {
		t.Skip("what is counted under the race detector says nothing")
	}
	d := Document{Text: "see https://other.example/some/long/path/that/goes/on and www.x.example", URL: "https://forum.example/some/long/path/to/a/topic"}
	for _, expression := range []string{`links:a.example/b OR inurl:shop`, `links:*nowhere* OR inurl:*nowhere*`, `links:x.example inurl:topic`} {
		q := compiled(t, expression)
		q.Match(&d)
		assert.Zero(t, testing.AllocsPerRun(100, func() { q.Match(&d) }), expression)
	}
}

// Addresses without end take time in proportion.
func TestHostileLinks(t *testing.T) {
	q := compiled(t, `links:a.example/b OR links:*b*c OR inurl:aa`)
	for _, piece := range []string{"http://", "https://a.example", "www.", "h", "https://a.example ", "https://\xff ", "w", "a"} {
		long := strings.Repeat(piece, readable)
		assert.NotEqual(t, True, q.Truth(&Document{Title: long, Text: long, URL: long}), piece)
	}
}
