package planted

import (
	"fmt"
	"math"
	"time"

	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
)

// burstDays are when topics burst: after four weeks, on different weekdays.
var burstDays = []int{30, 43, 58, 66, 79}

func (w *world) bursts() {
	for i, day := range burstDays {
		b := Burst{w.fresh(), Start.AddDate(0, 0, day).Format(time.DateOnly)}
		w.truth.Bursts = append(w.truth.Bursts, b)
		for n := range 8 + 3*i {
			companion := ""
			if n%2 == 0 {
				companion = b.Term + "ed"
			}
			w.crowd(w.hour(day), Brand, w.text(Brand, b.Term, companion), sentiment.Complaint, -0.4)
		}
	}
	// One who says it twenty times is no topic.
	spam := w.fresh()
	for range 20 {
		w.say("parrot", 10, w.hour(burstDays[0]), Brand, w.text(Brand, spam), 0, 0)
	}
}

func (w *world) season() {
	w.truth.Seasonal = w.fresh()
	for day := 4; day < Days; day += 7 {
		for range 35 {
			w.crowd(w.hour(day), Brand, w.text(Brand, w.truth.Seasonal), sentiment.Praise, 0.4)
		}
	}
}

func (w *world) pains() {
	for i := range 3 {
		p := Pain{w.fresh(), 60 - 15*i}
		w.truth.Pains = append(w.truth.Pains, p)
		w.topic(p, sentiment.Complaint, -0.6)
	}
	w.truth.Wish = Pain{w.fresh(), 25}
	w.topic(w.truth.Wish, sentiment.Suggestion, 0)
}

// topic is brought up by so many different people, over all weeks.
func (w *world) topic(p Pain, intent sentiment.Intent, valence float64) {
	for i := range p.Authors {
		author := fmt.Sprintf("%s-%d", p.Term, i)
		w.say(author, 50, w.hour(w.IntN(Days)), Brand, w.text(Brand, p.Term), intent, valence)
	}
}

func (w *world) fix() {
	w.truth.Fixed, w.truth.FixedTerm, w.truth.FixFactor = Start.AddDate(0, 0, 50), w.fresh(), 0.25
	for day := range Days {
		rate := 6.0
		if day >= 50 {
			rate *= w.truth.FixFactor
		}
		for range w.poisson(rate * weekday(day)) {
			w.crowd(w.hour(day), Brand, w.text(Brand, w.truth.FixedTerm), sentiment.Complaint, -0.6)
		}
	}
}

// answers has the brand answer questions after exponential waits. Those of the
// last days are not answered yet.
func (w *world) answers() {
	mean := 10 * time.Hour
	w.truth.MedianWait = time.Duration(math.Ln2 * float64(mean))
	end := Start.AddDate(0, 0, Days)
	for i := range 300 {
		// Half of them are asked in the last two days: the median of the
		// answered alone is far too short.
		day := w.IntN(Days)
		if i%2 == 0 {
			day = Days - 1
		}
		q := w.say(fmt.Sprint("asker", i), 30, w.hour(day), Brand, w.text(Brand), sentiment.Purchase, 0)
		if at := q.Post.Time.Add(time.Duration(w.ExpFloat64() * float64(mean))); at.Before(end) {
			a := w.say("acme", 900, at, Brand, "Acme here", 0, 0)
			a.Own, a.Source, a.Post.Kind, a.Post.Parent = true, q.Source, source.KindReply, q.Post.ID
		}
	}
}

// business makes up what the firm counts.
func (w *world) business() {
	t := &w.truth
	t.CampaignBy, t.IncidentBy, t.Lag = 1.3, 0.8, 2
	t.Incident = Start.AddDate(0, 0, 49)
	t.Visits, t.Sales, t.Calls, t.Unrelated = map[string]float64{}, map[string]float64{}, map[string]float64{}, map[string]float64{}
	complaints := make([]float64, Days)
	for _, m := range w.mentions {
		if day := int(m.Post.Time.Sub(Start).Hours() / 24); m.Intent.Has(sentiment.Complaint) && m.Brand == Brand && day < Days {
			complaints[day]++
		}
	}
	for day := range Days {
		date := Start.AddDate(0, 0, day).Format(time.DateOnly)
		noise := func(size float64) float64 { return math.Exp(size * w.NormFloat64()) }
		t.Visits[date] = 1000 * weekday(day) * noise(0.06)
		if day > 7 && day%9 == 0 {
			t.Campaign = append(t.Campaign, date)
			t.Visits[date] *= t.CampaignBy
		}
		t.Visits[date] = math.Round(t.Visits[date])
		t.Sales[date] = 400 * weekday(day) * noise(0.08)
		if day >= 49 {
			t.Sales[date] *= t.IncidentBy
		}
		t.Calls[date] = 50 * noise(0.1)
		if day >= t.Lag {
			t.Calls[date] += 2 * complaints[day-t.Lag]
		}
		t.Unrelated[date] = 100 * noise(0.2)
	}
}
