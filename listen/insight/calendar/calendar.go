package calendar

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/lu"
	"github.com/rickar/cal/v2/mx"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pt"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"

	"github.com/earshot-go/earshot/listen/insight"
)

const iran = "IR"

var holidays = map[string][]*cal.Holiday{
	"AR": ar.Holidays, "AT": at.Holidays, "AU": nationwide(), "BE": be.Holidays, "BR": br.Holidays, "CA": ca.Holidays,
	"CH": ch.Holidays, "DE": de.Holidays, "ES": es.Holidays, "FR": fr.Holidays, "GB": gb.Holidays, "IE": ie.Holidays,
	"IT": it.Holidays, "LU": lu.Holidays, "MX": mx.Holidays, "NL": nl.Holidays, "NZ": nz.Holidays, "PT": pt.Holidays,
	"US": us.Holidays, "ZA": za.Holidays,
}

// nationwide are the holidays that all of Australia's states and territories
// have.
func nationwide() (out []*cal.Holiday) {
	states := [][]*cal.Holiday{au.HolidaysNSW, au.HolidaysNT, au.HolidaysQLD, au.HolidaysSA, au.HolidaysTAS, au.HolidaysVIC, au.HolidaysWA}
	for _, h := range au.HolidaysACT {
		everywhere := true
		for _, state := range states {
			everywhere = everywhere && slices.Contains(state, h)
		}
		if everywhere {
			out = append(out, h)
		}
	}
	return out
}

// Countries lists the ISO 3166 codes of the countries that are known, in order.
func Countries() []string {
	return slices.Sorted(maps.Keys(known()))
}

func known() map[string]bool {
	out := map[string]bool{iran: true}
	for country := range holidays {
		out[country] = true
	}
	return out
}

// maxYears bounds how many years are listed at once.
const maxYears = 50

// Between lists the holidays and festivals of a country from one day to
// another, both in, by date and name. A country that is not known, or more than
// 50 years, give an [*insight.OptionError].
func Between(country string, from, to time.Time) ([]insight.Event, error) {
	country = strings.ToUpper(country)
	if !known()[country] {
		return nil, &insight.OptionError{Field: "country", Value: country, Reason: "is not known here: there are " + strings.Join(Countries(), ", ")}
	}
	if years := to.Year() - from.Year(); years < 0 || years > maxYears || from.Year() < 1970 {
		return nil, &insight.OptionError{Field: "to", Value: to.Format(time.DateOnly), Reason: fmt.Sprintf("is not within %d years after the first day, or that is before 1970", maxYears)}
	}
	var out []insight.Event
	for year := from.Year(); year <= to.Year(); year++ {
		if country == iran {
			out = append(out, iranian(year)...)
			continue
		}
		for _, h := range holidays[country] {
			out = append(out, eventsOf(h, year)...)
		}
		out = append(out, festivals(country, year)...)
	}
	return tidy(out, from.Format(time.DateOnly), to.Format(time.DateOnly)), nil
}

// Closed lists the dates of a country's holidays, for insight.Hours.
func Closed(country string, from, to time.Time) ([]string, error) {
	events, err := Between(country, from, to)
	if err != nil {
		return nil, err
	}
	var dates []string
	for _, e := range events {
		if e.Kind == insight.Holiday {
			dates = append(dates, e.From)
		}
	}
	return slices.Compact(dates), nil
}

// eventsOf is a holiday of one year, and the day off in its place where that is
// another.
func eventsOf(h *cal.Holiday, year int) (out []insight.Event) {
	actual, observed := h.Calc(year)
	if !actual.IsZero() {
		out = append(out, on(h.Name, insight.Holiday, actual))
	}
	if !observed.IsZero() && !observed.Equal(actual) {
		out = append(out, on(h.Name+" (day off)", insight.Holiday, observed))
	}
	return out
}

func on(name string, kind insight.EventKind, day time.Time) insight.Event {
	return insight.Event{Name: name, Kind: kind, From: day.Format(time.DateOnly)}
}

// tidy sorts events, keeps those between two days, and drops a festival that is
// a holiday of the same name already.
func tidy(all []insight.Event, from, to string) []insight.Event {
	all = slices.DeleteFunc(all, func(e insight.Event) bool { return e.From < from || e.From > to })
	slices.SortFunc(all, func(a, b insight.Event) int {
		return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.Name, b.Name), strings.Compare(string(b.Kind), string(a.Kind)))
	})
	return slices.CompactFunc(all, func(a, b insight.Event) bool { return a.From == b.From && a.Name == b.Name })
}
