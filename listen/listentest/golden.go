package listentest

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/earshot-go/earshot/listen"
)

// updating tells whether golden files are to be written: with the environment
// variable EARSHOT_UPDATE=1, or a flag -update that the tests define. It is not
// defined here, since many tests have one already.
func updating() bool {
	if os.Getenv("EARSHOT_UPDATE") == "1" {
		return true
	}
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

// Golden compares all events, in their JSON form and one a line, with a file.
// Where they differ the test fails with the first line that does. With a flag
// -update that the tests define, or the environment variable EARSHOT_UPDATE=1,
// the file is written instead.
func (h *Heard) Golden(file string) {
	h.tb.Helper()
	got, err := h.lines()
	if err != nil {
		h.tb.Fatalf("listentest: %v", err)
	}
	if updating() {
		if err := write(file, got); err != nil {
			h.tb.Fatalf("listentest: %v", err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		h.tb.Fatalf("listentest: %v; set EARSHOT_UPDATE=1 to write it", err)
	}
	if difference := compare(want, got); difference != "" {
		h.tb.Errorf("%s: %s", file, difference)
	}
}

func write(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

// lines are the events in their JSON form, with numbers to six digits. The hash of the configuration is left
// out: it changes with every version of the library, also where nothing else
// does.
func (h *Heard) lines() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for _, event := range h.Events {
		kind := "mention"
		switch e := event.(type) {
		case *listen.Mention:
			m := *e
			m.Config = ""
			event = &m
		case *listen.Alert:
			a := *e
			kind, a.Config = "alert", ""
			event = &a
		}
		if err := encoder.Encode(map[string]listen.Event{kind: event}); err != nil {
			return nil, err
		}
	}
	return longNumber.ReplaceAllFunc(b.Bytes(), round), nil
}

// longNumber has more digits than all processors agree on.
var longNumber = regexp.MustCompile(`-?\d+\.\d{7,}(e-?\d+)?`)

func round(number []byte) []byte {
	f, err := strconv.ParseFloat(string(number), 64)
	if err != nil {
		return number
	}
	return strconv.AppendFloat(nil, f, 'g', 6, 64)
}

// compare tells the first line in which two golden files differ.
func compare(want, got []byte) string {
	if bytes.Equal(want, got) {
		return ""
	}
	wanted, heard := bytes.Split(want, []byte("\n")), bytes.Split(got, []byte("\n"))
	for i := range max(len(wanted), len(heard)) {
		w, g := line(wanted, i), line(heard, i)
		if !bytes.Equal(w, g) {
			at := common(w, g)
			return fmt.Sprintf("line %d, from byte %d on:\nwant %s\n got %s", i+1, at+1, around(w, at), around(g, at))
		}
	}
	return "they differ"
}

func line(lines [][]byte, i int) []byte {
	if i >= len(lines) {
		return nil
	}
	return lines[i]
}

// common is how many bytes two lines begin with together.
func common(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// around cuts the part of a line where it differs.
func around(line []byte, at int) string {
	if len(line) == 0 {
		return "(no such line)"
	}
	const before, after = 60, 100
	cut := line[max(0, at-before):min(len(line), at+after)]
	return fmt.Sprintf("%s%s%s", dots(at > before), bytes.ToValidUTF8(cut, nil), dots(at+after < len(line)))
}

func dots(cut bool) string {
	if cut {
		return "…"
	}
	return ""
}
