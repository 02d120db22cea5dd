package match

// A Hit is one place in a text where a brand is named.
type Hit struct {
	Brand string `json:"brand"` // the brand's Name
	Term  string `json:"term"`  // the name, term or handle that was found, as the brand lists it

	// Start and End are byte offsets into the original text: text[Start:End] is
	// what was written, with the # or @ and with a glued suffix.
	Start int `json:"start"`
	End   int `json:"end"`

	Kind       Kind    `json:"kind"`
	Distance   int     `json:"distance,omitzero"` // edits between the term and what was written; 0 unless Kind is Misspelled
	Confidence float64 `json:"confidence"`        // 0 to 1: how sure it is that this names the brand
}
