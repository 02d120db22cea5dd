// Package web holds the options that all sources over HTTP understand alike.
//
//	feed.URL("http://localhost:8080/feed.xml", web.AllowPrivate())
//	mastodon.Tag("social.example", "coffee", web.Token(os.Getenv("TOKEN")))
//
// # What holds without options
//
// Requests go to public addresses only: loopback, private and link-local ones
// are refused after name resolution and at every redirect, so that an address
// which a stranger typed in cannot reach into your network. An answer has 20
// seconds and 8 MiB after decompression. There is no retry: errors say when to
// come back, and package listen does.
//
// All sources of one listener share their turns: a host is asked one thing at a
// time, ten in a row and then one a second, and none while it pauses; 128 answers
// at most are on their way. Only a server on this machine, called localhost,
// 127.0.0.1 or ::1, is asked as fast as it answers.
//
// # Not here
//
// What only one network needs is an option of its package.
package web

import (
	"net/http"

	"github.com/earshot-go/earshot/internal/fetch"
)

// An Option changes how a source asks. The values are made by the functions of
// this package.
type Option func(*fetch.Config)

// AllowPrivate permits loopback, private and link-local addresses. Leave it
// out where addresses come from users.
func AllowPrivate() Option {
	return func(c *fetch.Config) { c.AllowPrivate = true }
}

// UserAgent says who asks, for instance "acme-listener/1.2
// (+https://acme.example/contact)". Networks ask for a contact address, and
// block those who hide.
func UserAgent(name string) Option {
	return func(c *fetch.Config) { c.UserAgent = name }
}

// Transport replaces the guarded transport, for a proxy, client certificates
// or a test. What it can reach is then the caller's concern.
func Transport(t http.RoundTripper) Option {
	return func(c *fetch.Config) { c.Transport = t }
}

// Base replaces the network's own address by that of another server with the
// same interface, for instance "https://social.example".
func Base(address string) Option {
	return func(c *fetch.Config) { c.Base = address }
}

// Token is the credential that the network gave you. It is sent to that
// network only, and appears in no error, name or cursor.
func Token(secret string) Option {
	return func(c *fetch.Config) { c.Token = secret }
}

// Configure is what a source makes of its options. It is of use to sources in
// this module only.
func Configure(opts []Option) fetch.Config {
	var c fetch.Config
	for _, opt := range opts {
		opt(&c)
	}
	return c
}
