//go:build !race

package sentiment

// raced says that the race detector is on, under which sync.Pool forgets at random.
const raced = false
