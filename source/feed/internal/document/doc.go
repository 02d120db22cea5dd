// Package document understands the bytes of a feed: RSS of any version, RDF,
// CDF, Atom and JSON Feed, in any encoding and in any state.
//
// [Parse] takes four steps, a file each: decode to UTF-8, mend the markup so
// that a strict parser reads all of it, let gofeed read it, and translate what
// gofeed found. A JSON Feed is read here, item by item.
//
// It speaks of items as they came. What becomes of them, package feed decides.
package document
