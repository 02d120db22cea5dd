package main

import "runtime"

// stacks is the memory of all goroutines' stacks, in MiB.
func stacks() int {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.StackInuse >> 20)
}
