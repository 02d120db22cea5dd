package query

import (
	"sync"

	"github.com/earshot-go/earshot/match/internal/fold"
)

// A Query is a compiled expression. It does not change, and any number of
// goroutines may use it. The zero Query, like a nil one, matches nothing.
type Query struct {
	root  *node
	words *vocabulary
	terms int // different ones
	size  int // bytes of the expression
	pool  sync.Pool
}

// Options tune how an expression is read. The zero value is what [Compile] uses.
type Options struct {
	// Words says what words mean that stand side by side without an operator.
	// A value that is none of the three is read as AllWords.
	Words Words
}

// Words is the meaning of words without an operator between them, on which
// listening tools differ.
type Words uint8

const (
	// AllWords asks for every one, as Talkwalker and YouScan do.
	AllWords Words = iota
	// AnyWord asks for one of them, as Notified does. Such words bind tighter
	// than AND, and what is excluded behind them is excluded from all.
	AnyWord
	// PhraseOfWords asks for them as one phrase, as Sprinklr does.
	PhraseOfWords
)

// Compile reads an expression. Its error joins a [SyntaxError] for everything
// in it that cannot be used.
func Compile(expression string) (*Query, error) { return Options{}.Compile(expression) }

// Compile is like the function of that name, with options.
func (o Options) Compile(expression string) (*Query, error) {
	c := &compiler{opts: o, words: newVocabulary(), known: make(map[string]*term), reader: reader{table: fold.Default()}}
	c.lexer = lexer{expr: expression, faults: &c.faults}
	root := c.whole()
	if len(c.faults.found) > 0 || root == nil {
		return nil, c.faults.join()
	}
	q := &Query{root: root, words: c.words, terms: len(c.known), size: len(expression)}
	q.pool.New = newState
	return q, nil
}

// String returns the query in canonical form: operators in capitals, every
// operator and parenthesis written, comments left out. It compiles to the same
// query, whatever the [Options].
func (q *Query) String() string {
	if q.empty() {
		return ""
	}
	return q.root.key
}

func (q *Query) empty() bool { return q == nil || q.root == nil }

// Match tells whether the query is true of the document. Where it is unknown,
// because the document does not tell a field that decides, Match says false;
// [Query.Truth] tells the two apart.
func (q *Query) Match(d *Document) bool { return q.Truth(d) == True }

// Truth evaluates the query. It does not allocate.
func (q *Query) Truth(d *Document) Truth {
	if q.empty() {
		return False
	}
	s := q.state(d)
	defer q.release(s)
	return s.truth(q.root)
}

var nothing Document

func newState() any { return &state{reader: reader{table: fold.Default()}} }

func (q *Query) state(d *Document) *state {
	if d == nil {
		d = &nothing
	}
	s := q.pool.Get().(*state)
	s.reset(q, d)
	return s
}

func (q *Query) release(s *state) {
	s.d = nil
	q.pool.Put(s)
}
