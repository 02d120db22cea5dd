package document

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// maxDate bounds what is looked at: no date is longer.
const maxDate = 100

// parseDate reads a date in any form that feeds were seen to hold, those of
// RFC 822 and ISO 8601 and what was made of them by hand. It goes by what the
// parts look like, not by their order; zero is for what nobody can read.
// Numbers beyond their range carry over, as day 32 does into the next month.
func parseDate(raw string) time.Time {
	raw = strings.TrimSpace(raw)
	if len(raw) > maxDate {
		return time.Time{}
	}
	if m := isoDate.FindStringSubmatch(raw); m != nil {
		return fromISO(m)
	}
	d := date{day: -1, month: -1, year: -1}
	for _, word := range strings.FieldsFunc(raw, betweenWords) {
		d.take(strings.ToLower(word))
	}
	return d.time()
}

var isoDate = regexp.MustCompile(`^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?` +
	`(?:[\sTt]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9})\d*)?)?)?` +
	`\s*(?:([Zz]|UTC|GMT)|([+-])(\d{1,2}):?(\d{2})?)?(?:\s*([A-Za-z]{2,5}))?$`)

func fromISO(m []string) time.Time {
	year, month, day := number(m[1]), max(number(m[2]), 1), max(number(m[3]), 1)
	nanos := number((m[7] + "000000000")[:9])
	offset := 60 * (60*number(m[10]) + number(m[11]))
	if m[9] == "-" {
		offset = -offset
	}
	if m[8]+m[9] == "" && m[12] != "" {
		offset = zones[strings.ToLower(m[12])]
	}
	if year < 1970 || month > 12 || day > 32 || number(m[4]) > 24 || number(m[5]) > 61 {
		return time.Time{}
	}
	t := time.Date(year, time.Month(month), day, number(m[4]), number(m[5]), number(m[6]), nanos, time.UTC)
	return t.Add(time.Duration(-offset) * time.Second)
}

// number reads digits; anything else is 0.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func betweenWords(r rune) bool {
	return unicode.IsSpace(r) || r == ',' || r == '(' || r == ')'
}

// date gathers the parts of a date, -1 for those that did not come yet.
type date struct {
	day, month, year     int
	hour, minute, second int
	offset               int // seconds east
}

