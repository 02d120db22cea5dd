package duplicate

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
)

// ErrState means that saved state is damaged or from another version of this
// package. Start with an empty Finder then: repeats of what came before are
// taken for new.
var ErrState = errors.New("duplicate: state is unreadable")

const (
	recordVersion = 1
	maxNumber     = 1 << 62
)

// Mark returns the number of the newest record, for [Finder.Records].
func (f *Finder) Mark() uint64 { return f.count }

// Records yields what was remembered after a mark, oldest first, each with its
// number. A store that keeps each record under its number modulo Limit
// holds all that [Finder.Restore] needs and never grows beyond Limit records of
// a few hundred bytes. With a mark of 0 they are all records.
func (f *Finder) Records(after uint64) iter.Seq2[uint64, []byte] {
	return func(yield func(uint64, []byte) bool) {
		oldest := uint64(1)
		if n := uint64(len(f.entries)); f.count > n {
			oldest = f.count - n + 1
		}
		for number := max(oldest, after+1); number <= f.count; number++ {
			if e := f.numbered(number); e != nil && !yield(number, e.append(nil)) {
				return
			}
		}
	}
}

// Restore replaces what is remembered by saved records, in any order. It
// returns ErrState, and leaves the Finder empty, where one is damaged.
func (f *Finder) Restore(records [][]byte) error {
	*f = Finder{Limit: f.Limit, Window: f.Window}
	f.begin()
	entries := make([]entry, len(records))
	for i, record := range records {
		d := decoder{rest: record}
		d.entry(&entries[i])
		if d.err != nil || len(d.rest) > 0 {
			return fmt.Errorf("%w: record %d of %d bytes", ErrState, i+1, len(record))
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.number, b.number) })
	for _, e := range entries {
		f.count = max(f.count, e.number)
	}
	f.entries = make([]entry, min(f.count, uint64(f.limit())))
	for i := range entries {
		f.restore(&entries[i])
	}
	return nil
}

// restore takes up an entry unless it is older than what is remembered.
func (f *Finder) restore(e *entry) {
	if e.number+uint64(len(f.entries)) <= f.count || f.numbered(e.number) != nil {
		return
	}
	if g := f.groups[e.group.number]; g != nil {
		*g = *e.group // of a later entry, which knows more
		e.group = g
	}
	f.groups[e.group.number] = e.group
	e.group.newest = e.number
	place := f.place(e.number)
	f.entries[place] = *e
	f.known++
	f.index(&f.entries[place])
}

// AppendBinary appends all that is remembered. It never fails.
func (f *Finder) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, recordVersion)
	for _, record := range f.Records(0) {
		dst = binary.AppendUvarint(dst, uint64(len(record)))
		dst = append(dst, record...)
	}
	return dst, nil
}

// UnmarshalBinary replaces what is remembered by what AppendBinary wrote. See
// [Finder.Restore] for its error.
func (f *Finder) UnmarshalBinary(data []byte) error {
	d := decoder{rest: data}
	if d.byte() != recordVersion {
		return fmt.Errorf("%w: unknown version", ErrState)
	}
	var records [][]byte
	for len(d.rest) > 0 && d.err == nil {
		records = append(records, d.take(d.uvarint()))
	}
	if d.err != nil {
		return d.err
	}
	return f.Restore(records)
}

func (e *entry) append(dst []byte) []byte {
	dst = append(dst, recordVersion, byte(e.tier), flag(e.bare), flag(e.long), flag(e.sketch != nil))
	dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(e.similarity))
	dst = binary.AppendUvarint(dst, e.number)
	dst = binary.LittleEndian.AppendUint64(dst, e.id)
	for _, key := range e.print.keys {
		dst = binary.LittleEndian.AppendUint64(dst, key)
	}
	if e.sketch != nil {
		for _, v := range e.sketch {
			dst = binary.LittleEndian.AppendUint16(dst, v)
		}
	}
	return e.group.append(dst)
}

func (g *group) append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, g.number)
	dst = binary.AppendVarint(dst, g.last)
	dst = binary.AppendUvarint(dst, uint64(g.count))
	dst = appendStrings(dst, g.first.Source, g.first.ID, g.first.URL)
	dst = binary.AppendUvarint(dst, uint64(len(g.origins)))
	for _, o := range g.origins {
		dst = appendStrings(dst, o.Source, o.Site)
		dst = binary.AppendUvarint(dst, uint64(o.Count))
	}
	return dst
}

func appendStrings(dst []byte, all ...string) []byte {
	for _, s := range all {
		dst = binary.AppendUvarint(dst, uint64(len(s)))
		dst = append(dst, s...)
	}
	return dst
}

func flag(set bool) byte {
	if set {
		return 1
	}
	return 0
}

// decoder reads what was saved, and fails once and for all where it is
// damaged.
type decoder struct {
	rest []byte
	err  error
}

func (d *decoder) entry(e *entry) {
	version, tier := d.byte(), d.byte()
	e.tier, e.bare, e.long = Tier(tier), d.byte() == 1, d.byte() == 1
	drawn := d.byte() == 1
	e.similarity = math.Float32frombits(uint32(d.fixed(4)))
	e.number, e.id = d.uvarint(), d.fixed(8)
	for i := range e.print.keys {
		e.print.keys[i] = d.fixed(8)
	}
	if drawn {
		e.sketch = new(sketch)
		for i := range e.sketch {
			e.sketch[i] = uint16(d.fixed(2))
		}
	}
	e.group = d.group()
	if version != recordVersion || e.tier >= tiers || e.number == 0 || e.number > maxNumber ||
		!(e.similarity >= 0 && e.similarity <= 1) || e.group.number == 0 || e.group.number > e.number || e.group.count < 1 {
		d.err = ErrState
	}
}

func (d *decoder) group() *group {
	g := &group{number: d.uvarint(), last: d.varint(), count: d.count()}
	g.first = Ref{d.string(), d.string(), d.string()}
	for range min(d.uvarint(), MaxOrigins+1) {
		g.origins = append(g.origins, Origin{d.string(), d.string(), d.count()})
	}
	if len(g.origins) > MaxOrigins {
		d.err = ErrState
	}
	return g
}

func (d *decoder) take(n uint64) []byte {
	if n > uint64(len(d.rest)) {
		d.err, d.rest = ErrState, nil
		return nil
	}
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	return taken
}

func (d *decoder) byte() byte { return byte(d.fixed(1)) }

// fixed reads a number of so many bytes.
func (d *decoder) fixed(size uint64) (v uint64) {
	for i, b := range d.take(size) {
		v |= uint64(b) << (8 * i)
	}
	return v
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 {
		d.err, d.rest = ErrState, nil
		return 0
	}
	d.rest = d.rest[n:]
	return v
}

func (d *decoder) varint() int64 {
	v, n := binary.Varint(d.rest)
	if n <= 0 {
		d.err, d.rest = ErrState, nil
		return 0
	}
	d.rest = d.rest[n:]
	return v
}

func (d *decoder) count() int { return int(min(d.uvarint(), math.MaxInt32)) }

func (d *decoder) string() string { return string(d.take(d.uvarint())) }
