module example.com/jamwatch

go 1.26.0

replace github.com/earshot-go/earshot => ../..

require github.com/earshot-go/earshot v0.0.0

require (
	code.dny.dev/ssrf v0.3.0 // indirect
	github.com/agnivade/levenshtein v1.2.2 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)
