package listen

import "time"

// lifecycle turns odd and normal windows into the states of an alert. It holds
// state alone: what is odd is decided by its caller.
type lifecycle struct {
	State   AlertState `json:"state,omitzero"` // "" is quiet
	Odd     int        `json:"odd,omitzero"`   // windows in a row
	Calm    int        `json:"calm,omitzero"`
	QuietTo time.Time  `json:"quietTo,omitzero"` // end of the cool-down
	Muffled bool       `json:"muffled,omitzero"` // what goes on was told as Held
}

func (l *lifecycle) up() bool { return l.State == Pending || l.State == Firing }

// step takes the next window, which ends at end, and returns what is to be
// told: the new state where it changed, Held where the cool-down keeps an
// incident back, or nothing.
func (l *lifecycle) step(odd bool, end time.Time, d Damping) (tell AlertState) {
	if odd {
		l.Odd, l.Calm = l.Odd+1, 0
	} else {
		l.Odd, l.Calm = 0, l.Calm+1
		l.Muffled = false
	}
	next := l.next(end, d)
	if next != l.State {
		l.State, l.Muffled = next, false
		return next
	}
	if odd && !l.up() && !l.Muffled {
		l.Muffled = true
		return Held
	}
	return ""
}

func (l *lifecycle) next(end time.Time, d Damping) AlertState {
	switch l.State {
	case Firing:
		if l.Calm >= d.Release {
			l.QuietTo = end.Add(d.CoolDown)
			return Resolved
		}
		return Firing
	case Pending:
		if l.Odd == 0 {
			return Resolved
		}
	default: // quiet, or resolved before
		if l.Odd == 0 || !end.After(l.QuietTo) {
			return l.State
		}
	}
	if l.Odd >= d.Hold {
		return Firing
	}
	return Pending
}
