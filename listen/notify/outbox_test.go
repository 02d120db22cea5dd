package notify_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/notify"
)

var spike = &listen.Alert{
	ID: "a1", Incident: "i1", Brand: "Fernhill", Kind: listen.VolumeSpike, State: listen.Firing, Severity: 7,
	Time: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), Start: time.Date(2026, 3, 1, 11, 0, 0, 0, time.UTC),
	Value: 41, Expected: 6, Low: 2, High: 12,
	Why: listen.Why{Measure: listen.Mentions, Value: 41, Expected: 6, PerWeek: 0.001, Coverage: 1, Terms: []listen.Driver{{Name: "recall", Count: 30, Share: 0.7}},
		Posts: []listen.TopPost{{URL: "https://example.com/1", Text: "Fernhill recall!"}}},
}

// memory is a store that can be told to fail.
type memory struct {
	mu      sync.Mutex
	entries map[string][]byte
	broken  error
}

func (m *memory) Load(context.Context) iter.Seq2[listen.Entry, error] {
	return func(yield func(listen.Entry, error) bool) {
		for k, v := range m.entries {
			if !yield(listen.Entry{Key: k, Value: v}, nil) {
				return
			}
		}
	}
}

func (m *memory) Save(_ context.Context, entries []listen.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return m.broken
	}
	if m.entries == nil {
		m.entries = make(map[string][]byte)
	}
	for _, e := range entries {
		if e.Value == nil {
			delete(m.entries, e.Key)
			continue
		}
		m.entries[e.Key] = e.Value
	}
	return nil
}

func (m *memory) breaks(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.broken = err
}

// desk is a notifier that keeps what it was sent, and fails as told.
type desk struct {
	mu   sync.Mutex
	got  []notify.Message
	at   []time.Time
	fail error
}

func (d *desk) Send(_ context.Context, m notify.Message) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	d.got, d.at = append(d.got, m), append(d.at, time.Now())
	return nil
}

func (d *desk) fails(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fail = err
}

func (d *desk) titles() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []string
	for _, m := range d.got {
		out = append(out, m.Title)
	}
	return out
}

func message(key string, severity int) notify.Message {
	return notify.Message{Key: key, Title: key, Severity: severity}
}

// running opens an outbox and delivers until the returned function is called,
// as the end of a process would.
func running(t *testing.T, d notify.Destination, opts *notify.Options) (*notify.Outbox, func()) {
	t.Helper()
	box, err := notify.NewOutbox(t.Context(), []notify.Destination{d}, opts)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	wait.Go(func() { box.Run(ctx) })
	return box, func() { cancel(); wait.Wait() }
}

func TestEachKeyIsDeliveredOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d desk
		box, stop := running(t, notify.Destination{Name: "desk", To: &d}, nil)
		defer stop()
		for range 3 {
			require.NoError(t, box.Put(t.Context(), message("a", 0)))
			require.NoError(t, box.Put(t.Context(), message("b", 0)))
			synctest.Wait()
		}
		assert.Equal(t, []string{"a", "b"}, d.titles())
		assert.Empty(t, box.Waiting())
	})
}

func TestAWeekOf500LosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := desk{fail: errors.New("status 500")}
		attempts := 0
		box, stop := running(t, notify.Destination{Name: "desk", To: &d}, &notify.Options{Attempted: func(notify.Letter, error) { attempts++ }})
		defer stop()
		for i := range 5 {
			require.NoError(t, box.Put(t.Context(), message(fmt.Sprint(i), 0)))
		}
		time.Sleep(7 * 24 * time.Hour)
		synctest.Wait()
		assert.Len(t, box.Waiting(), 5)
		assert.InDelta(t, 5*7*24*4, attempts, 5*7*24*1, "about four attempts an hour")
		d.fails(nil)
		time.Sleep(20 * time.Minute)
		synctest.Wait()
		assert.ElementsMatch(t, []string{"0", "1", "2", "3", "4"}, d.titles())
	})
}

func TestACrashLosesAndDoublesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var store memory
		d := desk{fail: errors.New("down")}
		destination := notify.Destination{Name: "desk", To: &d}
		for run := range 20 {
			box, stop := running(t, destination, &notify.Options{Store: &store})
			for i := range run + 1 { // the listener tells again what it told before
				require.NoError(t, box.Put(t.Context(), message(fmt.Sprint(i), 0)))
			}
			if run%3 == 2 {
				d.fails(nil)
			}
			time.Sleep(time.Duration(run*run) * time.Second)
			synctest.Wait()
			stop()
			d.fails(errors.New("down"))
		}
		d.fails(nil)
		_, stop := running(t, destination, &notify.Options{Store: &store})
		time.Sleep(time.Hour)
		stop()
		want := make(map[string]int)
		for i := range 20 {
			want[fmt.Sprint(i)] = 1
		}
		got := make(map[string]int)
		for _, title := range d.titles() {
			got[title]++
		}
		assert.Equal(t, want, got)
	})
}

