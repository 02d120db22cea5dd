package listen

import (
	"strconv"
	"strings"

	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/duplicate"
)

// Duplicates says which mentions that repeat others are counted. All of them
// are told, with AlsoSeen.
type Duplicates string

// The ways to count what was said before.
const (
	// SamePost is the default: a post that came before from another source, by
	// its id or its address, is not counted again. Other posts of the same
	// words are, for a crisis spreads by repetition: a thousand people who
	// repost a complaint are a thousand people.
	SamePost Duplicates = ""
	// EachPost counts every post of every source.
	EachPost Duplicates = "each post"
	// EachText counts a text once, however often it was posted, reposted or
	// printed: a message of an agency in forty papers is one message.
	EachText Duplicates = "each text"
)

func (d Duplicates) known() bool { return d == SamePost || d == EachPost || d == EachText }

// leavesOut reports whether a repeat of that tier is not counted.
func (d Duplicates) leavesOut(t duplicate.Tier) bool {
	switch d {
	case EachPost:
		return false
	case EachText:
		return t != duplicate.New
	}
	return t == duplicate.SameID || t == duplicate.SameAddress
}

// AlsoSeen tells where else a post, or one of the same words, was seen before.
type AlsoSeen struct {
	// By is how it was recognized: "same id", "same address", "same words" or
	// "near words".
	By string `json:"by"`
	// Similarity is the share of common pairs of neighboring words, in (0, 1].
	Similarity float64 `json:"similarity"`
	// First is the post that came first.
	First duplicate.Ref `json:"first"`
	// Count is how many posts said it so far, this one among them.
	Count int `json:"count"`
	// Origins are where it was said, the first 16 of them.
	Origins []duplicate.Origin `json:"origins,omitempty"`
}

// recognize tells whether a post that makes mentions was seen before.
func (l *Listener) recognize(src string, p *source.Post) (seen *AlsoSeen, out bool) {
	s := l.repeats.See(src, p)
	if !s.Repeat() {
		return nil, false
	}
	return &AlsoSeen{s.Tier.String(), s.Similarity, s.First, s.Count, s.Origins}, l.options.Duplicates.leavesOut(s.Tier)
}

// maxRepeats is how many posts that made mentions are remembered to recognize
// repeats of them.
const maxRepeats = duplicate.DefaultLimit

func repeatKey(number uint64) string {
	return keyRepeat + strconv.FormatUint(number%maxRepeats, 10)
}

// sealRepeats adds what is new in the memory of repeats, and returns up to
// where.
func (l *Listener) sealRepeats(out *sealed) (mark uint64) {
	for number, record := range l.repeats.Records(l.repeatsSaved) {
		out.put(repeatKey(number), record)
	}
	return l.repeats.Mark()
}

func (l *Listener) loadRepeat(e Entry, all *loaded) error {
	var record []byte
	if err := unseal(e, &record); err != nil {
		return err
	}
	if _, err := strconv.ParseUint(strings.TrimPrefix(e.Key, keyRepeat), 10, 32); err != nil {
		return &StateError{e.Key, "has no number"}
	}
	all.repeats = append(all.repeats, record)
	return nil
}

// restoreRepeats takes up the memory of repeats. One that another version of
// package duplicate wrote is forgotten: what came before may count again.
func (l *Listener) restoreRepeats(records [][]byte) {
	if err := l.repeats.Restore(records); err != nil {
		l.log.Warn("repeats of earlier posts are not recognized", "err", err)
	}
	l.repeatsSaved = l.repeats.Mark()
}
