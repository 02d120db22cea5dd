package report

import (
	"errors"
	"fmt"
	"time"

	"golang.org/x/text/language"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/insight"
)

// Options say what a report is about. From and To are needed; [Day], [Week] and
// [Incident] fill them.
type Options struct {
	// From and To bound the period; To is out.
	From, To time.Time
	// Zone names the time zone of days and hours, as in the IANA database;
	// empty is UTC.
	Zone string
	// Title stands on top; empty names brands and period.
	Title string
	// Brands are the names to write about; none is all.
	Brands []string
	// Incident is the ID of the one incident to write about, see
	// listen.Alert.Incident; empty is all.
	Incident string
	// Conversations say when the desk is staffed and how fast it wants to
	// answer. Its Selection is that of the report.
	Conversations insight.ConversationOptions
	// Language says how numbers are written. The zero value is English, as the
	// words are.
	Language language.Tag
}

// An OptionError tells which option is wrong and why.
type OptionError struct {
	Field  string
	Value  any
	Reason string
}

func (e *OptionError) Error() string {
	return fmt.Sprintf("report: option %s = %v: %s", e.Field, e.Value, e.Reason)
}

// Day is about the last whole day before now in a zone; an unknown zone is
// told by [New].
func Day(now time.Time, zone string) *Options { return days(now, zone, 1) }

// Week is about the last seven whole days before now.
func Week(now time.Time, zone string) *Options { return days(now, zone, 7) }

func days(now time.Time, zone string, n int) *Options {
	at, err := time.LoadLocation(zone)
	if err != nil {
		at = time.UTC
	}
	y, m, d := now.In(at).Date()
	return &Options{From: time.Date(y, m, d-n, 0, 0, 0, 0, at), To: time.Date(y, m, d, 0, 0, 0, 0, at), Zone: zone}
}

// Incident is about what an alert belongs to: from a day before it began to a
// few hours after the alert was told, or ended. Of nil, [New] says what is missing.
func Incident(a *listen.Alert, zone string) *Options {
	const before, after = 24 * time.Hour, 6 * time.Hour
	if a == nil {
		return &Options{Zone: zone}
	}
	o := &Options{From: a.Start.Add(-before), To: a.Time.Add(after), Zone: zone, Incident: a.Incident}
	if a.Brand != "" {
		o.Brands = []string{a.Brand}
	}
	return o
}

// longest bounds a period: a longer one is better read as several reports.
const longest = 400 * 24 * time.Hour

func (o *Options) check() (*time.Location, error) {
	var errs []error
	wrong := func(bad bool, field string, value any, reason string) {
		if bad {
			errs = append(errs, &OptionError{field, value, reason})
		}
	}
	at, err := time.LoadLocation(o.Zone)
	wrong(err != nil, "Zone", o.Zone, "is no zone of the IANA database")
	wrong(o.From.IsZero(), "From", o.From, "is missing")
	wrong(o.To.IsZero(), "To", o.To, "is missing")
	wrong(!o.To.IsZero() && !o.To.After(o.From), "To", o.To, "must be after From")
	wrong(o.To.Sub(o.From) > longest, "To", o.To, "must be at most 400 days after From")
	return at, errors.Join(errs...)
}

func (o *Options) selection() insight.Selection {
	return insight.Selection{From: o.From, To: o.To, Brands: o.Brands}
}
