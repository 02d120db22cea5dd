// Package examples holds programs that show earshot at work. Each folder is
// one program that runs without network:
//
//	go run ./examples/quickstart
//
// They form a module of their own, so that whatever they need to draw and to
// print is never downloaded by a service that imports earshot.
package examples
