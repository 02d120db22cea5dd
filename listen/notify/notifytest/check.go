package notifytest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/notify"
)

// A Check is one rule and how it is tried.
type Check struct {
	Name string // as a subtest is called
	Rule string // the sentence that a notifier must keep
	Try  func(ctx context.Context, h Harness) error
}

// Run tries all checks, each as a subtest.
func Run(t *testing.T, h Harness) {
	t.Helper()
	for _, check := range Checks() {
		t.Run(check.Name, func(t *testing.T) {
			if err := check.Try(t.Context(), h); err != nil {
				t.Errorf("%v\nThe rule: %s", err, check.Rule)
			}
		})
	}
}

// All tries all checks and returns what each found, joined.
func All(ctx context.Context, h Harness) error {
	var errs []error
	for _, check := range Checks() {
		if err := check.Try(ctx, h); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", check.Name, err))
		}
	}
	return errors.Join(errs...)
}

// Checks returns all checks, the simplest first.
func Checks() []Check {
	return []Check{
		{"delivers", "A message that the network takes arrives once, with its title and its text.", tryDelivers},
		{"bare message", "Key and Title are all that a message needs.", tryBare},
		{"refused", "What the network refuses for good is notify.ErrRejected.", tryRefused},
		{"failed", "What fails for the moment is an error, and not notify.ErrRejected; nothing is tried twice.", tryFailed},
		{"busy", "A pause that the network asks for is a *notify.LaterError.", tryBusy},
		{"leaves", "Send returns when its context ends.", tryLeaves},
		{"secrets", "No error shows the credential.", trySecrets},
		{"hostile text", "Whatever strangers wrote arrives as one message of valid UTF-8, without its control characters.", tryHostile},
		{"long text", "A text of a mebibyte is cut or carried, not refused.", tryLong},
		{"digest", "A message with a thousand parts arrives.", tryDigest},
		{"concurrent use", "Several messages may be sent at the same time.", tryConcurrent},
	}
}

// sample is a message with everything in it.
func sample() notify.Message {
	return notify.Message{
		Key: "a1/firing/1700000000", About: "a1", Thread: "i1", Brand: "Fernhill", State: listen.Firing, Severity: 7,
		Time:  time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC),
		Title: "Fernhill volume spike", Text: "41 mentions where 6 is normal",
		Link:  "https://example.com/posts/1",
		Facts: []notify.Fact{{Name: "Severity", Value: "7 of 10"}, {Name: "Words", Value: "recall"}},
	}
}

// in opens a network, sends messages and returns what arrived.
func in(ctx context.Context, h Harness, mood Mood, messages ...notify.Message) ([]string, error) {
	n := h.Open(mood)
	defer n.Close()
	var errs []error
	for _, m := range messages {
		errs = append(errs, n.Notifier.Send(ctx, m))
	}
	return n.Received(), errors.Join(errs...)
}

func tryDelivers(ctx context.Context, h Harness) error {
	m := sample()
	got, err := in(ctx, h, Accepts, m)
	switch {
	case err != nil:
		return fmt.Errorf("sending failed: %w", err)
	case len(got) != 1:
		return fmt.Errorf("%d messages arrived instead of one", len(got))
	}
	for _, words := range []string{m.Title, m.Text} {
		if !strings.Contains(got[0], words) {
			return fmt.Errorf("%q is not in what arrived: %.300q", words, got[0])
		}
	}
	return nil
}

func tryBare(ctx context.Context, h Harness) error {
	got, err := in(ctx, h, Accepts, notify.Message{Key: "k", Title: "Fernhill"})
	return once(got, err)
}

func once(got []string, err error) error {
	if err != nil {
		return fmt.Errorf("sending failed: %w", err)
	}
	if len(got) != 1 {
		return fmt.Errorf("%d messages arrived instead of one", len(got))
	}
	return nil
}

func tryRefused(ctx context.Context, h Harness) error {
	_, err := in(ctx, h, Refuses, sample())
	if !errors.Is(err, notify.ErrRejected) {
		return fmt.Errorf("the error was %w", orNone(err))
	}
	return nil
}

func tryFailed(ctx context.Context, h Harness) error {
	got, err := in(ctx, h, Fails, sample())
	switch {
	case err == nil:
		return errors.New("the network failed, and Send returned nil")
	case errors.Is(err, notify.ErrRejected):
		return fmt.Errorf("the error was %w", err)
	case len(got) > 1:
		return fmt.Errorf("the network was asked %d times", len(got))
	}
	return nil
}

