package stat

import (
	"encoding/binary"
	"errors"
	"math"
)

// A histogram is written as how much finer its buckets are than usual, the weights of zero, of infinity and of all, and
// its occupied buckets in ascending order: how many places each lies behind the one before, its weight, its smallest
// value and its largest, the last only where the two differ. Counts are varints, weights and values the bits of
// floats. Nothing is rounded, and histograms with the same contents are written alike, whatever memory they hold.

var errBroken = errors.New("stat: not a histogram")

// AppendBinary appends h in a form that UnmarshalBinary reads; it returns no error.
func (h *Histogram) AppendBinary(b []byte) ([]byte, error) {
	return h.cells.write(b, binary.AppendUvarint), nil
}

// MarshalBinary writes h in a form that UnmarshalBinary reads; it returns no error.
func (h *Histogram) MarshalBinary() ([]byte, error) { return h.AppendBinary(nil) }

// UnmarshalBinary makes h what MarshalBinary has written. Data that no histogram is written as are an error.
func (h *Histogram) UnmarshalBinary(data []byte) error { return h.cells.read(data, (*reader).count) }

// AppendBinary appends w in a form that UnmarshalBinary reads; it returns no error.
func (w *Weighted) AppendBinary(b []byte) ([]byte, error) { return w.cells.write(b, appendFloat), nil }

// MarshalBinary writes w in a form that UnmarshalBinary reads; it returns no error.
func (w *Weighted) MarshalBinary() ([]byte, error) { return w.AppendBinary(nil) }

// UnmarshalBinary makes w what MarshalBinary has written. Data that no histogram is written as are an error.
func (w *Weighted) UnmarshalBinary(data []byte) error { return w.cells.read(data, (*reader).float) }

func appendFloat(b []byte, x float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
}

func (b *buckets[N]) write(to []byte, weight func([]byte, N) []byte) []byte {
	to = append(to, byte(b.finer))
	for _, w := range []N{b.zero, b.infinite, b.total} {
		to = weight(to, w)
	}
	last := uint64(0)
	for cell := range b.all() {
		if cell.Low == 0 || cell.Low == math.Inf(1) {
			continue
		}
		at, width := b.number(cell.Low), uint64(0)
		if cell.Low < cell.High {
			width = 1
		}
		to = binary.AppendUvarint(to, (at-last)<<1|width)
		to = appendFloat(weight(to, cell.Weight), cell.Low)
		if width == 1 {
			to = appendFloat(to, cell.High)
		}
		last = at
	}
	return to
}

// number counts the buckets from 0 up to that of a positive number.
func (b *buckets[N]) number(x float64) uint64 {
	binade, cell := b.place(x)
	return uint64(binade)<<(mantissa+b.finer) | cell
}

// finest is the largest number of bits beyond the usual that buckets are made with.
const finest = 3

func (b *buckets[N]) read(data []byte, weight func(*reader) N) error {
	r := &reader{data: data}
	*b = buckets[N]{finer: uint(r.byte())}
	if b.finer > finest {
		return errBroken
	}
	b.zero, b.infinite, b.total = weight(r), weight(r), weight(r)
	sound := b.zero >= 0 && b.infinite >= 0 && b.total >= 0
	for last, i := uint64(0), 0; len(r.data) > 0 && sound && !r.failed; i++ {
		step := r.count()
		at, cell := last+step>>1, Bucket[N]{Weight: weight(r), Low: r.float()}
		cell.High = cell.Low
		if step&1 == 1 {
			cell.High = r.float()
		}
		sound = cell.Weight > 0 && cell.Low > 0 && cell.Low < cell.High == (step&1 == 1) && cell.High <= math.MaxFloat64 &&
			b.number(cell.Low) == at && b.number(cell.High) == at && (i == 0 || at > last)
		if !sound || r.failed {
			break
		}
		binade, place := b.place(cell.Low)
		b.open(binade)
		b.pages[binade-b.first][place] = cell
		last = at
	}
	if !sound || r.failed {
		*b = buckets[N]{}
		return errBroken
	}
	return nil
}

// reader takes numbers from the beginning of what is left of data.
type reader struct {
	data   []byte
	failed bool // there were fewer bytes than were asked for
}

func (r *reader) take(n int) []byte {
	if n <= 0 || n > len(r.data) {
		r.failed = true
		return make([]byte, max(n, 8))
	}
	taken := r.data[:n]
	r.data = r.data[n:]
	return taken
}

func (r *reader) byte() byte { return r.take(1)[0] }

func (r *reader) count() uint64 {
	x, n := binary.Uvarint(r.data)
	r.take(n)
	return x
}

func (r *reader) float() float64 { return math.Float64frombits(binary.LittleEndian.Uint64(r.take(8))) }
