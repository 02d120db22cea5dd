package script

import (
	"math"
	"time"

	"github.com/earshot-go/earshot/examples/internal/recording"
)

// Posts in an hour of the day, over all countries.
const (
	chatterPerHour  = 2
	namesakePerHour = .6
)

var brands = []struct {
	name    string
	perHour float64
}{
	{recording.Telmira, 6},
	{recording.Linnet, 3},
	{recording.Northlark, 3},
}

// A country is where one language is written.
type country struct {
	language string
	location *time.Location
	share    float64 // of all posts
	dayOff   [7]float64
	patterns *patterns
	people   []person
}

var (
	western = [7]float64{.8, 1, 1.03, 1, 1.02, .98, .84} // from Sunday on
	iranian = [7]float64{1, 1, 1.02, 1, .94, .78, 1.02}
)

// Summer time begins after the recording has ended, so that fixed zones do, and
// no database of zones is needed.
var countries = []country{
	newCountry("nl", 60, .38, western),
	newCountry("en", 0, .27, western),
	newCountry("it", 60, .2, western),
	newCountry("fa", 210, .15, iranian),
}

func newCountry(language string, minutesEast int, share float64, week [7]float64) country {
	return country{
		language: language,
		location: time.FixedZone(language, minutesEast*60),
		share:    share,
		dayOff:   week,
		patterns: mustParse(language),
		people:   cast(language),
	}
}

// day is how much is written in each local hour; from 8 to 23 it is 1 on
// average.
var day = [24]float64{.26, .14, .08, .06, .06, .1, .28, .6, .86, .95, .97, 1, 1.06, 1, .94, .93, .98, 1.06, 1.1, 1.19, 1.22, 1.1, .86, .54}

// awake is the country's part of the posts in the hour.
func (c *country) awake(hour time.Time) float64 {
	local := hour.In(c.location)
	return c.share * day[local.Hour()] * c.dayOff[local.Weekday()]
}

// damping is how much of the everyday talk about a brand a scene leaves.
func damping(brand string, hour time.Time) float64 {
	for _, s := range recording.Scenes() {
		if s.Brand != brand || !during(s, hour) {
			continue
		}
		switch s.Kind {
		case recording.Silence:
			return .02
		case recording.Outage:
			return .4
		}
	}
	return 1
}

type talk struct {
	topic   string
	perHour float64
}

// extra is what a scene adds in the hour.
func extra(brand string, hour time.Time) []talk {
	var talks []talk
	for _, s := range recording.Scenes() {
		if s.Brand != brand || !during(s, hour) {
			continue
		}
		gone := hour.Sub(s.From).Hours() / s.To.Sub(s.From).Hours()
		switch s.Kind {
		case recording.Outage:
			talks = append(talks, talk{"outage", 52 - 30*gone})
		case recording.Restored:
			talks = append(talks, talk{"restored", 14 - 9*gone})
		case recording.Campaign:
			talks = append(talks, talk{"campaign", 16 - 6*gone})
		}
	}
	return talks
}

// topics are what everyday talk about a brand consists of, in hundredths.
var topics = []struct {
	name  string
	share int
}{
	{"complaint", 31}, {"praise", 26}, {"question", 17}, {"neutral", 13}, {"compare", 5}, {"news", 4}, {"care", 4},
}

func (w *writer) topic() string {
	n := w.IntN(100)
	for _, t := range topics {
		if n -= t.share; n < 0 {
			return t.name
		}
	}
	panic("script: the topics' shares do not add up to 100")
}

// poisson draws a count by multiplying chances, as Knuth does; rates here are
// small.
func (w *writer) poisson(rate float64) int {
	floor, product, n := math.Exp(-rate), 1.0, -1
	for product > floor {
		product *= w.Float64()
		n++
	}
	return n
}
