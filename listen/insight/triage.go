package insight

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/match/query"
	"github.com/earshot-go/earshot/sentiment"
)

// TriageOptions tune a [Triage]. The zero TriageOptions are fine.
type TriageOptions struct {
	// Scorer finds the cues of the labels: the one that the listener has. Nil is
	// [sentiment.Default].
	Scorer *sentiment.Scorer
	// LeaveAlone is a query of your own for posts that nobody should answer,
	// beside those that are known here.
	LeaveAlone string
}

// A Triage says what a mention wants and how soon somebody should look. It is
// safe for concurrent use.
type Triage struct {
	scorer *sentiment.Scorer
	own    *query.Query
}

// A Case is a mention with what it wants.
type Case struct {
	Post Post `json:"post"`
	// Labels are what the author wants; there may be several, or none.
	Labels []IntentLabel `json:"labels"`
	// LeaveAlone is why a brand does better to say nothing: "politics",
	// "baiting", "off-topic", "grief or hatred", "spam", or "own rule". Empty is
	// no reason.
	LeaveAlone string `json:"leaveAlone,omitzero"`
	// Urgency is from 0 to 100, the sum of Points; it is 0 where the post is to
	// be left alone.
	Urgency int     `json:"urgency"`
	Points  []Point `json:"points,omitempty"`
}

// An IntentLabel is one thing that the author wants, or that marks the post.
type IntentLabel struct {
	Name string `json:"name"`
	// Cue is the piece of the text that tells, Start and End its bytes in
	// Mention.Text; the cue is empty where the post as a whole tells, by its
	// tone or form.
	Cue   string `json:"cue,omitzero"`
	Start int    `json:"start,omitzero"`
	End   int    `json:"end,omitzero"`
}

// A Point is a part of an urgency.
type Point struct {
	For   string `json:"for"`
	Worth int    `json:"worth"`
}

// What the intents are worth. The sum of a case is cut at 100; the weights are a
// convention, stated so that it can be argued with.
var worth = []struct {
	intent sentiment.Intent
	points int
}{
	{sentiment.Leaving, 25}, {sentiment.Complaint, 20}, {sentiment.Question, 15}, {sentiment.Purchase, 15}, {sentiment.Suggestion, 5},
}

const (
	dangerWorth = 30
	toneWorth   = 15 // times the negative valence
	reachWorth  = 15 // at most: 5 for every digit of the followers above a hundred
	spreadWorth = 15 // at most: 5 for every digit of the reactions
)

// NewTriage makes a Triage. Nil options are fine.
func NewTriage(o *TriageOptions) (*Triage, error) {
	if o == nil {
		o = new(TriageOptions)
	}
	t := &Triage{scorer: o.Scorer}
	if t.scorer == nil {
		t.scorer = sentiment.Default()
	}
	if o.LeaveAlone != "" {
		q, err := query.Compile(o.LeaveAlone)
		if err != nil {
			return nil, fmt.Errorf("insight: TriageOptions.LeaveAlone: %w", err)
		}
		t.own = q
	}
	return t, nil
}

// Judge says what a mention wants. It reads Mention.Intent, which the listener
// has filled, and finds the cues behind it.
func (t *Triage) Judge(m *listen.Mention) Case {
	c := Case{Post: evidence(m), Labels: t.labels(m)}
	special := t.special(m)
	c.Labels = append(c.Labels, special...)
	if c.LeaveAlone = t.leave(m, special); c.LeaveAlone == "" {
		c.weigh(m, slices.ContainsFunc(special, func(l IntentLabel) bool { return l.Name == danger }))
	}
	return c
}

// labels are the mention's intents with the first cue of each.
func (t *Triage) labels(m *listen.Mention) []IntentLabel {
	cues := t.scorer.In(m.Post.Language).ExplainIntentToward(m.Text, m.Hit.Start, m.Hit.End)
	var out []IntentLabel
	for _, intent := range allIntents {
		if !m.Intent.Has(intent) {
			continue
		}
		label := IntentLabel{Name: intent.String()}
		for _, cue := range cues {
			if cue.Intent.Has(intent) && cue.End > cue.Start && cue.Start >= 0 && cue.End <= len(m.Text) {
				label.Cue, label.Start, label.End = m.Text[cue.Start:cue.End], cue.Start, cue.End
				break
			}
		}
		out = append(out, label)
	}
	return out
}

// special are politics, baiting and danger, with the words that tell them.
func (t *Triage) special(m *listen.Mention) (out []IntentLabel) {
	set, queries := topicalitySet()
	d := &query.Document{Text: m.Text}
	for _, i := range set.Append(nil, d) {
		label := IntentLabel{Name: topicalities[i].name}
		if spans := queries[i].Append(nil, d); len(spans) > 0 {
			label.Cue, label.Start, label.End = m.Text[spans[0].Start:spans[0].End], spans[0].Start, spans[0].End
		}
		out = append(out, label)
	}
	return out
}

// sure is the confidence below which a post may be about something else of the
// same name.
const sure = 0.5

// leave tells why nobody should answer. Danger and a wish to be helped weigh
// more than politics: who was hurt is answered.
func (t *Triage) leave(m *listen.Mention, special []IntentLabel) string {
	has := func(name string) bool {
		return slices.ContainsFunc(special, func(l IntentLabel) bool { return l.Name == name })
	}
	asks := m.Intent&(sentiment.Question|sentiment.Purchase|sentiment.Leaving) != 0
	switch {
	case t.own != nil && t.own.Match(documentOf(m)):
		return "own rule"
	case m.Intent.Has(sentiment.Spam):
		return "spam"
	case has(danger):
		return ""
	case m.Intent.Has(sentiment.LeaveAlone):
		return grief
	case has(baiting):
		return baiting
	case has(politics) && !asks:
		return politics
	case m.Hit.Confidence > 0 && m.Hit.Confidence < sure:
		return offTopic
	}
	return ""
}

// weigh adds up the urgency.
func (c *Case) weigh(m *listen.Mention, dangerous bool) {
	add := func(what string, points int) {
		if points > 0 {
			c.Points = append(c.Points, Point{what, points})
			c.Urgency = min(100, c.Urgency+points)
		}
	}
	for _, w := range worth {
		if m.Intent.Has(w.intent) {
			add(w.intent.String(), w.points)
		}
	}
	if dangerous {
		add(danger, dangerWorth)
	}
	if c.Urgency == 0 {
		return // it wants nothing: who said it and how loud does not matter
	}
	add("tone", int(math.Round(toneWorth*max(0, -m.Sentiment.Valence))))
	add("reach", digits(float64(bounded(m.Post.Author.Followers.Or(0)))/100, reachWorth))
	add("spread", digits(float64(bounded(engagement(&m.Post).Or(0))), spreadWorth))
}

// digits is five for every power of ten, rounded.
func digits(n float64, most int) int {
	if n <= 1 {
		return 0
	}
	return min(most, int(math.Round(5*math.Log10(n))))
}

// First sorts cases by what to answer first: the most urgent, and of those the
// one that waits longest.
func First(cases []Case) {
	slices.SortStableFunc(cases, func(a, b Case) int {
		return cmp.Or(cmp.Compare(b.Urgency, a.Urgency), a.Post.Time.Compare(b.Post.Time), byWeight(a.Post, b.Post))
	})
}
