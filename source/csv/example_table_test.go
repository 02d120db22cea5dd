package csv_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/earshot-go/earshot/source/csv"
)

func ExampleReader() {
	table := `Posted;Stars;Review
2026-03-02;5;"Best kettle ever; really"
2026-03-03;1;Leaks
`
	reviews := csv.Reader("reviews", strings.NewReader(table), &csv.Options{
		Columns: map[string]string{"time": "Posted", "rating": "Stars", "text": "Review"},
	})
	for batch, err := range reviews.Read(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, post := range batch.Posts {
			fmt.Println(post.Time.Format(time.DateOnly), post.Rating.Value, post.Text)
		}
	}
	// Output:
	// 2026-03-02 5 Best kettle ever; really
	// 2026-03-03 1 Leaks
}
