package match

// Options tune a matcher. The zero value is what [Compile] uses.
type Options struct {
	// MinConfidence is what a hit must reach to be told. Zero means 0.5.
	MinConfidence float64

	// Initialisms lets the initials of names of three words and more stand for
	// them (BOA for Bank of America) wherever they are written in capitals.
	// Without it they count only in a text that has the long form too.
	Initialisms bool

	// ExactOnly turns misspellings off.
	ExactOnly bool

	// Words are never taken for a misspelled name: product terms of your field,
	// names of people. They join the dictionary that is built in.
	Words []string

	// Learned holds what [Learn] drew from labelled posts. Nil is nothing.
	Learned *Learned
}

// threshold is MinConfidence with its default.
func (o *Options) threshold() float64 {
	if o.MinConfidence == 0 {
		return 0.5
	}
	return o.MinConfidence
}
