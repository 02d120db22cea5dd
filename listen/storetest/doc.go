// Package storetest tries whether a [listen.Store] keeps its promises.
//
// A test hands over how the store is opened, and whether what was written is
// there when it is opened again:
//
//	func TestStore(t *testing.T) {
//		path := filepath.Join(t.TempDir(), "state.db")
//		storetest.Run(t, storetest.Harness{
//			Open: func() (listen.Store, func() error, error) {
//				s, err := boltstore.Open(path)
//				if err != nil {
//					return nil, nil, err
//				}
//				return s, s.Close, nil
//			},
//		})
//	}
//
// Where there is no *testing.T, [All] returns what was found as errors.
//
// [Memory] is a store for the tests of programs that use one.
//
// # Not here
//
// Whether a disk really keeps what it was told to keep can only be seen by
// cutting its power.
package storetest
