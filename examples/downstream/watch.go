package jamwatch

import (
	"context"
	"errors"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/notify"
	"github.com/earshot-go/earshot/source"
)

// Brands are what the project listens for.
func Brands() []listen.Brand {
	return []listen.Brand{
		{Name: "Fernhill", Handles: []string{"fernhill_jam"}, Not: []string{"Fernhill Road", "Fernhill school"}},
		{Name: "Oakmere", Competitor: true},
	}
}

// Watch listens to sources until ctx ends, and puts every alert into the outbox.
func Watch(ctx context.Context, sources []source.Source, box *notify.Outbox, o *listen.Options) error {
	l, err := listen.New(Brands(), sources, o)
	if err != nil {
		return err
	}
	var errs []error
	for event, err := range l.Events(ctx) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if a, ok := event.(*listen.Alert); ok {
			errs = append(errs, box.Put(ctx, notify.FromAlert(a)))
		}
	}
	return errors.Join(errs...)
}
