// Package eval scores package baseline on series of a data folder: NAB's scoring, bursts found in
// hindsight, synthetic mentions with known truth, rolling forecasts, M4 and the Turing change points. The
// rules are those of the benchmarks' own programs, written anew.
package eval
