package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestProgressIsDrawnForLongFilesOnTerminals(t *testing.T) {
	long := write(t, "long.jsonl", strings.Repeat(fmt.Sprintf("{\"text\":%q}\n", strings.Repeat("word ", 2000)), longFile/10_000+1))
	short := write(t, "short.jsonl", `{"text":"word"}`)
	for _, tc := range []struct {
		args     []string
		terminal bool
		drawn    bool
	}{
		{[]string{"-jsonl", long}, true, true},
		{[]string{"-jsonl", long}, false, false},
		{[]string{"-jsonl", long, "-all"}, true, false},
		{[]string{"-jsonl", short}, true, false},
	} {
		var out, errs bytes.Buffer
		status := run(t.Context(), append(tc.args, "-brand", "Acme"), console{&out, false, plainWidth}, console{&errs, tc.terminal, plainWidth})
		assert.Equal(t, fine, status)
		assert.Equal(t, tc.drawn, strings.Contains(errs.String(), "listening"), tc.args)
		assert.NotContains(t, out.String(), "listening")
	}
}
