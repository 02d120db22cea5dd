package jamwatch

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/listentest"
	"github.com/earshot-go/earshot/listen/notify"
	"github.com/earshot-go/earshot/listen/notify/notifytest"
	"github.com/earshot-go/earshot/listen/storetest"
	"github.com/earshot-go/earshot/sentiment"
	"github.com/earshot-go/earshot/source"
	"github.com/earshot-go/earshot/source/sourcetest"
)

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func TestReviewsAreASource(t *testing.T) {
	sourcetest.Run(t, reviewsHarness())
}

func reviewsHarness() sourcetest.Harness {
	shop := &Reviews{}
	write := func() string {
		n := len(shop.list)
		return fmt.Sprint(shop.Write("Ines", fmt.Sprintf("Fernhill jar number %d", n), monday.Add(time.Duration(n)*time.Minute)).Number)
	}
	for range 7 {
		write()
	}
	return sourcetest.Harness{
		New:     func() source.Source { return shop },
		Publish: func() []string { return []string{write(), write()} },
	}
}

func TestSMSIsANotifier(t *testing.T) {
	client := &http.Client{}
	t.Cleanup(client.CloseIdleConnections)
	notifytest.Run(t, notifytest.HTTP(func(address string) notify.Notifier {
		return &SMS{Gateway: address, Token: notifytest.Secret, Number: "+31600000000", Client: client}
	}, nil))
}

func TestFileStoreIsAStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	storetest.Run(t, storetest.Harness{Open: func() (listen.Store, func() error, error) {
		s, err := OpenFile(path)
		return s, func() error { return nil }, err
	}})
}

func TestWhatIsHeard(t *testing.T) {
	l, err := listen.New(Brands(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	heard := listentest.Feed(t, l, listentest.Posts(monday,
		"Fernhill jam is the best thing on toast",
		"there was glass in my Frenhill jar!!",
		"traffic on Fernhill Road again",
		"@fernhill_jam do you deliver?",
	))
	heard.Want(
		listentest.Mention{Brand: "Fernhill", Tone: sentiment.Positive, Text: "toast"},
		listentest.Mention{Brand: "Fernhill", Found: "Frenhill"},
		listentest.Mention{Brand: "Fernhill", Intent: sentiment.Question},
	)
	heard.WantNo(listentest.Mention{Text: "Road"})
}

// A month of quiet, then a recall: one alert, one text message.
func TestARecallRingsOnce(t *testing.T) {
	shop := &Reviews{}
	for day := range 28 {
		for i := range 24 {
			shop.Write(fmt.Sprint("customer ", i), "Fernhill on bread, as every day", monday.AddDate(0, 0, day).Add(time.Duration(i)*time.Hour))
		}
	}
	recall := monday.AddDate(0, 0, 28)
	for i := range 50 {
		shop.Write(fmt.Sprint("worried ", i), fmt.Sprintf("glass in Fernhill jar %d, awful", i), recall.Add(time.Duration(i)*time.Minute))
	}
	shop.Write("Ines", "quiet again", recall.Add(5*time.Hour)) // so that the hours before are over

	var rung []string
	phone := notify.Func(func(_ context.Context, m notify.Message) error {
		rung = append(rung, m.Title)
		return nil
	})
	box, err := notify.NewOutbox(t.Context(), []notify.Destination{{Name: "phone", To: phone, Wants: func(m notify.Message) bool {
		return m.State == listen.Firing && m.Title == "Fernhill: volume spike"
	}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := Watch(t.Context(), []source.Source{shop}, box, &listen.Options{Once: true}); err != nil {
		t.Fatal(err)
	}
	if err := box.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(rung) != 1 {
		t.Errorf("the phone rang %d times: %q", len(rung), rung)
	}
}
