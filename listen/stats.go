package listen

import "encoding/json"

// Reason tells why a post made no mention.
type Reason string

// The reasons for which posts are dropped.
const (
	NoBrand  Reason = "names no brand" // or not surely enough, see Options.Match
	Filtered Reason = "filtered out"   // names brands whose filters it does not answer
	Repeat   Reason = "repeat"         // the same post in the same version was seen before
	Invalid  Reason = "invalid"        // a PostError told why
)

// reasons are all of them, in the order of their counts in drops.
var reasons = [...]Reason{NoBrand, Filtered, Repeat, Invalid}

// drops counts posts by reason. Its JSON form is that of a map.
type drops [len(reasons)]int64

func (d *drops) add(why Reason) {
	for i := range reasons {
		if reasons[i] == why {
			d[i]++
		}
	}
}

// counts returns those that are not zero; nil where all are.
func (d *drops) counts() map[Reason]int64 {
	var out map[Reason]int64
	for i, n := range d {
		if n > 0 {
			if out == nil {
				out = make(map[Reason]int64)
			}
			out[reasons[i]] = n
		}
	}
	return out
}

func (d *drops) MarshalJSON() ([]byte, error) { return json.Marshal(d.counts()) }

func (d *drops) UnmarshalJSON(form []byte) error {
	var counts map[Reason]int64
	if err := json.Unmarshal(form, &counts); err != nil {
		return err
	}
	for i := range reasons {
		d[i] = counts[reasons[i]]
	}
	return nil
}

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
	return l.counted()
}

func (l *Listener) counted() Stats {
	s := l.stats
	if s.Dropped = l.dropped.counts(); s.Dropped == nil {
		s.Dropped = make(map[Reason]int64)
	}
	return s
}
