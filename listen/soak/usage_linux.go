package main

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// cpu is the time that this process has computed.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak and resident are the most memory that this process had, and what it has
// now, in MiB.
func peak() int     { return status("VmHWM:") }
func resident() int { return status("VmRSS:") }

func status(name string) int {
	text, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(text), name)
	kib, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
	return kib >> 10
}
