package sentiment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Model is a learned part: what Train made of labelled posts. It never changes.
type Model struct {
	heads [languageCount]languageHeads
}

// languageHeads are the two parts of one language: for whole texts and toward a name.
type languageHeads struct{ text, toward *head }

func (h languageHeads) pick(toward bool) *head {
	if toward {
		return h.toward
	}
	return h.text
}

// head is a linear model of two outputs, against neutral: how much speaks for negative and for positive.
type head struct {
	dense  [2][findingCount + 1]float32 // the last is the intercept
	scale  float32                      // of the hashed weights
	hashed *[2 * featureCount]byte      // what each bucket says for negative and for positive, as int8 in units of scale
}

// logits are the two outputs; neutral is 0.
type logits struct{ negative, positive float64 }

// apply adds the head's say to z.
func (h *head) apply(z *logits, found *findings, features []feature) {
	if h == nil {
		return
	}
	negative, positive := h.denseSay(found)
	var hashedNegative, hashedPositive int32
	for _, f := range features {
		pair := h.hashed[2*int(f.bucket):][:2:2]
		hashedNegative += int32(int8(pair[0]))
		hashedPositive += int32(int8(pair[1]))
	}
	scale := h.scale * featureScale(len(features))
	z.negative += float64(negative + scale*float32(hashedNegative))
	z.positive += float64(positive + scale*float32(hashedPositive))
}

func (h *head) denseSay(found *findings) (negative, positive float32) {
	negative, positive = h.dense[0][findingCount], h.dense[1][findingCount]
	for i, v := range found {
		negative += h.dense[0][i] * v
		positive += h.dense[1][i] * v
	}
	return negative, positive
}

// featureScale keeps long texts from shouting: up to the length of a usual post many words that agree say more than
// one does, beyond it they say no more.
func featureScale(n int) float32 {
	if n > usualFeatures {
		return float32(math.Sqrt(usualFeatures) / float64(n))
	}
	return float32(1 / math.Sqrt(float64(max(n, 1))))
}

const usualFeatures = 120

// modelMagic opens every model file; its last byte is the version of the features.
const modelMagic = "earshot sentiment model\x01"

// ErrModel says that bytes are no model of this version.
var ErrModel = errors.New("sentiment: not a model of this version")

// AppendBinary appends the model in a form that UnmarshalBinary reads. The error is always nil.
func (m *Model) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, modelMagic...)
	for i, language := range languages {
		for _, toward := range []bool{false, true} {
			if h := m.heads[i].pick(toward); h != nil {
				dst = append(dst, language...)
				dst = append(dst, byte(boolInt(toward)))
				dst = h.append(dst)
			}
		}
	}
	return dst, nil
}

// MarshalBinary returns the model in a form that UnmarshalBinary reads. The error is always nil.
func (m *Model) MarshalBinary() ([]byte, error) { return m.AppendBinary(nil) }

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (h *head) append(dst []byte) []byte {
	for k := range h.dense {
		for _, v := range h.dense[k] {
			dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(v))
		}
	}
	dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(h.scale))
	return append(dst, h.hashed[:]...)
}

// headSize is the length of a head in bytes.
const headSize = 2*(findingCount+1)*4 + 4 + 2*featureCount

// UnmarshalBinary reads what MarshalBinary wrote. The error wraps ErrModel.
func (m *Model) UnmarshalBinary(data []byte) error { return m.read(bytes.Clone(data)) }

// read keeps data.
func (m *Model) read(data []byte) error {
	rest, ok := bytes.CutPrefix(data, []byte(modelMagic))
	if !ok {
		return fmt.Errorf("%w: it starts with other bytes", ErrModel)
	}
	var read Model
	for len(rest) > 0 {
		if len(rest) < 3+headSize {
			return fmt.Errorf("%w: cut short, %d bytes left of %d", ErrModel, len(rest), 3+headSize)
		}
		i := languageIndex(string(rest[:2]))
		h, err := readHead(rest[3 : 3+headSize])
		if i < 0 || rest[2] > 1 || err != nil {
			return fmt.Errorf("%w: bad part for language %q", ErrModel, rest[:2])
		}
		if rest[2] == 1 {
			read.heads[i].toward = h
		} else {
			read.heads[i].text = h
		}
		rest = rest[3+headSize:]
	}
	*m = read
	return nil
}

func readHead(data []byte) (*head, error) {
	h := new(head)
	next := func() float32 {
		v := math.Float32frombits(binary.LittleEndian.Uint32(data))
		data = data[4:]
		return v
	}
	bad := false
	for k := range h.dense {
		for i := range h.dense[k] {
			h.dense[k][i] = next()
			bad = bad || !(h.dense[k][i] >= -1000 && h.dense[k][i] <= 1000)
		}
	}
	h.scale = next()
	h.hashed = (*[2 * featureCount]byte)(data)
	if bad || !(h.scale >= 0 && h.scale <= 1000) {
		return nil, ErrModel
	}
	return h, nil
}
