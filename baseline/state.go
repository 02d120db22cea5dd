package baseline

import (
	"encoding/binary"
	"fmt"
	"math"
)

// StateError says why bytes are not the state of this baseline. The baseline is as it was before.
type StateError struct{ Reason string }

// Error gives the reason.
func (e *StateError) Error() string { return "baseline: state: " + e.Reason }

const (
	stateMagic   = 0xBA
	stateVersion = 2
)

// The first form differs in what it knew of sizes: eleven numbers that mean nothing now.
const (
	firstVersion = 1
	firstSize    = 1003
	firstNumbers = 11
)

// StateSize is the length in bytes of a serialised state; it is the same for all.
const StateSize = 991

// AppendBinary appends the state to dst: all that was learned, in a versioned form of StateSize bytes. The
// options are not in it but a fingerprint of them is, so that a state meets the options it was learned
// under. A baseline that goes on from its state gives bit for bit what an uninterrupted one gives.
func (b *Baseline) AppendBinary(dst []byte) ([]byte, error) {
	c := codec{data: append(dst, stateMagic, stateVersion)}
	print := b.settings().print
	c.u64(&print)
	c.baseline(b)
	return c.data, nil
}

// MarshalBinary returns the state; see AppendBinary.
func (b *Baseline) MarshalBinary() ([]byte, error) { return b.AppendBinary(nil) }

// UnmarshalBinary takes up a state that a baseline of the same Options left (the Calendar may differ). Its
// error is a [StateError], after which nothing has changed.
func (b *Baseline) UnmarshalBinary(data []byte) error {
	switch {
	case len(data) < 2 || data[0] != stateMagic:
		return &StateError{"not a state of a baseline"}
	case data[1] == firstVersion && len(data) == firstSize: // what it knew of sizes is learned anew
	case data[1] != stateVersion:
		return &StateError{fmt.Sprintf("version %d, want %d", data[1], stateVersion)}
	case len(data) != StateSize:
		return &StateError{fmt.Sprintf("%d bytes, want %d", len(data), StateSize)}
	}
	c := codec{data: data[2:], read: true, first: data[1] == firstVersion}
	var print uint64
	c.u64(&print)
	if print != b.settings().print {
		return &StateError{"made under other options"}
	}
	fresh := Baseline{set: b.settings()}
	c.baseline(&fresh)
	if err := fresh.sane(); err != nil {
		return err
	}
	*b = fresh
	return nil
}

// sane refuses numbers that no baseline reaches by itself, so that damaged bytes cannot make it misbehave.
func (b *Baseline) sane() error {
	var c codec
	c.baseline(b)
	if c.broken {
		return &StateError{"damaged: a number is not finite or out of range"}
	}
	m := &b.model
	if m.n > 0 && !(m.gauge.unit > 0 && b.tail.fine() && b.alone.fine()) {
		return &StateError{"damaged: a scale is not positive"}
	}
	if b.incident.direction < Down || b.incident.direction > Up {
		return &StateError{"damaged: no such direction"}
	}
	return nil
}

func (t *tail) fine() bool {
	return t.over > 0 && t.over < 1 && t.scale > 0 && t.shape >= 0 && t.n >= 0
}

// codec visits every field of a state in one order, to write or to read it.
type codec struct {
	data   []byte
	read   bool
	broken bool
	first  bool // the first form is read
}

func (c *codec) take(n int) []byte {
	head := c.data[:n]
	c.data = c.data[n:]
	return head
}

func (c *codec) u8(v *uint8) {
	if c.read {
		*v = c.take(1)[0]
		return
	}
	c.data = append(c.data, *v)
}

func (c *codec) u16(v *uint16) {
	if c.read {
		*v = binary.LittleEndian.Uint16(c.take(2))
		return
	}
	c.data = binary.LittleEndian.AppendUint16(c.data, *v)
}

func (c *codec) u32(v *uint32) {
	if c.read {
		*v = binary.LittleEndian.Uint32(c.take(4))
		return
	}
	c.data = binary.LittleEndian.AppendUint32(c.data, *v)
}

func (c *codec) u64(v *uint64) {
	if c.read {
		*v = binary.LittleEndian.Uint64(c.take(8))
		return
	}
	c.data = binary.LittleEndian.AppendUint64(c.data, *v)
}

// floatLimit is far above what clipped learning reaches and far below where squares overflow.
const floatLimit = 1e36

func (c *codec) f32(fields ...*float32) {
	for _, f := range fields {
		v := math.Float32bits(*f)
		c.u32(&v)
		*f = math.Float32frombits(v)
		if !(math.Abs(float64(*f)) < floatLimit) {
			c.broken = true
		}
	}
}

func (c *codec) f64(fields ...*float64) {
	for _, f := range fields {
		v := math.Float64bits(*f)
		c.u64(&v)
		*f = math.Float64frombits(v)
		if !(math.Abs(*f) < floatLimit) {
			c.broken = true
		}
	}
}

func (c *codec) i64(v *int64) {
	u := uint64(*v)
	c.u64(&u)
	*v = int64(u)
}

func (c *codec) baseline(b *Baseline) {
	c.i64(&b.first)
	c.i64(&b.last)
	c.model(&b.model)
	c.scan(&b.scan)
	c.tail(&b.tail)
	c.tail(&b.alone)
	c.f32(&b.news, &b.cover.wide80, &b.cover.wide95)
	c.size(&b.size)
	c.incident(&b.incident)
}

func (c *codec) model(m *model) {
	c.u32(&m.n)
	c.f32(&m.level, &m.levelDays)
	for _, part := range [...][]cell{m.season.hour[:], m.season.off[:], m.season.day[:], m.season.week[:]} {
		for i := range part {
			u := uint16(part[i])
			c.u16(&u)
			part[i] = cell(u)
		}
	}
	for i := range m.event {
		c.f32(&m.event[i].size, &m.event[i].n)
	}
	w := &m.swing
	for _, k := range [...]*moments{&m.noise, &w.near, &w.far, &w.bias, &m.info, &m.trials} {
		c.f32(&k.sum, &k.weight)
	}
	c.f32(&w.size, &w.variance, &w.last, &w.lastInfo, &w.slow, &w.slowInfo, &w.tau)
	c.f64(&m.gauge.origin, &m.gauge.unit)
}

func (c *codec) scan(s *scan) {
	c.u32(&s.step)
	for i := range s.short {
		c.mark(&s.short[i])
	}
	for l := range s.long {
		c.mark(&s.long[l][0])
		c.mark(&s.long[l][1])
	}
	for i := range s.fit {
		c.f32(&s.fit[i])
	}
}

func (c *codec) mark(k *mark) { c.f32(&k.value, &k.base, &k.more, &k.swing) }

func (c *codec) tail(t *tail) {
	c.f32(&t.over, &t.half, &t.tenth, &t.n, &t.peak)
	c.u8(&t.quiet)
	t.shapeUp()
}

func (c *codec) size(z *size) {
	if c.first {
		c.take(4 * firstNumbers)
		return
	}
	c.f32(&z.burst, &z.level, &z.first, &z.usual, &z.norm[0], &z.norm[1], &z.weight, &z.peak)
}

func (c *codec) incident(i *incident) {
	c.i64(&i.since)
	direction := uint8(i.direction)
	c.u8(&direction)
	i.direction = Direction(int8(direction))
	c.f32(&i.back, &i.size)
	c.f32(&i.peakZ, &i.peak, &i.value, &i.base)
	c.u32(&i.rows)
}
