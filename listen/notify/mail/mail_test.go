package mail_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/notify"
	"github.com/earshot-go/earshot/listen/notify/mail"
	"github.com/earshot-go/earshot/listen/notify/notifytest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// mailbox is a small server of SMTP in a mood.
type mailbox struct {
	listener net.Listener
	mood     notifytest.Mood
	wait     sync.WaitGroup
	leave    chan struct{}

	mu        sync.Mutex
	raw       []string
	envelopes []string
}

func open(mood notifytest.Mood) *mailbox {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	m := &mailbox{listener: l, mood: mood, leave: make(chan struct{})}
	m.wait.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			m.wait.Go(func() { m.serve(conn) })
		}
	})
	return m
}

func (m *mailbox) close() {
	close(m.leave)
	m.listener.Close()
	m.wait.Wait()
}

func (m *mailbox) serve(conn net.Conn) {
	defer conn.Close()
	defer context.AfterFunc(closed(m.leave), func() { conn.Close() })()
	if m.mood == notifytest.Hangs {
		<-m.leave
		return
	}
	say := func(s string) { fmt.Fprintf(conn, "%s\r\n", s) }
	say("220 mailbox")
	for in := bufio.NewScanner(conn); in.Scan(); {
		switch command := strings.ToUpper(in.Text()); {
		case strings.HasPrefix(command, "EHLO"):
			say("250-mailbox\r\n250 8BITMIME")
		case strings.HasPrefix(command, "MAIL") && m.mood == notifytest.Refuses:
			say("550 5.7.1 not you, " + notifytest.Secret)
		case strings.HasPrefix(command, "MAIL") && m.mood == notifytest.Fails:
			say("451 4.3.0 not now")
		case command == "DATA":
			say("354 go on")
			m.take(in)
			say("250 taken")
		case command == "QUIT":
			say("221 bye")
			return
		default:
			if strings.HasPrefix(command, "RCPT") {
				m.mu.Lock()
				m.envelopes = append(m.envelopes, in.Text())
				m.mu.Unlock()
			}
			say("250 fine")
		}
	}
}

func (m *mailbox) take(in *bufio.Scanner) {
	var lines []string
	for in.Scan() && in.Text() != "." {
		lines = append(lines, strings.TrimPrefix(in.Text(), "."))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.raw = append(m.raw, strings.Join(lines, "\r\n"))
}

// closed is a context that ends with a channel.
func closed(done chan struct{}) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-done; cancel() }()
	return ctx
}

// received returns each mail as its subject and its decoded body.
func (m *mailbox) received() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []string
	for _, raw := range m.raw {
		read, err := netmail.ReadMessage(strings.NewReader(raw))
		if err != nil {
			out = append(out, "unreadable: "+err.Error())
			continue
		}
		subject, err := (&mime.WordDecoder{}).DecodeHeader(read.Header.Get("Subject"))
		if err != nil {
			subject = err.Error()
		}
		var body io.Reader = read.Body
		if read.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			body = quotedprintable.NewReader(body)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			subject += err.Error()
		}
		out = append(out, subject+"\n"+string(text))
	}
	return out
}

func (m *mailbox) mail() *mail.Mail {
	return &mail.Mail{
		Server: m.listener.Addr().String(), From: "earshot@example.com", To: []string{"desk@example.com", "ines@example.com"},
		Unencrypted: true,
	}
}

func TestMailKeepsTheRules(t *testing.T) {
	notifytest.Run(t, notifytest.Harness{
		NoPause: true,
		Open: func(mood notifytest.Mood) notifytest.Network {
			box := open(mood)
			m := box.mail()
			m.Password = notifytest.Secret
			return notifytest.Network{Notifier: m, Received: box.received, Close: box.close}
		},
	})
}

func TestMailsOfAnIncidentAreAThread(t *testing.T) {
	box := open(notifytest.Accepts)
	defer box.close()
	first := notify.Message{Key: "a1/firing/1", Thread: "i1", Title: "Fernhill: volume spike", Text: "so viel wie nie: 41 Erwähnungen", Severity: 9}
	last := notify.Message{Key: "a1/resolved/2", Thread: "i1", Title: "Fernhill: volume spike is over", State: listen.Resolved}
	for _, m := range []notify.Message{first, first, last} {
		require.NoError(t, box.mail().Send(t.Context(), m))
	}
	require.Len(t, box.raw, 3)
	header := func(i int, name string) string {
		read, err := netmail.ReadMessage(strings.NewReader(box.raw[i]))
		require.NoError(t, err)
		return read.Header.Get(name)
	}
	assert.Equal(t, header(0, "Message-ID"), header(1, "Message-ID"), "sent twice, told once")
	assert.NotEqual(t, header(0, "Message-ID"), header(2, "Message-ID"))
	assert.Equal(t, header(0, "References"), header(2, "References"))
	assert.Contains(t, header(0, "Importance"), "high")
	assert.Equal(t, "auto-generated", header(0, "Auto-Submitted"))
	assert.Contains(t, box.received()[0], "41 Erwähnungen")
	assert.Len(t, box.envelopes, 6, "both recipients, three times")
}

func TestNoHeaderIsInjected(t *testing.T) {
	box := open(notifytest.Accepts)
	defer box.close()
	m := notify.Message{Key: "k\r\nBcc: a@example.com", Thread: "t\r\nBcc: a@example.com", Title: "x\r\nBcc: a@example.com\r\n\r\nbody", Text: ".\r\nMAIL FROM:<x>"}
	require.NoError(t, box.mail().Send(t.Context(), m))
	read, err := netmail.ReadMessage(strings.NewReader(box.raw[0]))
	require.NoError(t, err)
	assert.Empty(t, read.Header.Get("Bcc"))
	assert.Len(t, box.raw, 1)
	assert.Len(t, box.envelopes, 2)
}

func TestDigestsHaveAllParts(t *testing.T) {
	box := open(notifytest.Accepts)
	defer box.close()
	m := notify.Message{Key: "d", Title: "2 messages: Fernhill", Parts: []notify.Message{
		{Key: "a", Title: "one", Text: "first text"}, {Key: "b", Title: "two", Link: "https://example.com/2"},
	}}
	require.NoError(t, box.mail().Send(t.Context(), m))
	for _, words := range []string{"one", "first text", "two", "https://example.com/2"} {
		assert.Contains(t, box.received()[0], words)
	}
}

func TestNothingIsSentInClearUnlessTold(t *testing.T) {
	box := open(notifytest.Accepts)
	defer box.close()
	m := box.mail()
	m.Unencrypted = false
	assert.Error(t, m.Send(t.Context(), notify.Message{Key: "k", Title: "t"}))
	assert.Empty(t, box.raw)
}

func TestWrongFieldsAreToldTogether(t *testing.T) {
	err := (&mail.Mail{Server: "smtp.example.com", From: "x", To: []string{"y"}}).Check()
	for _, field := range []string{"Server", "From", "To"} {
		assert.ErrorContains(t, err, field)
	}
	assert.ErrorContains(t, (&mail.Mail{}).Check(), "To is missing")
	assert.NoError(t, (&mail.Mail{Server: "smtp.example.com:587", From: "Earshot <a@example.com>", To: []string{"b@example.com"}}).Check())
}
