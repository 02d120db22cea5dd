package recording

import (
	"time"

	"github.com/earshot-go/earshot/source"
)

// The recording lasts from Start up to End.
var (
	Start = time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)
	End   = Start.AddDate(0, 0, 22)
)

// SceneKind tells what happens in a scene.
type SceneKind string

// The kinds of scene.
const (
	Outage   SceneKind = "outage"   // complaints by the dozen
	Restored SceneKind = "restored" // thanks, after an outage
	Campaign SceneKind = "campaign" // many kind words
	Silence  SceneKind = "silence"  // next to no posts, while all sources are read
	Hole     SceneKind = "hole"     // a source misses posts, and says so
)

// A Scene is something out of the ordinary that was put into the recording.
type Scene struct {
	Kind   SceneKind
	Brand  string // whom it is about; empty for a Hole
	Source string // which source misses posts; set for a Hole alone
	From   time.Time
	To     time.Time
}

// Scenes returns all scenes in the order of their times.
func Scenes() []Scene {
	return []Scene{
		{Kind: Campaign, Brand: Linnet, From: at(14, 9), To: at(14, 15)},
		{Kind: Hole, Source: Mastodon, From: at(16, 8), To: at(16, 13)},
		{Kind: Outage, Brand: Telmira, From: at(18, 12), To: at(18, 17)},
		{Kind: Restored, Brand: Telmira, From: at(18, 17), To: at(18, 20)},
		{Kind: Silence, Brand: Telmira, From: at(20, 10), To: at(20, 20)},
	}
}

// at returns the full hour on a day of March 2026.
func at(day, hour int) time.Time { return time.Date(2026, time.March, day, hour, 0, 0, 0, time.UTC) }

// gapOf returns what the source of that name misses, or nil.
func gapOf(name string) *source.Gap {
	for _, s := range Scenes() {
		if s.Kind == Hole && s.Source == name {
			return &source.Gap{From: s.From, To: s.To, Reason: "the server did not answer"}
		}
	}
	return nil
}
