package notifytest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/earshot-go/earshot/listen/notify"
	"github.com/earshot-go/earshot/listen/notify/notifytest"
)

// This notifier takes whatever the network answers for a success.
func ExampleAll() {
	careless := func(address string) notify.Notifier {
		return notify.Func(func(ctx context.Context, m notify.Message) error {
			r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(m.Title+"\n"+m.Text))
			if err != nil {
				return err
			}
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				return err
			}
			return answer.Body.Close()
		})
	}
	err := notifytest.All(context.Background(), notifytest.HTTP(careless, nil))
	fmt.Println(strings.Split(err.Error(), "\n")[0])
	// Output:
	// refused: the error was nil
}
