// Package jsonl reads posts from files and streams that hold one JSON object a
// line, and writes them: the form of recordings, exports and pipes.
//
//	posts := jsonl.File("posts.jsonl")
//
// # The lines
//
// Each line is a [source.Post] in its JSON form. Only what is there is read:
//
//	{"text": "Loving my Acme phone"}
//	{"id": "42", "time": "2026-03-02T09:30:00Z", "text": "Acme is down again", "author": {"handle": "ann"}, "likes": 3}
//	{"id": "42", "deleted": true}
//
// A line without an id gets one that is made of its content, the same in every
// process; without a version, one that changes with its words. A missing time
// stays zero unless [Seen] says what to put there. Names that a post does not
// have are passed over. Text is taken to be plain already and cut at
// [source.MaxText]. A byte order mark, CRLF line ends and empty lines are fine.
//
// # Broken lines
//
// A line that is no JSON, or no post, or longer than [MaxLine], yields a
// [*source.SkipError] with its number and the reason, and the pass goes on. So
// does one with neither text nor title, whose words may stand under another
// name. Only deletions, reposts and ratings need none, and lines with a
// version: recorded posts may be a picture alone.
//
// # Files that grow
//
// The cursor holds the offset, the line number and a print of the content, so
// that a new process goes on behind the last line that was delivered. A last
// line without an end is taken only when it is whole, as somebody may still be
// writing it. A file that was truncated or replaced yields
// [source.ErrCursor].
//
// # Recording
//
// [Write] writes what File reads.
//
// # Not here
//
// For tables use a csv source. Compressed files are opened by the caller and
// handed to [Reader].
package jsonl