func TestRejectedLettersWaitForSomebody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var store memory
		d := desk{fail: fmt.Errorf("%w: no such chat", notify.ErrRejected)}
		box, stop := running(t, notify.Destination{Name: "desk", To: &d}, &notify.Options{Store: &store})
		require.NoError(t, box.Put(t.Context(), message("a", 0)))
		require.NoError(t, box.Put(t.Context(), message("b", 0)))
		time.Sleep(48 * time.Hour)
		stop()

		box, stop = running(t, notify.Destination{Name: "desk", To: &d}, &notify.Options{Store: &store})
		defer stop()
		require.Len(t, box.Dead(), 2)
		assert.Equal(t, 1, box.Dead()[0].Attempts)
		assert.Contains(t, box.Dead()[0].Failure, "no such chat")
		d.fails(nil)
		n, err := box.Retry(t.Context(), "a")
		require.NoError(t, err)
		assert.Equal(t, 1, n)
		n, err = box.Discard(t.Context(), "b")
		require.NoError(t, err)
		assert.Equal(t, 1, n)
		synctest.Wait()
		assert.Equal(t, []string{"a"}, d.titles())
		assert.Empty(t, box.Dead())
	})
}

func TestWhatTheNetworkAsksIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := desk{fail: &notify.LaterError{After: 3 * time.Hour}}
		box, stop := running(t, notify.Destination{Name: "desk", To: &d}, nil)
		defer stop()
		start := time.Now()
		require.NoError(t, box.Put(t.Context(), message("a", 0)))
		synctest.Wait()
		d.fails(nil)
		time.Sleep(4 * time.Hour)
		synctest.Wait()
		require.Len(t, d.at, 1)
		assert.Equal(t, 3*time.Hour, d.at[0].Sub(start))
	})
}

func TestThreadsStayInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := desk{fail: errors.New("down")}
		box, stop := running(t, notify.Destination{Name: "desk", To: &d}, nil)
		defer stop()
		put := func(key, thread string) {
			m := message(key, 0)
			m.Thread = thread
			require.NoError(t, box.Put(t.Context(), m))
		}
		put("fires", "i1")
		synctest.Wait()
		d.fails(nil)
		put("is over", "i1")
		put("another", "i2")
		synctest.Wait()
		assert.Equal(t, []string{"another"}, d.titles(), "what belongs to a failing one waits for it")
		time.Sleep(time.Minute)
		synctest.Wait()
		assert.Equal(t, []string{"another", "fires", "is over"}, d.titles())
	})
}

func TestNightsAreQuiet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // begins on 2000-01-01 at midnight UTC
		amsterdam, err := time.LoadLocation("Europe/Amsterdam")
		require.NoError(t, err)
		var d desk
		box, stop := running(t, notify.Destination{
			Name: "desk", To: &d, Urgent: 9, Quiet: notify.Quiet{From: 22 * time.Hour, To: 7 * time.Hour, Location: amsterdam},
		}, nil)
		defer stop()
		require.NoError(t, box.Put(t.Context(), message("a", 5)))
		require.NoError(t, box.Put(t.Context(), message("fire!", 9)))
		time.Sleep(time.Hour)
		require.NoError(t, box.Put(t.Context(), message("b", 5)))
		synctest.Wait()
		assert.Equal(t, []string{"fire!"}, d.titles())
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		require.Len(t, d.got, 2)
		assert.Equal(t, "07:00", d.at[1].In(amsterdam).Format("15:04"))
		assert.Equal(t, []notify.Message{message("a", 5), message("b", 5)}, d.got[1].Parts)
		require.NoError(t, box.Put(t.Context(), message("a", 5)), "told again, by a listener that was restarted")
		synctest.Wait()
		assert.Empty(t, box.Waiting())
	})
}

func TestDigestsGather(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var store memory
		d := desk{fail: errors.New("down")}
		destination := notify.Destination{Name: "desk", To: &d, Digest: time.Hour}
		box, stop := running(t, destination, &notify.Options{Store: &store})
		start := time.Now()
		for i := range 4 {
			m := message(fmt.Sprint(i), i)
			m.Brand = "Fernhill"
			require.NoError(t, box.Put(t.Context(), m))
			time.Sleep(10 * time.Minute)
		}
		time.Sleep(25 * time.Minute) // the digest is made, and fails
		require.NoError(t, box.Put(t.Context(), message("later", 1)))
		stop()
		d.fails(nil)
		_, stop = running(t, destination, &notify.Options{Store: &store})
		time.Sleep(20 * time.Minute)
		stop()
		require.Len(t, d.got, 1)
		digest := d.got[0]
		assert.Equal(t, "4 messages: Fernhill", digest.Title)
		assert.Equal(t, "0\n1\n2\n3", digest.Text)
		assert.Equal(t, 3, digest.Severity)
		assert.Len(t, digest.Parts, 4)
		assert.Less(t, d.at[0].Sub(start), 90*time.Minute)
		_, stop = running(t, destination, &notify.Options{Store: &store})
		time.Sleep(2 * time.Hour)
		stop()
		assert.Equal(t, []string{"4 messages: Fernhill", "later"}, d.titles())
	})
}

func TestAFloodBecomesOneMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d desk
		box, stop := running(t, notify.Destination{Name: "desk", To: &d, PerHour: 3}, nil)
		defer stop()
		for i := range 250 {
			require.NoError(t, box.Put(t.Context(), message(fmt.Sprint(i), 0)))
		}
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		told := make(map[string]int)
		for i, m := range d.got {
			if len(m.Parts) == 0 {
				told[m.Key]++
			}
			for _, p := range m.Parts {
				told[p.Key]++
			}
			if i >= 3 {
				assert.GreaterOrEqual(t, d.at[i].Sub(d.at[i-3]), time.Hour)
			}
		}
		assert.Len(t, told, 250)
		for key, n := range told {
			assert.Equal(t, 1, n, key)
		}
		assert.Len(t, d.got, 3+3, "three at once, then 247 in threes of at most a hundred")
	})
}

func TestDestinationsChoose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all, bad, mine desk
		box, err := notify.NewOutbox(t.Context(), []notify.Destination{
			{Name: "all", To: &all},
			{Name: "bad", To: &bad, Least: 6},
			{Name: "mine", To: &mine, Wants: func(m notify.Message) bool { return m.State == listen.Pending }},
		}, nil)
		require.NoError(t, err)
		pending := message("pending", 3)
		pending.State = listen.Pending
		for _, m := range []notify.Message{message("low", 3), message("high", 8), pending} {
			require.NoError(t, box.Put(t.Context(), m))
		}
		require.NoError(t, box.Deliver(t.Context()))
		assert.Equal(t, []string{"low", "high"}, all.titles())
		assert.Equal(t, []string{"high"}, bad.titles())
		assert.Equal(t, []string{"pending"}, mine.titles())
	})
}

func TestAnEndIsToldToThoseWhoHeardTheBeginning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var store memory
		var all, bad desk
		destinations := []notify.Destination{{Name: "all", To: &all}, {Name: "bad", To: &bad, Least: 6}}
		put := func(about string, state listen.AlertState, severity int) {
			box, err := notify.NewOutbox(t.Context(), destinations, &notify.Options{Store: &store})
			require.NoError(t, err)
			require.NoError(t, box.Put(t.Context(), notify.Message{Key: about + string(state), Title: about + " " + string(state), About: about, State: state, Severity: severity}))
			require.NoError(t, box.Deliver(t.Context()))
		}
		put("a", listen.Firing, 5)
		put("a", listen.Resolved, 7)
		put("b", listen.Firing, 8)
		put("b", listen.Resolved, 8)
		put("c", listen.Resolved, 8)
		assert.Equal(t, []string{"a firing", "a resolved", "b firing", "b resolved"}, all.titles())
		assert.Equal(t, []string{"b firing", "b resolved"}, bad.titles())
	})
}

func TestFullDestinationsSaySo(t *testing.T) {
	d := desk{fail: errors.New("down")}
	box, err := notify.NewOutbox(t.Context(), []notify.Destination{{Name: "desk", To: &d}}, &notify.Options{Keep: 2})
	require.NoError(t, err)
	require.NoError(t, box.Put(t.Context(), message("a", 0)))
	require.NoError(t, box.Put(t.Context(), message("b", 0)))
	var full *notify.FullError
	require.ErrorAs(t, box.Put(t.Context(), message("c", 0)), &full)
	assert.Equal(t, "desk", full.Destination)
	assert.Error(t, box.Deliver(t.Context()))
	assert.Error(t, box.Put(t.Context(), notify.Message{Title: "no key"}))
}