func tryBusy(ctx context.Context, h Harness) error {
	if h.NoPause {
		return nil
	}
	_, err := in(ctx, h, Busy, sample())
	var later *notify.LaterError
	if !errors.As(err, &later) {
		return fmt.Errorf("the error was %w", orNone(err))
	}
	if later.After < Pause-2*time.Second || later.After > Pause+2*time.Second {
		return fmt.Errorf("the network asked for %v, and the error says %v", Pause, later.After)
	}
	return nil
}

var errNone = errors.New("nil")

func orNone(err error) error {
	if err == nil {
		return errNone
	}
	return err
}

func tryLeaves(ctx context.Context, h Harness) error {
	ctx, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	done := make(chan error, 1)
	n := h.Open(Hangs)
	defer n.Close()
	go func() { done <- n.Notifier.Send(ctx, sample()) }()
	const patience = 10 * time.Second
	select {
	case err := <-done:
		if err == nil {
			return errors.New("the network said nothing, and Send returned nil")
		}
		return nil
	case <-time.After(patience):
		return fmt.Errorf("the call was still there %v after its context had ended", patience)
	}
}

func trySecrets(ctx context.Context, h Harness) error {
	for _, mood := range []Mood{Refuses, Fails, Busy} {
		if _, err := in(ctx, h, mood, sample()); err != nil && strings.Contains(err.Error(), Secret) {
			return fmt.Errorf("an error shows it: %w", err)
		}
	}
	n := h.Open(Accepts)
	n.Close() // nobody answers here any more
	if err := n.Notifier.Send(ctx, sample()); err != nil && strings.Contains(err.Error(), Secret) {
		return fmt.Errorf("an error shows it: %w", err)
	}
	return nil
}

func tryHostile(ctx context.Context, h Harness) error {
	m := sample()
	m.Title = "a\r\nBcc: x@example.com\x00\xff <!channel> @everyone"
	m.Text = "\x1b[31m\u202e</script><script>alert(1)</script>\r\n.\r\nQUIT\xc3\x28 [x](javascript:1)"
	m.Brand, m.Link, m.Key = "b\x00\r\n", "javascript:alert(1)", "k\r\nX-Evil: 1"
	m.Facts = []notify.Fact{{}, {Name: "\x00", Value: "\x00"}, {Name: "<b>", Value: "`*_"}}
	got, err := in(ctx, h, Accepts, m)
	if err := once(got, err); err != nil {
		return err
	}
	if !utf8.ValidString(got[0]) {
		return fmt.Errorf("what arrived is no valid UTF-8: %.300q", got[0])
	}
	if strings.ContainsAny(got[0], "\x00\x1b") {
		return fmt.Errorf("what arrived has control characters: %.300q", got[0])
	}
	return nil
}

func tryLong(ctx context.Context, h Harness) error {
	m := sample()
	m.Title, m.Text = strings.Repeat("سلام ", 2000), strings.Repeat("long & ", 1<<20/7)
	for range 200 {
		m.Facts = append(m.Facts, notify.Fact{Name: strings.Repeat("n", 2000), Value: strings.Repeat("v", 5000)})
	}
	got, err := in(ctx, h, Accepts, m)
	return once(got, err)
}

func tryDigest(ctx context.Context, h Harness) error {
	m := sample()
	for i := range 1000 {
		part := sample()
		part.Key = fmt.Sprint("part", i)
		m.Parts = append(m.Parts, part)
	}
	got, err := in(ctx, h, Accepts, m)
	return once(got, err)
}

func tryConcurrent(ctx context.Context, h Harness) error {
	const senders = 8
	n := h.Open(Accepts)
	defer n.Close()
	errs := make([]error, senders)
	var wait sync.WaitGroup
	for i := range senders {
		m := sample()
		m.Key = fmt.Sprint("k", i)
		wait.Go(func() { errs[i] = n.Notifier.Send(ctx, m) })
	}
	wait.Wait()
	if got := len(n.Received()); got != senders {
		errs = append(errs, fmt.Errorf("%d messages arrived instead of %d", got, senders))
	}
	return errors.Join(errs...)
}
