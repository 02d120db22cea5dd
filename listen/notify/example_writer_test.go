package notify_test

import (
	"fmt"

	"github.com/earshot-go/earshot/listen"
	"github.com/earshot-go/earshot/listen/notify"
)

func ExampleNewWriter() {
	w, err := notify.NewWriter(
		"[{{.Severity}}/10] {{.Brand}} {{.Kind}}",
		`{{range .Why.Posts}}{{.Author}}: {{.Text}} {{.URL}}{{end}}`,
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := w.Alert(&listen.Alert{
		Brand: "Fernhill", Kind: listen.ComplaintSurge, Severity: 6,
		Why: listen.Why{Posts: []listen.TopPost{{Author: "Ines", Text: "my order never came", URL: "https://example.com/1"}}},
	})
	fmt.Println(m.Title)
	fmt.Println(m.Text, err)
	// Output:
	// [6/10] Fernhill complaint surge
	// Ines: my order never came https://example.com/1 <nil>
}
