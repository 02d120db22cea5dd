package report

import (
	"fmt"
	"html/template"
	"io"
)

var page = template.Must(template.New("report.html.tmpl").Funcs(template.FuncMap{
	"time": stamp, "long": long, "period": period,
}).ParseFS(files, "report.html.tmpl"))

// css is embedded: that it can be read is known since the program was built.
var css = func() template.CSS {
	text, err := files.ReadFile("report.css")
	if err != nil {
		panic(err)
	}
	return template.CSS(text)
}()

// WriteHTML writes the report as one file: style and charts are inside, it asks
// for nothing from anywhere and runs no script. It is made for a screen, light
// or dark, and for paper.
func (r *Report) WriteHTML(w io.Writer) error {
	if err := page.Execute(w, view{Report: r, words: r.words(), CSS: css}); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}
