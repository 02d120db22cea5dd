package dashboard

import (
	"fmt"
	"html/template"
	"math"
	"net/http"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// locales are the ways of writing numbers among which a browser chooses. A
// fixed list, since rows are drawn once for each.
var locales = []language.Tag{
	language.English, language.BritishEnglish, language.Dutch, language.German, language.French, language.Spanish,
	language.Portuguese, language.Italian, language.Persian, language.Arabic, language.Turkish, language.Polish,
	language.Russian, language.Ukrainian, language.Swedish, language.Danish, language.Norwegian, language.Finnish,
	language.Czech, language.Greek, language.Hebrew, language.Hindi, language.Indonesian, language.Japanese,
	language.Korean, language.Vietnamese, language.Chinese,
}

var localeMatcher = language.NewMatcher(locales)

// A locale writes numbers and times as its reader is used to.
type locale struct {
	Name    string
	printer *message.Printer
	zone    *time.Location
}

func (b *Board) localeOf(r *http.Request) *locale {
	tag := b.options.Language
	if tag == language.Und {
		tag = preferred(r.Header.Get("Accept-Language"))
	}
	return &locale{tag.String(), message.NewPrinter(tag), b.options.Location}
}

func preferred(accept string) language.Tag {
	const longest = 200 // browsers send less, and parsing more costs
	wanted, _, err := language.ParseAcceptLanguage(accept[:min(len(accept), longest)])
	if err != nil {
		return locales[0]
	}
	_, index, _ := localeMatcher.Match(wanted...)
	return locales[index]
}

// Number writes n with at most that many digits behind the point.
func (l *locale) Number(n any, digits int) string {
	if f, ok := n.(float64); ok && (math.IsNaN(f) || math.IsInf(f, 0)) {
		return "–"
	}
	return l.printer.Sprint(number.Decimal(n, number.MaxFractionDigits(digits)))
}

// Whole writes a whole number.
func (l *locale) Whole(n any) string { return l.Number(n, 0) }

// Percent writes a share, in [0, 1].
func (l *locale) Percent(share float64) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return "–"
	}
	digits := 0
	if share > 0 && share < 0.0995 {
		digits = 1
	}
	return l.printer.Sprint(number.Percent(share, number.MaxFractionDigits(digits)))
}

// Signed writes a number with its sign, which zero has none of.
func (l *locale) Signed(f float64) string {
	f = math.Round(100*f) / 100
	return sign(f) + l.printer.Sprint(number.Decimal(abs(f), number.MinFractionDigits(2), number.MaxFractionDigits(2)))
}

// Points writes a change of a share in percentage points.
func (l *locale) Points(change float64) string {
	f := math.Round(1000*change) / 10
	return sign(f) + l.printer.Sprint(number.Decimal(abs(f), number.MinFractionDigits(1), number.MaxFractionDigits(1)))
}

func sign(f float64) string {
	switch {
	case f > 0:
		return "+"
	case f < 0:
		return "−"
	}
	return ""
}

// Rare says how often something comes up by chance that does so perWeek times.
func (l *locale) Rare(perWeek float64) string {
	const weeksAYear = 52.18
	switch weeks := 1 / perWeek; {
	case !(perWeek > 0) || weeks > 100*weeksAYear:
		return "not in a century"
	case weeks < 1.5:
		return l.Number(perWeek, 1) + " times a week"
	case weeks < 2*weeksAYear:
		return "once in " + l.Whole(math.Round(weeks)) + " weeks"
	default:
		return "once in " + l.Whole(math.Round(weeks/weeksAYear)) + " years"
	}
}

// Of writes a value in the unit of a measure.
func (l *locale) Of(measure string, v float64) string {
	if isShare(measure) {
		return l.Percent(v)
	}
	digits := 0
	if v < 10 {
		digits = 1
	}
	return l.Number(v, digits)
}

// Time writes a moment for people and, in its attribute, for programs: the
// script of the pages writes it as the reader's language does. Without a
// script it stays as it is, which no language reads wrongly.
func (l *locale) Time(t time.Time) template.HTML { return l.moment(t, "full", "2006-01-02 15:04") }

// Clock is Time within a day, and Day the day alone.
func (l *locale) Clock(t time.Time) template.HTML { return l.moment(t, "clock", "15:04") }
func (l *locale) Day(t time.Time) template.HTML   { return l.moment(t, "day", "2006-01-02") }

func (l *locale) moment(t time.Time, form, layout string) template.HTML {
	if t.IsZero() {
		return "–"
	}
	local := t.In(l.zone)
	return template.HTML(fmt.Sprintf(`<time datetime="%s" data-form="%s" title="%s">%s</time>`,
		t.UTC().Format(time.RFC3339), form, local.Format("2006-01-02 15:04 -07:00"), local.Format(layout)))
}

// For says how long something takes, in the two largest units.
func (l *locale) For(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < 0:
		return "–"
	case d < time.Minute:
		return l.Whole(int(d.Seconds())) + " s"
	case d < time.Hour:
		return l.Whole(int(d.Minutes())) + " min"
	case d < day:
		return l.units(int(d/time.Hour), "h", int(d%time.Hour/time.Minute), "min")
	default:
		return l.units(int(d/day), "d", int(d%day/time.Hour), "h")
	}
}

func (l *locale) units(large int, name string, small int, smallName string) string {
	if small == 0 {
		return l.Whole(large) + " " + name
	}
	return l.Whole(large) + " " + name + " " + l.Whole(small) + " " + smallName
}
