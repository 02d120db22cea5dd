// Package boltstore keeps a listener's state in one file.
//
//	store, err := boltstore.Open("earshot.db")
//	if err != nil {
//		log.Fatal(err)
//	}
//	defer store.Close()
//	if damaged := store.Damaged(); damaged != nil {
//		log.Print(damaged) // the file was set aside, and the last good copy is used
//	}
//	l, err := listen.New(brands, sources, &listen.Options{Store: store})
//
// The file is a bbolt database: every save is a transaction that is on the
// disk when it returns, and a crash in the middle of one leaves the state
// before it.
//
// # Damage
//
// A disk may still tear a file. Open reads the whole file and checks its
// structure. A damaged one is renamed, named by [Store.Damaged] and replaced
// by the copy that is made beside it, with ".copy" at the end of its name,
// when the store is opened, every hour and when it is closed. What came after
// the copy is then heard again.
//
// # Who should not read on
//
// A listener without a store keeps its state in memory, and does not link this
// package or bbolt.
package boltstore
