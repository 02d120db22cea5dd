// Package mail sends messages of package notify by e-mail. It is a module of
// its own: who sends no mail does not download it.
//
//	desk := &mail.Mail{
//		Server: "smtp.example.com:587", User: "earshot", Password: os.Getenv("SMTP_PASSWORD"),
//		From: "earshot@example.com", To: []string{"desk@example.com"},
//	}
//	box, err := notify.NewOutbox(ctx, []notify.Destination{{Name: "mail", To: desk}}, opts)
//
// The connection is encrypted: from its first byte on port 465, after STARTTLS
// on any other. A mail's Message-ID is made of the message's Key, so that a
// mailbox can tell a mail that was sent twice, and the mails of one incident
// are one thread. The body is plain text.
package mail

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/earshot-go/earshot/listen/notify"
)

// Mail is a notifier that sends to mailboxes. Server, From and To are needed.
type Mail struct {
	Server string // host:port
	// User and Password log in, by the safest way that both sides know; an
	// empty User does not.
	User, Password string
	From           string
	To             []string
	// Unencrypted sends without TLS where the server has none. It is for
	// servers on the same machine.
	Unencrypted bool
}

var (
	_ notify.Notifier = (*Mail)(nil)
	_ notify.Checker  = (*Mail)(nil)
)

// implicitTLS is the port on which a connection is encrypted from the start.
const implicitTLS = 465

// timeout bounds each exchange of a connection.
const timeout = 30 * time.Second

// Check tells whether server and addresses can be used.
func (m *Mail) Check() error {
	var errs []error
	require := func(err error, field, reason string) {
		if err != nil {
			errs = append(errs, &notify.FieldError{Of: "mail", Field: field, Reason: reason})
		}
	}
	_, _, err := m.address()
	require(err, "Server", "must be host:port")
	_, err = netmail.ParseAddress(m.From)
	require(err, "From", "must be a mail address")
	if len(m.To) == 0 {
		require(errors.New("empty"), "To", "is missing")
	}
	for _, to := range m.To {
		_, err = netmail.ParseAddress(to)
		require(err, "To", fmt.Sprintf("must hold mail addresses, and %q is none", to))
	}
	return errors.Join(errs...)
}

func (m *Mail) address() (host string, port int, err error) {
	host, name, err := net.SplitHostPort(m.Server)
	if err != nil {
		return "", 0, err
	}
	port, err = strconv.Atoi(name)
	if err == nil && (host == "" || port < 1 || port > 65535) {
		err = errors.New("not an address")
	}
	return host, port, err
}

// Send sends one mail to all recipients.
func (m *Mail) Send(ctx context.Context, message notify.Message) error {
	letter, err := m.letter(message)
	if err != nil {
		return errors.Join(notify.ErrRejected, m.hide(err))
	}
	client, err := m.client(ctx)
	if err != nil {
		return errors.Join(notify.ErrRejected, m.hide(err))
	}
	err = client.DialAndSendWithContext(ctx, letter)
	if ctx.Err() != nil && err != nil {
		return context.Cause(ctx)
	}
	if err != nil && permanent(err) {
		return errors.Join(notify.ErrRejected, m.hide(err))
	}
	return m.hide(err)
}

func (m *Mail) client(ctx context.Context) (*gomail.Client, error) {
	host, port, err := m.address()
	if err != nil {
		return nil, err
	}
	options := []gomail.Option{
		gomail.WithPort(port), gomail.WithTimeout(timeout), gomail.WithDialContextFunc(dialer(ctx)),
		gomail.WithTLSPolicy(gomail.TLSMandatory),
	}
	if m.Unencrypted {
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	}
	if port == implicitTLS {
		options = append(options, gomail.WithSSL())
	}
	if m.User != "" {
		options = append(options, gomail.WithUsername(m.User), gomail.WithPassword(m.Password), gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover))
	}
	return gomail.NewClient(host, options...)
}

// dialer opens connections that end with ctx, also in the middle of a sentence.
func dialer(ctx context.Context) gomail.DialContextFunc {
	return func(dialing context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{Timeout: timeout}).DialContext(dialing, network, address)
		if err != nil {
			return nil, err
		}
		return &ending{conn, context.AfterFunc(ctx, func() { conn.Close() })}, nil
	}
}

type ending struct {
	net.Conn
	stop func() bool
}

func (e *ending) Close() error {
	e.stop()
	return e.Conn.Close()
}

// permanent tells whether the server said no for good, which SMTP does with a
// code of five hundred and more.
func permanent(err error) bool {
	var refused *gomail.SendError
	if errors.As(err, &refused) && refused.ErrorCode() != 0 {
		return refused.ErrorCode() >= 500
	}
	var answer *textproto.Error
	return errors.As(err, &answer) && answer.Code >= 500
}

// hide takes the password out of what a server said.
func (m *Mail) hide(err error) error {
	if err == nil {
		return nil
	}
	text := "mail: " + m.Server + ": " + err.Error()
	if len(m.Password) >= 4 {
		text = strings.ReplaceAll(text, m.Password, "***")
	}
	return errors.New(text)
}

// The bounds of what is sent.
const (
	longestSubject = 200
	longestBody    = 512 << 10
)

func (m *Mail) letter(message notify.Message) (*gomail.Msg, error) {
	letter := gomail.NewMsg()
	if err := errors.Join(letter.From(m.From), letter.To(m.To...)); err != nil {
		return nil, err
	}
	letter.Subject(cut(line(message.Title), longestSubject))
	letter.SetMessageIDWithValue(m.id(message.Key))
	if message.Thread != "" {
		letter.SetGenHeader(gomail.HeaderReferences, "<"+m.id(message.Thread)+">")
		letter.SetGenHeader(gomail.HeaderInReplyTo, "<"+m.id(message.Thread)+">")
	}
	if message.Severity >= 8 {
		letter.SetImportance(gomail.ImportanceHigh)
	}
	letter.SetDate()
	letter.SetUserAgent("earshot")
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // no answers from absence notes
	letter.SetBodyString(gomail.TypeTextPlain, cut(text(message), longestBody))
	return letter, nil
}

// id is a message ID at the sender's domain.
func (m *Mail) id(key string) string {
	sum := sha256.Sum256([]byte(key))
	_, domain, _ := strings.Cut(m.From, "@")
	return hex.EncodeToString(sum[:16]) + "@" + strings.Trim(domain, "<> ")
}

// text is the message with its facts, and below it every part of a digest.
func text(m notify.Message) string {
	var b strings.Builder
	write(&b, m)
	for _, part := range m.Parts {
		if b.Len() > longestBody {
			break
		}
		b.WriteString("\n-- \n" + line(part.Title) + "\n")
		write(&b, part)
	}
	return strings.TrimSpace(clean(b.String())) + "\n"
}

func write(b *strings.Builder, m notify.Message) {
	for _, part := range []string{m.Text, m.Link} {
		if part != "" {
			b.WriteString(part + "\n")
		}
	}
	for _, f := range m.Facts {
		fmt.Fprintf(b, "%s: %s\n", line(f.Name), line(f.Value))
	}
}

func line(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// clean drops what is no text.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7F {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

func cut(s string, bytes int) string {
	if len(s) <= bytes {
		return s
	}
	return strings.ToValidUTF8(s[:bytes], "") + "…"
}
