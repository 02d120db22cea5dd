package listen

import "maps"

// Reason tells why a post made no mention.
type Reason string

// The reasons for which posts are dropped.
const (
	NoBrand  Reason = "names no brand" // or not surely enough, see Options.Match
	Filtered Reason = "filtered out"   // names brands whose filters it does not answer
	Repeat   Reason = "repeat"         // the same post in the same version was seen before
	Invalid  Reason = "invalid"        // a PostError told why
)

// Stats counts what a Listener has done. Posts always equals Mentioned plus
// the sum of Dropped.
type Stats struct {
	Posts     int64            `json:"posts"`     // taken in, edits and deletions among them
	Mentioned int64            `json:"mentioned"` // of these, the ones that made mentions
	Mentions  int64            `json:"mentions"`  // made
	Dropped   map[Reason]int64 `json:"dropped"`
	Late      int64            `json:"late"` // mentions that came after their window was judged
	Own       int64            `json:"own"`  // mentions by the brands' own accounts
	// Repeated is how many mentions were told and not counted, because
	// Options.Duplicates leaves them out.
	Repeated int64 `json:"repeated"`
}

// Stats returns the counts so far.
func (l *Listener) Stats() Stats {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.stats
	s.Dropped = maps.Clone(s.Dropped)
	return s
}
