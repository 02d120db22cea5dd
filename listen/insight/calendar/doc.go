// Package calendar lists the holidays and festivals of countries, for the
// outlook and for the hours of a desk:
//
//	events, err := calendar.Between("NL", from, to)
//	...
//	report, err := insight.Outlook(series, events, 14)
//
//	hours := insight.Weekdays("Europe/Amsterdam", 9*time.Hour, 17*time.Hour)
//	hours.Closed, err = calendar.Closed("NL", from, to)
//
// It knows the Netherlands, Italy, Iran, and the large countries that speak
// English, German, French, Spanish and Portuguese, as far as the library
// github.com/rickar/cal has them: [Countries] lists them. Holidays of a part of
// a country, such as a state or a canton, are not among them.
//
// # Iran
//
// The holidays of the sun follow from Iran's own calendar, by
// github.com/yaa110/go-persian-calendar. Those of the moon are announced: the
// months from July 2024 to March 2026 (1446 and most of 1447) are data, after
// the official calendars of 1403 and 1404; dates before and after are computed
// from the mean month and marked as estimated, since they may be off by a day.
//
// It is a module of its own, so that nobody who does without it downloads the
// calendars of the world.
//
// # Who should not read on
//
// Whoever needs the days on which courts or banks are open: laws have more
// exceptions than a library.
package calendar
