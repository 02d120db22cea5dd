package baseline

import "time"

// Direction says on which side of the expected value the evidence lies.
type Direction int8

// The directions. Same is the zero value: no evidence at all.
const (
	Down Direction = -1
	Same Direction = 0
	Up   Direction = 1
)

// String says up, down or same.
func (d Direction) String() string {
	switch d {
	case Up:
		return "up"
	case Down:
		return "down"
	}
	return "same"
}

// State is where an interval stands in an incident. An incident opens when the evidence is rarer than
// the budget of false alarms allows, and closes when the last few intervals look normal again: the two
// bars differ, so that an incident does not flutter.
type State uint8

const (
	None      State = iota // nothing is going on
	Onset                  // an incident opens with this interval: the one moment to alarm
	Lasting                // it goes on
	Over                   // it closed with this interval
	NewNormal              // it lasted so long that its level is now taken for normal: a change point
)

// String names the state.
func (s State) String() string {
	names := [...]string{"none", "onset", "lasting", "over", "new normal"}
	if int(s) < len(names) {
		return names[s]
	}
	return "unknown"
}

// Parts say what the expected value is made of. For Counts they are factors whose product is Expected (with
// the coverage), for a Ratio factors of the odds, for an Amount terms of a sum.
type Parts struct {
	Level  float64 // the usual size of an interval
	Season float64 // the hour of the day and the day of the week
	Event  float64 // the known event, if there is one
	Swing  float64 // the passing deviation of the last day
}

// Verdict is what a baseline thinks of one interval, given all before it. Of a Ratio, Expected, Low, High
// and Value are hits, not shares.
type Verdict struct {
	Time      time.Time
	Value     float64
	Expected  float64 // the mean of what was to be expected
	Low, High float64 // where 95 in 100 normal values lie
	Parts     Parts

	// Score is how odd this is, in [0, 1): 1 - P, and 0 while the baseline is not Ready.
	Score float64
	// P is the probability that evidence at least this strong comes up in a normal interval, in (0, 1]. The
	// evidence is gathered over the last intervals, up to about 128 of them; what comes up counts once
	// and not again while it lasts, so P times the intervals of a week is what a threshold costs in false alarms.
	P float64
	// Alone is the probability of a value at least this far out, judged by this interval alone.
	Alone float64
	// News is Score where the evidence is stronger than all of the past day's (each counting less the
	// older it is), and 0 elsewhere. Compare News, not Score, to a threshold of your own to be told of a
	// thing once.
	News float64
	// Size is how large the burst of the last half a dozen intervals is, over what level and season make
	// usual, in units of its own root mean square over the last weeks: 1 is an ordinary interval, 5 a great burst. It does
	// not ask how probable that was, so it ranks the bursts of a series that always bursts.
	Size float64
	// Surge is above 0 where that burst, or the distance from the mean of the last weeks, is large beside the
	// largest of them, and larger than those of the last hours (each counting less the older it is). Above
	// about 2 the series has seen nothing like it. Size and Surge begin after 50 intervals, Ready or not.
	Surge float64
	// Direction says on which side the evidence lies, Window over how many intervals it was gathered.
	Direction Direction
	Window    int
	// Ready is false during the first two days and 14 intervals, when there is too little history to judge by.
	Ready bool

	State State
	Since time.Time // when the incident opened; zero if there is none
	Peak  float64   // the value furthest from what was expected since then
}
