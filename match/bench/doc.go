// Package bench compares package match with other ways to find names. It has
// no exported code: see the commands table and figures, and BenchmarkFind.
package bench
