package query

var mistakes = []struct{ query string }{}
