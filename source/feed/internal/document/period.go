package document

import (
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"
)

// longestPeriod caps what a feed says of itself.
const longestPeriod = 24 * time.Hour

// period returns how long a feed says that it stays unchanged (ttl of RSS, in
// minutes; the syndication module of RSS 1.0).
func period(parsed *gofeed.Feed) time.Duration {
	minutes, _ := strconv.Atoi(strings.TrimSpace(timeToLive(parsed)))
	stated := time.Duration(min(max(minutes, 0), 24*60)) * time.Minute
	sy := parsed.Extensions["sy"]
	if sy == nil || len(sy["updatePeriod"]) == 0 {
		return stated
	}
	every := updatePeriods[strings.TrimSpace(sy["updatePeriod"][0].Value)]
	frequency := 1
	if f := sy["updateFrequency"]; len(f) > 0 {
		if n, err := strconv.Atoi(strings.TrimSpace(f[0].Value)); err == nil && n > 0 {
			frequency = n
		}
	}
	return min(max(stated, every/time.Duration(frequency)), longestPeriod)
}

var updatePeriods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
	"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

// timeToLive returns what an RSS feed states in minutes.
func timeToLive(parsed *gofeed.Feed) string {
	if original, ok := parsed.OriginalFeed().(*rss.Feed); ok {
		return original.TTL
	}
	return ""
}
