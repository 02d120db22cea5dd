// Package jamwatch is what a project of somebody else looks like that builds on
// earshot: it knows the public packages alone, has a source, a notifier and a
// store of its own, and tests each with the kit that is there for it.
package jamwatch
