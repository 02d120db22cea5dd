// Package script writes the posts of package recording. It is a small model of
// how a brand is spoken of: who is awake at which hour in which country, what
// is said (the patterns in the folder patterns), how names get bent on a
// telephone's keyboard, and a handful of scenes out of the ordinary.
//
// [Play] takes all chance from one seed and reads no clock, so that it writes
// the same posts every time.
package script
