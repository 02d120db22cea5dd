module github.com/earshot-go/earshot/baseline/bench

go 1.26.0

require github.com/earshot-go/earshot v0.0.0

require github.com/VividCortex/ewma v1.2.0

replace github.com/earshot-go/earshot => ../..
