package query

// A lexeme is one piece of an expression.
type lexeme struct {
	kind    lexemeKind
	at, len int    // bytes of the expression
	text    string // without quotes, braces, field names and tildes
	n       int    // of NEAR/n, or of "phrase"~n
	ordered bool   // NEAR/nf, ONEAR/n
	tilde   int    // edits behind a bare word; anyEdits for a lone ~, none without
	field   *field
}

const (
	none     = -1
	anyEdits = -2
)

type lexemeKind uint8

const (
	lexEnd lexemeKind = iota
	lexOpen
	lexClose
	lexAnd
	lexOr
	lexNot
	lexNear
	lexBare
	lexQuoted
	lexBraced
	lexRaw
	lexField
	lexNumber
	lexNothing // was reported as a fault
)
