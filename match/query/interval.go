package query

import (
	"math"
	"strconv"
	"strings"
)

// An interval is a range of numbers. A bound that is open does not belong to it.
type interval struct {
	low, high         float64
	lowOpen, highOpen bool
}

func (i interval) has(v float64) bool {
	return (v > i.low || v == i.low && !i.lowOpen) && (v < i.high || v == i.high && !i.highOpen)
}

func (i interval) empty() bool { return i.low > i.high || i.low == i.high && (i.lowOpen || i.highOpen) }

// within tells whether every number of i is one of o.
func (i interval) within(o interval) bool {
	low := i.low > o.low || i.low == o.low && (i.lowOpen || !o.lowOpen)
	high := i.high < o.high || i.high == o.high && (i.highOpen || !o.highOpen)
	return low && high
}

// meet returns what two intervals share.
func (i interval) meet(o interval) interval {
	if o.low > i.low || o.low == i.low && o.lowOpen {
		i.low, i.lowOpen = o.low, o.lowOpen
	}
	if o.high < i.high || o.high == i.high && o.highOpen {
		i.high, i.highOpen = o.high, o.highOpen
	}
	return i
}

// String writes the interval as parseInterval reads it.
func (i interval) String() string {
	low, high := strconv.FormatFloat(i.low, 'f', -1, 64), strconv.FormatFloat(i.high, 'f', -1, 64)
	switch {
	case i.low == i.high:
		return low
	case math.IsInf(i.high, 1) && i.lowOpen:
		return ">" + low
	case math.IsInf(i.high, 1):
		return ">=" + low
	case i.low == 0 && !i.lowOpen && i.highOpen:
		return "<" + high
	case i.low == 0 && !i.lowOpen:
		return "<=" + high
	}
	return low + ".." + high
}

const numberHint = "write >1000, >=1000, <1000, <=1000, 1000..5000, [1000 TO 5000], 1000 or 10k"

// parseInterval reads the condition of a numeric field.
func parseInterval(text string) (i interval, reason, hint string) {
	i = interval{low: 0, high: math.Inf(1)}
	text = strings.TrimSpace(text)
	ok := false
	switch {
	case strings.HasPrefix(text, "["):
		ok = i.bracketed(strings.Trim(text, "[]"))
	case strings.Contains(text, ".."):
		low, high, _ := strings.Cut(text, "..")
		ok = i.bounds(low, high)
	default:
		ok = i.compared(text)
	}
	switch {
	case !ok:
		return i, strconv.Quote(clip(text)) + " is no condition on a number", numberHint
	case i.empty():
		return i, strconv.Quote(clip(text)) + " is a range without numbers", "the lower bound comes first, and none is below zero"
	}
	return i, "", ""
}

// bracketed reads "100 TO 500" as Lucene and its kin write it.
func (i *interval) bracketed(text string) bool {
	parts := strings.Fields(text)
	return len(parts) == 3 && strings.EqualFold(parts[1], "TO") && i.bounds(parts[0], parts[2])
}

func (i *interval) bounds(low, high string) bool {
	var okLow, okHigh = true, true
	if low = strings.TrimSpace(low); low != "" && low != "*" {
		i.low, okLow = parseNumber(low)
	}
	if high = strings.TrimSpace(high); high != "" && high != "*" {
		i.high, okHigh = parseNumber(high)
	}
	return okLow && okHigh && (low != "" || high != "")
}

func (i *interval) compared(text string) bool {
	number := strings.TrimLeft(text, "<>= ")
	v, ok := parseNumber(number)
	switch strings.TrimSpace(text[:len(text)-len(number)]) {
	case ">":
		i.low, i.lowOpen = v, true
	case ">=", "=>":
		i.low = v
	case "<":
		i.high, i.highOpen = v, true
	case "<=", "=<":
		i.high = v
	case "", "=", "==":
		i.low, i.high = v, v
	default:
		return false
	}
	return ok
}

// parseNumber reads a number of zero or more, with k or m behind it for
// thousands and millions.
func parseNumber(s string) (float64, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	factor := 1.0
	switch {
	case strings.HasSuffix(s, "k"):
		s, factor = s[:len(s)-1], 1e3
	case strings.HasSuffix(s, "m"):
		s, factor = s[:len(s)-1], 1e6
	}
	if s == "" || strings.Trim(s, "0123456789.") != "" || len(s) > 20 {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v * factor, err == nil
}
