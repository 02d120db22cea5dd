package calendar_test

import (
	"fmt"
	"time"

	"github.com/earshot-go/earshot/listen/insight/calendar"
)

func ExampleBetween() {
	from := time.Date(2025, time.March, 17, 0, 0, 0, 0, time.UTC)
	events, err := calendar.Between("IR", from, from.AddDate(0, 0, 5))
	if err != nil {
		fmt.Println(err)
	}
	for _, e := range events {
		fmt.Println(e.From, e.Kind, e.Name)
	}
	// Output:
	// 2025-03-18 festival Chaharshanbe Suri
	// 2025-03-19 holiday Oil Nationalization Day
	// 2025-03-21 holiday Nowruz
	// 2025-03-22 holiday Martyrdom of Imam Ali
	// 2025-03-22 holiday Nowruz, second day
}
