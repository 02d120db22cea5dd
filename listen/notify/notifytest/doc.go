// Package notifytest tries whether a [notify.Notifier] keeps the rules that the
// outbox relies on.
//
//	func TestPager(t *testing.T) {
//		notifytest.Run(t, notifytest.HTTP(func(address string) notify.Notifier {
//			return &Pager{Server: address, Token: notifytest.Secret}
//		}, nil))
//	}
//
// The kit stands in for the network: a [Network] accepts, refuses, fails, asks
// for a pause or says nothing, and keeps what it was sent. [HTTP] makes one for
// notifiers that post over HTTP; for any other protocol fill a [Harness] of
// your own.
//
// [All] does the same without a *testing.T.
package notifytest
