package sentiment

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A lexiconError says where a lexicon file is wrong.
type lexiconError struct {
	File   string
	Line   int
	Reason string
}

func (e *lexiconError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

// lineParser adds the fields of one line to a lexicon.
type lineParser func(fields []string) error

// parseLines gives every line that is not a comment to parse and joins what it complains of.
func parseLines(file, content string, fieldCount int, parse lineParser) error {
	var all []error
	number := 0
	for line := range strings.SplitSeq(content, "\n") {
		number++
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var buffer [4]string
		fields := splitTabs(buffer[:0], line)
		err := error(nil)
		if len(fields) != fieldCount {
			err = fmt.Errorf("%d fields instead of %d", len(fields), fieldCount)
		} else {
			err = parse(fields)
		}
		if err != nil {
			all = append(all, &lexiconError{file, number, err.Error()})
		}
	}
	return errors.Join(all...)
}

func splitTabs(dst []string, line string) []string {
	for len(dst) < 3 {
		field, rest, found := strings.Cut(line, "\t")
		dst = append(dst, strings.TrimSpace(field))
		if !found {
			return dst
		}
		line = rest
	}
	return append(dst, line)
}

func parseValence(field string) (int8, error) {
	v, err := strconv.ParseFloat(field, 64)
	if err != nil || math.IsNaN(v) || v < -4 || v > 4 {
		return 0, fmt.Errorf("valence %q is not a number from -4 to 4", field)
	}
	return int8(math.Round(v * 10)), nil
}

// parseFactor reads a degree; behind says that it stands after what it changes.
func parseFactor(field string) (hundredths uint8, behind bool, err error) {
	number, behind := strings.CutSuffix(field, "<")
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || math.IsNaN(v) || v < 0.1 || v > 2 {
		return 0, behind, fmt.Errorf("degree %q is not a number from 0.1 to 2", field)
	}
	return uint8(math.Round(v * 100)), behind, nil
}
