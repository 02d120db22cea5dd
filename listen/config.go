package listen

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/earshot-go/earshot/match"
)

// configHash names a configuration: equal hashes, equal results over the same
// posts. What fetches posts and who is told of results is not part of it, nor
// is a scorer that learned.
func configHash(brands []Brand, o Options) string {
	type brand struct {
		match.Brand
		Filter, Location string
		Competitor       bool
		Hours            Hours
	}
	config := struct {
		Brands             []brand
		Interval, Lateness time.Duration
		Match              match.Options
		Duplicates         Duplicates
		Alerts             Damping
	}{Interval: o.Interval, Lateness: o.Lateness, Match: o.Match, Duplicates: o.Duplicates, Alerts: o.Alerts}
	for _, b := range brands {
		config.Brands = append(config.Brands, brand{b.pattern(), b.Filter, b.location().String(), b.Competitor, b.Hours})
	}
	return hashOf(config)
}

// termsHash names what finds the mentions of one brand.
func termsHash(b *Brand, o *Options) string {
	return hashOf(struct {
		Brand      match.Brand
		Filter     string
		Match      match.Options
		Duplicates Duplicates
	}{b.pattern(), b.Filter, o.Match, o.Duplicates})
}

func hashOf(config any) string {
	form, err := json.Marshal(config)
	if err != nil {
		form = fmt.Append(form, err) // cannot happen: all of it is finite
	}
	sum := sha256.Sum256(form)
	return hex.EncodeToString(sum[:6])
}