func TestAStoreThatFailsKeepsNothingAndDoublesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var store memory
		var d desk
		box, stop := running(t, notify.Destination{Name: "desk", To: &d}, &notify.Options{Store: &store})
		store.breaks(errors.New("disk full"))
		err := box.Put(t.Context(), message("a", 0))
		require.ErrorAs(t, err, new(*notify.StoreError))
		synctest.Wait()
		assert.Empty(t, d.titles(), "what is not safe is not sent")
		store.breaks(nil)
		require.NoError(t, box.Put(t.Context(), message("a", 0)), "and may be put again")
		synctest.Wait()

		d.fails(errors.New("down"))
		require.NoError(t, box.Put(t.Context(), message("b", 0)))
		synctest.Wait()
		store.breaks(errors.New("disk full"))
		d.fails(nil)
		time.Sleep(time.Minute)
		store.breaks(nil)
		require.NoError(t, box.Put(t.Context(), message("c", 0)))
		synctest.Wait()
		stop()
		_, stop = running(t, notify.Destination{Name: "desk", To: &d}, &notify.Options{Store: &store})
		time.Sleep(time.Hour)
		stop()
		assert.Equal(t, []string{"a", "b", "c"}, d.titles())
	})
}

func TestOneNotifierStopsNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d desk
		box, err := notify.NewOutbox(t.Context(), []notify.Destination{
			{Name: "hangs", To: notify.Func(func(ctx context.Context, _ notify.Message) error { <-ctx.Done(); return ctx.Err() })},
			{Name: "panics", To: notify.Func(func(context.Context, notify.Message) error { panic("oh") })},
			{Name: "desk", To: &d},
		}, nil)
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		go box.Run(ctx)
		require.NoError(t, box.Put(t.Context(), message("a", 0)))
		synctest.Wait()
		assert.Equal(t, []string{"a"}, d.titles())
		time.Sleep(2 * time.Minute)
		waiting := box.Waiting()
		require.Len(t, waiting, 2)
		assert.Contains(t, waiting[0].Failure, "deadline")
		assert.Contains(t, waiting[1].Failure, "panicked: oh")
		cancel()
		synctest.Wait()
	})
}

func TestDamagedStateIsNamed(t *testing.T) {
	for key, value := range map[string]string{
		"letter/desk/0000000000000001": "{", "letter/desk/0000000000000002": `{"version":99}`, "sent/desk/0000000000000003": "[]",
		"cursor/x": "{}", "other/desk/0000000000000001": "{}",
	} {
		store := &memory{entries: map[string][]byte{key: []byte(value)}}
		_, err := notify.NewOutbox(t.Context(), []notify.Destination{{Name: "desk", To: &desk{}}}, &notify.Options{Store: store})
		var state *notify.StateError
		require.ErrorAs(t, err, &state, key)
		assert.Equal(t, key, state.Key)
	}
}

func TestWordsOfAnAlert(t *testing.T) {
	m := notify.FromAlert(spike)
	assert.Equal(t, "Fernhill: volume spike", m.Title)
	assert.Equal(t, "a1/firing/1772366400", m.Key)
	assert.Contains(t, m.Text, "41 mentions in a window")
	assert.Equal(t, "https://example.com/1", m.Link)
	over := *spike
	over.State = listen.Resolved
	assert.Equal(t, "Fernhill: volume spike is over", notify.FromAlert(&over).Title)
}

func TestTemplates(t *testing.T) {
	w, err := notify.NewWriter("{{.Brand}} \n {{.Severity}}!", "")
	require.NoError(t, err)
	m, err := w.Alert(spike)
	require.NoError(t, err)
	assert.Equal(t, "Fernhill 7!", m.Title)
	assert.Equal(t, notify.FromAlert(spike).Text, m.Text)

	_, err = notify.NewWriter("{{.Brand", "{{end}}")
	assert.ErrorContains(t, err, "title")
	assert.ErrorContains(t, err, "text")

	w, err = notify.NewWriter("", "{{.Nothing}}")
	require.NoError(t, err)
	m, err = w.Alert(spike)
	assert.Error(t, err)
	assert.Equal(t, notify.FromAlert(spike), m, "the plain words are there all the same")

	w, err = notify.NewWriter("", `{{define "x"}}{{template "y"}}{{template "y"}}{{end}}{{define "y"}}{{printf "%9999d" 1}}{{end}}{{range .Hits}}{{end}}{{template "x"}}{{template "x"}}{{template "x"}}{{template "x"}}`)
	require.NoError(t, err)
	_, err = w.Mention(&listen.Mention{Brand: "Fernhill"})
	assert.ErrorContains(t, err, "writes more than")
}

func FuzzMessagesFitEveryNetwork(f *testing.F) {
	f.Add("title", "text", "https://example.com")
	f.Add("\x00\xff<!here>", "\u202e\r\n.\r\n", "javascript:x")
	f.Fuzz(func(t *testing.T, title, text, link string) {
		m := notify.Message{Key: title, Title: title, Text: text, Link: link, Facts: []notify.Fact{{text, title}}}
		for name, open := range networks {
			n := open("http://127.0.0.1:1")
			withTransport(n, refuseInvalid{t})
			if err := n.Send(t.Context(), m); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
