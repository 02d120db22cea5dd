//go:build race

package query

// The race detector makes sync.Pool forget at random, so that what is counted
// under it says nothing about allocation.
const raceDetector = true
