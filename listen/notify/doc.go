// Package notify carries alerts to people: to a chat, a mailbox, a pager, or
// any program that takes a webhook.
//
//	box, err := notify.NewOutbox(ctx, []notify.Destination{
//		{Name: "desk", To: &notify.Slack{URL: os.Getenv("SLACK_URL")}},
//	}, nil)
//	...
//	go box.Run(ctx)
//	for event, err := range l.Events(ctx) {
//		...
//		if alert, ok := event.(*listen.Alert); ok {
//			err = box.Put(ctx, notify.FromAlert(alert))
//		}
//	}
//
// # The outbox
//
// [Outbox.Put] returns once the message is safe; [Outbox.Run] delivers. With
// [Options.Store] both a crash and a network that answers 500 for a week lose
// nothing: what was not delivered is tried again, after 5 seconds first and
// every 15 minutes in the end. Give it a store of its own, for instance
// another file of [github.com/earshot-go/earshot/listen/boltstore].
//
// A message has a Key that is the same whenever the same thing is told, so that
// the listener may tell it again after a crash: a key that is waiting or was
// delivered is not taken twice. One doubt remains to any sender: who crashes
// between the answer of the network and its own note of it sends again. The
// generic [Webhook], [PagerDuty] and mail carry the key, for the receiver to
// drop the second; chats have no such thing.
//
// # When it goes out
//
// A [Destination] takes what it Wants, from the severity Least up. Quiet holds
// messages back over night, Digest gathers them, PerHour bounds them; from the
// severity Urgent up nothing but PerHour holds. What was held goes out as one
// message with all of it in Parts, but for [PagerDuty], which opens and closes
// incidents one by one.
//
// What a network refuses for good, with [ErrRejected], is kept: see
// [Outbox.Dead], [Outbox.Retry] and [Outbox.Discard].
//
// # Other words
//
// [FromAlert] and [FromMention] choose plain words; a [Writer] takes templates
// of your own.
//
// # Other networks
//
// Write a [Notifier], one method, and try it with package
// [github.com/earshot-go/earshot/listen/notify/notifytest]. Mail is in
// [github.com/earshot-go/earshot/listen/notify/mail].
package notify
