//go:build unix

package listen_test

import (
	"syscall"
	"time"
)

// cpuTime is how long the process has computed so far, which does not count
// what other programs take.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
