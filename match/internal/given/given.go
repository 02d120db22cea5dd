// Package given knows common first names, in eight languages.
package given

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/earshot-go/earshot/match/internal/fold"
)

//go:embed names.txt
var text string

var names = sync.OnceValue(func() map[string]bool {
	out := make(map[string]bool)
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.FieldsSeq(line) {
			out[fold.Default().String(name)] = true
		}
	}
	return out
})

// Name tells whether a folded word is a common first name.
func Name(word []byte) bool { return names()[string(word)] }
