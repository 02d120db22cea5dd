module github.com/earshot-go/earshot

go 1.26
