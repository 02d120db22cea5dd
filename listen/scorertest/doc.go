// Package scorertest tries whether a [listen.Scorer] keeps the rules that a
// listener relies on.
//
//	func TestModel(t *testing.T) {
//		scorertest.Run(t, &Model{Address: server.URL})
//	}
//
// The texts are a few dozen, friendly and hostile. Whether the answers are right
// is not asked: measure that on labelled posts.
//
// [All] does the same without a *testing.T.
package scorertest
