package notify_test

import (
	"context"
	"fmt"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/notify"
)

// Alerts go to the desk by day, gathered after a quiet night; a severe one
// wakes somebody.
func ExampleOutbox() {
	ctx := context.Background()
	desk := notify.Func(func(_ context.Context, m notify.Message) error {
		fmt.Println("desk:", m.Title)
		return nil
	})
	pager := notify.Func(func(_ context.Context, m notify.Message) error {
		fmt.Println("pager:", m.Title)
		return nil
	})
	box, err := notify.NewOutbox(ctx, []notify.Destination{
		{Name: "desk", To: desk},
		{Name: "pager", To: pager, Least: 8},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, alert := range []*listen.Alert{
		{ID: "1", Brand: "Fernhill", Kind: listen.VolumeSpike, State: listen.Firing, Severity: 4, Time: time.Unix(0, 0)},
		{ID: "2", Brand: "Fernhill", Kind: listen.SentimentTurn, State: listen.Firing, Severity: 9, Time: time.Unix(0, 0)},
	} {
		if err := box.Put(ctx, notify.FromAlert(alert)); err != nil {
			fmt.Println(err)
		}
	}
	if err := box.Deliver(ctx); err != nil { // a service calls box.Run instead
		fmt.Println(err)
	}
	// Unordered output:
	// desk: Fernhill: volume spike
	// desk: Fernhill: sentiment turn
	// pager: Fernhill: sentiment turn
}
