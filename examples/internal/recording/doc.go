// Package recording holds three weeks of posts about a mobile network, its
// cheaper sister and their rival, for programs that have to show something
// without a network.
//
// Nobody wrote these posts and none of the brands exists: package
// [github.com/earshot-go/earshot/examples/internal/recording/script] makes them
// from patterns and a seed, with the misspellings, hashtags and hours of the
// day that real posts have. [Scenes] tells what was put into them on purpose,
// so that a test can ask whether it was found.
//
//	listener, err := listen.New(recording.Brands(), recording.Sources(), nil)
package recording

//go:generate go run ./script/write posts