var (
	clockWord  = regexp.MustCompile(`^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?(am|pm)?(z|[+-]\d{2}:?\d{2})?$`)
	offsetWord = regexp.MustCompile(`^(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})$`)
	digitsWord = regexp.MustCompile(`^(\d{1,4})(?:st|nd|rd|th|\.)?$`)
	slashWord  = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2}|[a-z]{3,9})[/.-](\d{2}|\d{4})$`)
	isoWord    = regexp.MustCompile(`^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$`)
)

func (d *date) take(word string) {
	if m := clockWord.FindStringSubmatch(word); m != nil {
		d.hour, d.minute, d.second = number(m[1]), number(m[2]), number(m[3])
		if m[4] != "" {
			d.half(m[4])
		}
		d.zone(strings.TrimSuffix(m[5], "z"))
		return
	}
	if m := isoWord.FindStringSubmatch(word); m != nil {
		d.year, d.month, d.day = number(m[1]), number(m[2]), number(m[3])
		return
	}
	if m := slashWord.FindStringSubmatch(word); m != nil {
		d.slashes(m)
		return
	}
	if m := digitsWord.FindStringSubmatch(word); m != nil {
		d.digits(m[1])
		return
	}
	if word == "am" || word == "pm" || word == "a.m." || word == "p.m." {
		d.half(strings.ReplaceAll(word, ".", ""))
		return
	}
	if month := monthNamed(word); month > 0 && d.month < 0 {
		d.month = month
		return
	}
	d.zone(word)
}

// half moves the clock to the afternoon. "15:04 PM" is taken as it stands.
func (d *date) half(word string) {
	switch {
	case word == "pm" && d.hour < 12:
		d.hour += 12
	case word == "am" && d.hour == 12:
		d.hour = 0
	}
}

// digits takes a day or a year, which a number of four digits is and so is the
// one after the day.
func (d *date) digits(s string) {
	n := number(s)
	switch {
	case len(s) == 4 || d.day >= 0:
		d.year = fullYear(n, len(s))
	default:
		d.day = n
	}
}

// slashes takes 31/12/2026 and, where it cannot be read so, 12/31/2026.
func (d *date) slashes(m []string) {
	d.day, d.month, d.year = number(m[1]), number(m[2]), fullYear(number(m[3]), len(m[3]))
	if d.month == 0 {
		d.month = monthNamed(m[2])
	}
	if d.month > 12 {
		d.day, d.month = d.month, d.day
	}
}

// fullYear completes a year of two digits as RFC 2822 does.
func fullYear(n, digits int) int {
	switch {
	case digits > 2:
		return n
	case n < 70:
		return 2000 + n
	}
	return 1900 + n
}

// zone takes an offset or the name of a zone. Names that nobody knows are
// passed over, as UTC is the best guess.
func (d *date) zone(word string) {
	if m := offsetWord.FindStringSubmatch(word); m != nil {
		d.offset = 60 * (60*number(m[2]) + number(m[3]))
		if m[1] == "-" {
			d.offset = -d.offset
		}
		return
	}
	if offset, ok := zones[word]; ok {
		d.offset = offset
	}
}

func (d *date) time() time.Time {
	if d.day < 0 || d.month < 1 || d.year < 1970 || d.year > 9998 ||
		d.day > 32 || d.month > 12 || d.hour > 24 || d.minute > 61 {
		return time.Time{}
	}
	t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.second, 0, time.UTC)
	return t.Add(time.Duration(-d.offset) * time.Second)
}

// months are how the names of months begin in English, German, Dutch, French,
// Spanish, Italian and Portuguese.
var months = [][]string{
	{"jan", "gen", "ene"}, {"feb", "fév", "fev"}, {"mar", "mär", "maa", "mrt"}, {"apr", "avr", "abr"},
	{"may", "mai", "mei", "mag"}, {"jun", "juin", "giu"}, {"jul", "juil", "lug"}, {"aug", "aoû", "ago"},
	{"sep", "set"}, {"oct", "okt", "ott", "out"}, {"nov"}, {"dec", "dez", "déc", "dic"},
}

func monthNamed(word string) int {
	for i, names := range months {
		for _, name := range names {
			if strings.HasPrefix(word, name) {
				return i + 1
			}
		}
	}
	return 0
}

// zones are the abbreviations that RFC 822 knows and those most used beside
// them, in seconds east. The military letters are left out, as RFC 2822 says
// that they were defined with the wrong sign.
var zones = map[string]int{
	"edt": -4 * 3600, "est": -5 * 3600, "et": -5 * 3600, "cdt": -5 * 3600, "cst": -6 * 3600, "ct": -6 * 3600,
	"mdt": -6 * 3600, "mst": -7 * 3600, "mt": -7 * 3600, "pdt": -7 * 3600, "pst": -8 * 3600, "pt": -8 * 3600,
	"akdt": -8 * 3600, "akst": -9 * 3600, "hst": -10 * 3600, "adt": -3 * 3600, "ast": -4 * 3600, "ndt": -9000, "nst": -12600,
	"brt": -3 * 3600, "art": -3 * 3600, "wet": 0, "west": 3600, "bst": 3600, "cet": 3600, "met": 3600,
	"cest": 2 * 3600, "mest": 2 * 3600, "eet": 2 * 3600, "eest": 3 * 3600, "msk": 3 * 3600, "irst": 12600, "irdt": 16200,
	"gst": 4 * 3600, "pkt": 5 * 3600, "wib": 7 * 3600, "sgt": 8 * 3600, "hkt": 8 * 3600, "awst": 8 * 3600, "jst": 9 * 3600, "kst": 9 * 3600,
	"acst": 34200, "acdt": 37800, "aest": 10 * 3600, "aedt": 11 * 3600, "nzst": 12 * 3600, "nzdt": 13 * 3600,
}
