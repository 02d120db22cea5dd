module github.com/earshot-go/earshot/sentiment/bench

go 1.26.0

require github.com/earshot-go/earshot v0.0.0

replace github.com/earshot-go/earshot => ../..
