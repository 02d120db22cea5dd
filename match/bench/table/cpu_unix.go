//go:build unix

package main

import (
	"syscall"
	"time"
)

// used is the processor time of this process so far, which other processes on
// the machine do not stretch.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return time.Duration(time.Now().UnixNano())
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
