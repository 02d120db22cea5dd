package match

// A Hit is one place in a text where a brand is named.
type Hit struct {
	Brand string // the brand's Name
	Term  string // the name, term or handle that was found, as the brand lists it

	// Start and End are byte offsets into the original text: text[Start:End] is
	// what was written, with the # or @ and with a glued suffix.
	Start, End int

	Kind       Kind
	Distance   int     // edits between the term and what was written; 0 unless Kind is Misspelled
	Confidence float64 // 0 to 1: how sure it is that this names the brand

	brand, term int32 // positions in the compiled list, for Explain and for breaking ties
}
