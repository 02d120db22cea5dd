package calendar

import (
	"math"
	"time"

	ptime "github.com/yaa110/go-persian-calendar"

	"github.com/earshot-go/earshot/listen/insight"
)

// A solar day is one of Iran's own calendar.
type solar struct {
	name  string
	month ptime.Month
	day   int
	kind  insight.EventKind
}

var solarDays = []solar{
	{"Nowruz", ptime.Farvardin, 1, insight.Holiday},
	{"Nowruz, second day", ptime.Farvardin, 2, insight.Holiday},
	{"Nowruz, third day", ptime.Farvardin, 3, insight.Holiday},
	{"Nowruz, fourth day", ptime.Farvardin, 4, insight.Holiday},
	{"Islamic Republic Day", ptime.Farvardin, 12, insight.Holiday},
	{"Sizdah Be-dar", ptime.Farvardin, 13, insight.Holiday},
	{"Death of Khomeini", ptime.Khordad, 14, insight.Holiday},
	{"Revolt of 15 Khordad", ptime.Khordad, 15, insight.Holiday},
	{"Mehregan", ptime.Mehr, 16, insight.Festival},
	{"Yalda Night", ptime.Azar, 30, insight.Festival},
	{"Revolution Day", ptime.Bahman, 22, insight.Holiday},
	{"Oil Nationalization Day", ptime.Esfand, 29, insight.Holiday},
}

// A lunar day is one of the Islamic calendar.
type lunar struct {
	name       string
	month, day int
}

// lunarDays are the holidays by law. The last day of Safar is its 29th or 30th.
var lunarDays = []lunar{
	{"Tasu'a", 1, 9}, {"Ashura", 1, 10}, {"Arbaeen", 2, 20},
	{"Death of the Prophet", 2, 28}, {"Martyrdom of Imam Reza", 2, lastDay}, {"Martyrdom of Imam Askari", 3, 8},
	{"Birth of the Prophet", 3, 17}, {"Martyrdom of Fatima", 6, 3}, {"Birth of Imam Ali", 7, 13}, {"Mab'ath", 7, 27},
	{"Mid-Sha'ban", 8, 15}, {"Martyrdom of Imam Ali", 9, 21}, {"Eid al-Fitr", 10, 1}, {"Eid al-Fitr, second day", 10, 2},
	{"Martyrdom of Imam Sadiq", 10, 25}, {"Eid al-Adha", 12, 10}, {"Eid al-Ghadir", 12, 18},
}

const lastDay = 99

// iranian are the holidays and festivals of Iran in a year of the Gregorian
// calendar.
func iranian(year int) []insight.Event {
	out := solarEvents(year)
	first := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
	for hijri := hijriYear(first) - 1; hijri <= hijriYear(first)+2; hijri++ {
		for _, l := range lunarDays {
			day, estimated := l.in(hijri)
			if day.Year() == year {
				e := on(l.name, insight.Holiday, day)
				e.Estimated = estimated
				out = append(out, e)
			}
		}
	}
	return out
}

func solarEvents(year int) (out []insight.Event) {
	for _, persian := range []int{year - 622, year - 621} {
		for _, s := range solarDays {
			out = append(out, in(year, s.name, s.kind, gregorian(persian, s.month, s.day))...)
		}
		// The eve of the last wednesday of the year.
		last := gregorian(persian+1, ptime.Farvardin, 1).AddDate(0, 0, -1)
		for last.Weekday() != time.Wednesday {
			last = last.AddDate(0, 0, -1)
		}
		out = append(out, in(year, "Chaharshanbe Suri", insight.Festival, last.AddDate(0, 0, -1))...)
	}
	return out
}

func in(year int, name string, kind insight.EventKind, day time.Time) []insight.Event {
	if day.Year() != year {
		return nil
	}
	return []insight.Event{on(name, kind, day)}
}

// gregorian is the date of a day of Iran's calendar.
func gregorian(year int, month ptime.Month, day int) time.Time {
	t := ptime.Date(year, month, day, 12, 0, 0, 0, time.UTC).Time()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// months are the first days of the lunar months as Iran announced them, from
// Muharram 1446 on, after the official calendars of 1403 and 1404.
var months = []string{
	"2024-07-08", "2024-08-06", "2024-09-05", "2024-10-05", "2024-11-03", "2024-12-03",
	"2025-01-02", "2025-01-31", "2025-03-02", "2025-03-31", "2025-04-29", "2025-05-28",
	"2025-06-27", "2025-07-26", "2025-08-25", "2025-09-24", "2025-10-23", "2025-11-22",
	"2025-12-22", "2026-01-21", "2026-02-19",
}

const firstKnown = 1446 // the year of the first of months

// in is the date of a lunar day in a year, and whether it is estimated.
func (l lunar) in(hijri int) (time.Time, bool) {
	start, estimated := monthStart(hijri, l.month)
	if l.day != lastDay {
		return start.AddDate(0, 0, l.day-1), estimated
	}
	next, more := monthStart(hijri, l.month+1)
	return next.AddDate(0, 0, -1), estimated || more
}

func monthStart(hijri, month int) (time.Time, bool) {
	i := (hijri-firstKnown)*12 + month - 1
	if i >= 0 && i < len(months) {
		return announced(i), false
	}
	return computed(i), true
}

func announced(i int) time.Time {
	day, _ := time.Parse(time.DateOnly, months[i])
	return day
}

// synodic is the mean length of a lunar month in days (Meeus, Astronomical
// Algorithms).
const synodic = 29.530588853

// computed is the month that begins i mean months after the first of months. Of
// the 21 announced ones it is right about 15, and a day off for the others.
func computed(i int) time.Time {
	return announced(0).AddDate(0, 0, int(math.Round(synodic*float64(i))))
}

// hijriYear is the lunar year that a day lies in, give or take one: 33 of them
// are 32 of the sun.
func hijriYear(t time.Time) int { return (t.Year() - 622) * 33 / 32 }
