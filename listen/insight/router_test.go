package insight_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen/insight"
	"github.com/earshot-go/earshot/sentiment"
)

var departments = []insight.Route{
	{Name: "press", Reach: 10_000},
	{Name: "billing", Query: "invoice OR bill*"},
	{Name: "desk", Intents: sentiment.Complaint | sentiment.Question, Hours: insight.Weekdays("UTC", 8*time.Hour, 18*time.Hour)},
	{Name: "berlin", Languages: []string{"de"}},
	{Name: "rival watch", Brands: []string{"Bolt"}},
	{Name: "alarm", Urgency: 50},
}

func TestRoutes(t *testing.T) {
	first, err := insight.NewRouter(departments, &insight.RouterOptions{Default: "anybody"})
	require.NoError(t, err)
	every, err := insight.NewRouter(departments, &insight.RouterOptions{All: true})
	require.NoError(t, err)
	bill := said("ann", 10, "my Acme bill is wrong", wanting(sentiment.Complaint), following(20_000))
	assert.Equal(t, []string{"press"}, first.Route(bill).To)
	assert.Equal(t, []string{"press", "billing", "desk"}, every.Route(bill).To)

	night := said("ben", 3, "Acme fails", wanting(sentiment.Complaint))
	d := first.Route(night)
	assert.Equal(t, []string{"anybody"}, d.To)
	assert.True(t, d.Default)
	assert.Equal(t, "came outside the hours", d.Steps[2].Why)
	assert.Equal(t, "has unknown followers", d.Steps[0].Why)
	assert.Empty(t, every.Route(night).To, "without a default it goes nowhere")

	german := said("cem", 10, "Acme ist da", feeling(0))
	german.Post.Language = "de-AT"
	assert.Equal(t, []string{"berlin"}, first.Route(german).To)
	assert.Contains(t, first.Route(german).String(), "is in de-AT")
	assert.Equal(t, []string{"rival watch"}, first.Route(said("dan", 10, "Bolt", about("Bolt", 0))).To)
	assert.Equal(t, []string{"alarm"}, first.Route(said("eva", 2, "the Acme kettle exploded, I leave", wanting(sentiment.Complaint|sentiment.Leaving))).To)
}

func TestBadRoutesAreAllNamed(t *testing.T) {
	_, err := insight.NewRouter([]insight.Route{
		{Name: "a", Query: "((", Urgency: 500}, {Name: "a", Reach: -1}, {Hours: &insight.Hours{}},
	}, nil)
	for _, part := range []string{`"a"`, "Route.Urgency", "is there twice", "Route.Reach", "Route.Name", "has no shift"} {
		assert.ErrorContains(t, err, part)
	}
}

func TestWhatIsBetterLeftAlone(t *testing.T) {
	triage, err := insight.NewTriage(&insight.TriageOptions{LeaveAlone: "giveaway"})
	require.NoError(t, err)
	for text, want := range map[string]string{
		"Acme was in every speech before the election":  "politics",
		"Acme users are sheeple, change my mind":        "baiting",
		"Acme giveaway":                                 "own rule",
		"my Acme kettle caught fire after the election": "",
		"the Acme kettle leaks":                         "",
	} {
		assert.Equal(t, want, triage.Judge(said("ann", 1, text, wanting(sentiment.Complaint))).LeaveAlone, text)
	}
	assert.Equal(t, "spam", triage.Judge(said("ann", 1, "Acme", wanting(sentiment.Spam))).LeaveAlone)
	assert.Equal(t, "", triage.Judge(said("ann", 1, "how does Acme work after the election?", wanting(sentiment.Question))).LeaveAlone, "who asks is answered")
	unsure := said("ann", 1, "acme of perfection")
	unsure.Hit.Confidence = 0.3
	assert.Equal(t, "off-topic", triage.Judge(unsure).LeaveAlone)
	_, err = insight.NewTriage(&insight.TriageOptions{LeaveAlone: ")"})
	require.ErrorContains(t, err, "TriageOptions.LeaveAlone")
}

func TestUrgencyAddsUpAndOrders(t *testing.T) {
	triage, err := insight.NewTriage(nil)
	require.NoError(t, err)
	mild := triage.Judge(said("ann", 1, "Acme is slow", wanting(sentiment.Complaint)))
	loud := triage.Judge(said("ben", 2, "Acme is slow", wanting(sentiment.Complaint), feeling(-1), following(100_000), liked(1000)))
	hurt := triage.Judge(said("cem", 3, "Acme kettle, I am in hospital", wanting(sentiment.Complaint|sentiment.Leaving), feeling(-1)))
	happy := triage.Judge(said("dan", 4, "Acme is great", wanting(sentiment.Praise), following(1<<40)))
	for _, c := range []insight.Case{mild, loud, hurt, happy} {
		sum := 0
		for _, p := range c.Points {
			sum += p.Worth
		}
		assert.Equal(t, min(100, sum), c.Urgency)
	}
	assert.Zero(t, happy.Urgency)
	cases := []insight.Case{happy, mild, loud, hurt}
	insight.First(cases)
	assert.Equal(t, []string{"cem", "ben", "ann", "dan"}, []string{cases[0].Post.Author, cases[1].Post.Author, cases[2].Post.Author, cases[3].Post.Author})
}

func TestLabelsCarryTheirCues(t *testing.T) {
	triage, err := insight.NewTriage(nil)
	require.NoError(t, err)
	text := "Why is Acme down? I wish it had an app."
	m := said("ann", 1, text, about("Acme", 7))
	m.Intent = sentiment.Default().Intent(text)
	m.Post.Language = "en"
	c := triage.Judge(m)
	require.NotEmpty(t, c.Labels)
	for _, l := range c.Labels {
		assert.Equal(t, l.Cue, text[l.Start:l.End], l.Name)
	}
}
