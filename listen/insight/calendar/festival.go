package calendar

import (
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"

	"github.com/earshot-go/earshot/listen/insight"
)

// A festival is a day that people celebrate and shops prepare for, and that is
// no holiday by law in these countries.
type festival struct {
	name      string
	countries string // empty is all that are not Iran
	on        *cal.Holiday
}

func fixed(month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Month: month, Day: day, Func: cal.CalcDayOfMonth}
}

// nth is the nth weekday of a month, counted from its end where n is negative.
func nth(n int, weekday time.Weekday, month time.Month) *cal.Holiday {
	return &cal.Holiday{Month: month, Weekday: weekday, Offset: n, Func: cal.CalcWeekdayOffset}
}

func easter(days int) *cal.Holiday { return &cal.Holiday{Offset: days, Func: cal.CalcEasterOffset} }

var festivalList = []festival{
	{"Valentine's Day", "", fixed(time.February, 14)},
	{"Carnival Monday", "NL BE DE AT CH LU IT ES PT BR AR FR", easter(-48)},
	{"Easter Sunday", "", easter(0)},
	{"Halloween", "", fixed(time.October, 31)},
	{"Christmas Eve", "", fixed(time.December, 24)},
	{"New Year's Eve", "", fixed(time.December, 31)},
	{"Saint Patrick's Day", "IE GB US CA AU NZ", fixed(time.March, 17)},
	{"Sinterklaas", "NL BE", fixed(time.December, 5)},
	{"Prinsjesdag", "NL", nth(3, time.Tuesday, time.September)},
	{"Guy Fawkes Night", "GB", fixed(time.November, 5)},
	{"Saint Nicholas", "DE AT CH LU", fixed(time.December, 6)},
	{"Dia dos Namorados", "BR", fixed(time.June, 12)},
	{"Día de Muertos", "MX", fixed(time.November, 2)},
	{"Reyes", "ES MX AR", fixed(time.January, 6)},
	{"Mother's Day", "NL BE DE AT CH IT US CA AU NZ ZA BR", nth(2, time.Sunday, time.May)},
	{"Mother's Day", "GB IE", easter(-21)},
	{"Mother's Day", "ES PT", nth(1, time.Sunday, time.May)},
	{"Mother's Day", "MX", fixed(time.May, 10)},
	{"Mother's Day", "AR", nth(3, time.Sunday, time.October)},
	{"Father's Day", "NL GB IE US CA ZA FR AR MX", nth(3, time.Sunday, time.June)},
	{"Father's Day", "IT ES PT", fixed(time.March, 19)},
	{"Father's Day", "AU NZ", nth(1, time.Sunday, time.September)},
	{"Father's Day", "BR", nth(2, time.Sunday, time.August)},
}

// festivals are those of a country in a year.
func festivals(country string, year int) (out []insight.Event) {
	for _, f := range festivalList {
		if f.countries == "" || slices.Contains(strings.Fields(f.countries), country) {
			day, _ := f.on.Calc(year)
			out = append(out, on(f.name, insight.Festival, day))
		}
	}
	// Shops count from Thanksgiving, the fourth thursday of November, everywhere.
	thanksgiving, _ := nth(4, time.Thursday, time.November).Calc(year)
	return append(out, on("Black Friday", insight.Festival, thanksgiving.AddDate(0, 0, 1)),
		on("Cyber Monday", insight.Festival, thanksgiving.AddDate(0, 0, 4)))
}
