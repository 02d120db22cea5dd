package script

import (
	"bytes"
	"encoding/json"

	"github.com/earshot-go/earshot/examples/internal/recording"
)

// Files returns the whole recording as JSON lines, by file name.
func Files() (map[string][]byte, error) {
	buffers := map[string]*bytes.Buffer{}
	for _, name := range recording.SourceNames {
		buffers[name] = new(bytes.Buffer)
	}
	for _, l := range Play() {
		encoder := json.NewEncoder(buffers[l.Source])
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(l.Post); err != nil {
			return nil, err
		}
	}
	files := map[string][]byte{}
	for name, b := range buffers {
		files[recording.FileName(name)] = b.Bytes()
	}
	return files, nil
}
