package listen

import "time"

// A Window is one interval of one brand, counted and judged: what a chart of
// "is this normal?" is drawn from. [Hooks.Judged] is given every one of them.
type Window struct {
	Brand      string    `json:"brand"`
	Competitor bool      `json:"competitor,omitzero"`
	Start      time.Time `json:"start"`
	End        time.Time `json:"end"`

	Mentions   int `json:"mentions"`
	Scored     int `json:"scored"` // mentions whose tone is known
	Positive   int `json:"positive"`
	Negative   int `json:"negative"`
	Complaints int `json:"complaints"`
	Repeats    int `json:"repeats,omitzero"` // posts that were left out, because they had been counted

	// Coverage is the share of the brand's usual sources, in [0, 1], that were
	// listened to. Below a half nothing is judged.
	Coverage float64 `json:"coverage"`

	// Volume is the number of mentions, Tone the share of the scored ones that
	// are negative, Complaint the share of all that complain. Nil means that
	// it cannot be said: nobody listened, or there was nothing to take a share
	// of.
	Volume    *Level `json:"volume,omitzero"`
	Tone      *Level `json:"tone,omitzero"`
	Complaint *Level `json:"complaint,omitzero"`

	// Config is the hash of the configuration that made this result.
	Config string `json:"config"`
}

// A Level is a measure of a window beside what is normal there.
type Level struct {
	Value    float64 `json:"value"`
	Expected float64 `json:"expected"`
	Low      float64 `json:"low"` // between Low and High lie 95 % of normal windows
	High     float64 `json:"high"`
	// P is how likely evidence at least this strong is when all is normal, in
	// (0, 1]. It is gathered over the last windows.
	P float64 `json:"p"`
	// Ready is false as long as too little was seen to judge by; Expected, Low
	// and High are a first guess then.
	Ready bool `json:"ready"`
	// Odd tells that the window is part of an incident.
	Odd bool `json:"odd,omitzero"`
}

// places are where the levels of a window are to be written; all nil where
// nobody asks for the window.
type places struct{ volume, tone, complaint **Level }

func (w *Window) levels() places {
	if w == nil {
		return places{}
	}
	return places{&w.Volume, &w.Tone, &w.Complaint}
}

// windowOf is what was counted in a frame, not judged yet.
func windowOf(b *Brand, f frame, config string) *Window {
	t := f.tally
	return &Window{
		Brand: b.Name, Competitor: b.Competitor, Start: f.start, End: f.end,
		Mentions: t.Mentions, Scored: t.Scored, Positive: t.Positive, Negative: t.Negative,
		Complaints: t.Complaints, Repeats: t.Repeats, Coverage: f.coverage, Config: config,
	}
}
