// Package browsertest looks at package dashboard through a browser, headless
// Chromium. It is a module of its own, so that nobody who mounts a board
// downloads a browser's driver.
//
//	go test ./...                                        with any Chromium in the PATH; skipped without
//	go test ./... -run Shots -shots /tmp/shots           a picture of every page, light and dark, wide and narrow
//	go test ./... -run Shots -shots /tmp/shots -url http://localhost:8080/listen/   of a board that is running
package browsertest
