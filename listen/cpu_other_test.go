//go:build !unix

package listen_test

import "time"

var started = time.Now()

// cpuTime is the time that has passed, where the system does not tell what the
// process took of it.
func cpuTime() time.Duration { return time.Since(started) }
