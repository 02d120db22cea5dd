package eval

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
)

// readRecords reads a CSV file whose rows may differ in length.
func readRecords(path string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return records, nil
}

// numbers parses cells up to the first that is no number.
func numbers(cells []string) (v []float64) {
	for _, c := range cells {
		x, err := strconv.ParseFloat(c, 64)
		if err != nil {
			break
		}
		v = append(v, x)
	}
	return v
}

// readFloats reads a headed CSV file of numbers.
func readFloats(path string) ([][]float64, error) {
	records, err := readRecords(path)
	if err != nil {
		return nil, err
	}
	var rows [][]float64
	for i, rec := range records[1:] {
		row := numbers(rec)
		if len(row) != len(rec) {
			return nil, fmt.Errorf("%s: row %d is not all numbers", path, i+2)
		}
		rows = append(rows, row)
	}
	return rows, nil
}
