package sourcetest

import (
	"fmt"
	"runtime"
	"strings"
	"time"
)

// snapshot is the goroutines that ran at one time, by their number.
type snapshot map[string]bool

// grace is how long goroutines may take to end by themselves: a connection
// that was closed is noticed by those who read it a moment later.
const grace = 2 * time.Second

func goroutines() snapshot {
	s := snapshot{}
	for _, stack := range stacks() {
		s[number(stack)] = true
	}
	return s
}

// leaked returns an error with the stack of a goroutine that is new since the
// snapshot and does not end within a part of patience.
func (s snapshot) leaked(patience time.Duration) error {
	var left string
	for deadline := time.Now().Add(min(grace, patience*2/5)); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if left = s.remaining(); left == "" {
			return nil
		}
	}
	return fmt.Errorf("a goroutine was left behind:\n%s", left)
}

func (s snapshot) remaining() string {
	for _, stack := range stacks() {
		if !s[number(stack)] && !ours(stack) {
			return stack
		}
	}
	return ""
}

// ours tells the goroutines of the kit and of the double: a server notices
// only when it writes that nobody reads.
func ours(stack string) bool {
	return strings.Contains(stack, "sourcetest.snapshot.leaked") || strings.Contains(stack, "net/http.(*conn).serve(")
}

func number(stack string) string {
	head, _, _ := strings.Cut(stack, " [")
	return head
}

func stacks() []string {
	buf := make([]byte, 1<<20)
	for {
		n := runtime.Stack(buf, true)
		if n < len(buf) {
			return strings.Split(string(buf[:n]), "\n\n")
		}
		buf = make([]byte, 2*len(buf))
	}
}
