package report

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
)

// summarize says the most in a few sentences, each of which can be found again
// below.
func (r *Report) summarize() []string {
	w := r.words()
	var out []string
	for _, b := range r.Brands {
		if !b.Competitor {
			out = append(out, w.brand(b))
		}
	}
	out = append(out, w.alerts(r.Alerts))
	for _, c := range r.Changes {
		if c.Shown {
			out = append(out, c.String()+".")
		}
	}
	if len(r.Rising) > 0 {
		t := r.Rising[0]
		out = append(out, fmt.Sprintf("Talked about more than usual%s: %s (%s of those who spoke, usually %s).", on(t.Day), t.Name, w.Percent(t.Share.Value), w.Percent(t.Usual.Value)))
	}
	out = append(out, r.unanswering())
	if n := len(r.waiting()); n > 0 {
		out = append(out, fmt.Sprintf("%s for an answer.", w.Count(n, "conversation of the period waits", "conversations of the period wait")))
	}
	if lost := r.lost(); len(lost) > 0 {
		out = append(out, "Not always heard: "+strings.Join(lost, ", ")+".")
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// waiting are the conversations that wait for brands whose answers are heard.
func (r *Report) waiting() (out []insight.Pending) {
	for _, p := range r.Conversations.Waiting {
		if !slices.Contains(r.Conversations.NoAnswers, p.Ref.Brand) {
			out = append(out, p)
		}
	}
	return out
}

// unanswering names the brands that nothing was heard of, rivals left out.
func (r *Report) unanswering() string {
	names := slices.DeleteFunc(slices.Clone(r.Conversations.NoAnswers), func(name string) bool {
		return slices.ContainsFunc(r.Brands, func(b Brand) bool { return b.Name == name && b.Competitor })
	})
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("No answers of the brand were heard (%s): whether somebody still waits cannot be told.", few(names))
}

// few names the first three.
func few(names []string) string {
	const most = 3
	if len(names) > most {
		names = append(slices.Clone(names[:most]), fmt.Sprintf("%d more", len(names)-most))
	}
	return strings.Join(names, ", ")
}

func on(day string) string {
	if day == "" {
		return ""
	}
	return " on " + day
}

// lost names the sources that were not heard all the time.
func (r *Report) lost() []string {
	var out []string
	for _, h := range r.Heard {
		if h.Share < 0.995 {
			out = append(out, fmt.Sprintf("%s (%s of the time)", h.Source, r.words().Percent(h.Share)))
		}
	}
	return out
}

// words write numbers as a reader is used to.
type words struct {
	*message.Printer
	english bool
}

func (r *Report) words() words {
	base, _ := r.language.Base()
	return words{message.NewPrinter(r.language), r.language == language.Und || base.String() == "en"}
}

func (w words) brand(b Brand) string {
	said := fmt.Sprintf("%s: %s", b.Name, w.Count(b.Mentions, "mention", "mentions"))
	var aside []string
	if b.Expected > 0 {
		aside = append(aside, w.Whole(b.Expected)+" expected")
	}
	if b.Before > 0 {
		aside = append(aside, w.Whole(b.Before)+" in the period before")
	}
	if len(aside) > 0 {
		said += " (" + strings.Join(aside, ", ") + ")"
	}
	if b.Tone.Judged() > 0 {
		said += fmt.Sprintf(", %s negative of those with a tone (%s to %s)", w.Percent(b.Negative.Value), w.Percent(b.Negative.Low), w.Percent(b.Negative.High))
	}
	return said + "."
}

// alerts counts them and tells the worst.
func (w words) alerts(alerts []*listen.Alert) string {
	if len(alerts) == 0 {
		return "No alerts."
	}
	worst := slices.MaxFunc(alerts, func(a, b *listen.Alert) int { return a.Severity - b.Severity })
	return fmt.Sprintf("%s; the most severe, %d of 10: %s, %s.", w.Count(len(alerts), "alert", "alerts"), worst.Severity, about(worst), worst.State)
}

// about says what an alert is of.
func about(a *listen.Alert) string {
	if a.Brand == "" {
		return a.Source + " " + string(a.Kind)
	}
	return a.Brand + " " + string(a.Kind)
}

// Whole writes a number without digits behind the point.
func (w words) Whole(n any) string { return w.Sprint(number.Decimal(n, number.MaxFractionDigits(0))) }

// Percent writes a share. In English it is written as the sentences of packages
// listen and insight write it: 28 %.
func (w words) Percent(share float64) string {
	digits := 0
	if share > 0 && share < 0.0095 {
		digits = 1
	}
	if w.english {
		return w.Sprint(number.Decimal(100*share, number.MaxFractionDigits(digits))) + " %"
	}
	return w.Sprint(number.Percent(share, number.MaxFractionDigits(digits)))
}

// Count writes a number with its noun.
func (w words) Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return w.Whole(n) + " " + many
}
