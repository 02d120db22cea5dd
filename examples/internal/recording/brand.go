package recording

// The names of the brands.
const (
	Telmira   = "Telmira"   // a mobile network
	Linnet    = "Linnet"    // its cheaper sister; also a small bird
	Northlark = "Northlark" // their rival
)

