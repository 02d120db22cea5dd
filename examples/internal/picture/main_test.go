package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSpans(t *testing.T) {
	assert.Equal(t, `a <tspan fill="#ff7b72">&lt;b&gt;</tspan> c`, spans("a \x1b[31m<b>\x1b[0m c"))
	assert.Equal(t, "plain", spans("\x1b[99mplain\x1b[0m"))
	assert.Equal(t, "", spans(""))
}

func TestPictureIsXML(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, draw(&out, "\x1b[1mhead\x1b[0m\n\n  a & b │██"))
	for decoder := xml.NewDecoder(&out); ; {
		_, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
	}
}
