package stat

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

// What is read is what was written, to the last bit, and is written alike again; merging goes on as if nothing had
// been.
func TestHistogramsSurviveWriting(t *testing.T) {
	values := []float64{0, 5e-324, 1e-9, 0.5, 1, 1, 1.5, 1.501, 3600, 1e300, math.MaxFloat64, math.Inf(1)}
	for n := range len(values) + 1 {
		var h Histogram
		w, fine := Weighted{}, FineWeighted()
		for i, x := range values[:n] {
			h.Add(x)
			w.Add(x, 1/float64(i+3))
			fine.Add(x, 1/float64(i+3))
		}
		var h2 Histogram
		var w2, fine2 Weighted
		again(t, &h, &h2)
		again(t, &w, &w2)
		again(t, &fine, &fine2)
		h2.Add(2)
		fine.Merge(&fine2)
		if h.Count()+1 != h2.Count() || !slices.Equal(slices.Collect(w.Buckets()), slices.Collect(w2.Buckets())) ||
			w.Total() != w2.Total() {
			t.Fatalf("%d values: not the same histograms", n)
		}
	}
}

type binaryForm interface {
	MarshalBinary() ([]byte, error)
	UnmarshalBinary([]byte) error
}

func again(t *testing.T, x, y binaryForm) {
	t.Helper()
	data, _ := x.MarshalBinary()
	if err := y.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	if copied, _ := y.MarshalBinary(); !bytes.Equal(data, copied) {
		t.Fatalf("written % x and then % x", data, copied)
	}
}

// Whatever bytes are read, the result is an error or a histogram that is written as the same bytes.
func FuzzUnmarshalBinary(f *testing.F) {
	h, w := Histogram{}, FineWeighted()
	for _, x := range []float64{0, 0.25, 1, 1.001, 7, math.Inf(1)} {
		h.Add(x)
		w.Add(x, x+0.5)
	}
	one, _ := h.MarshalBinary()
	two, _ := w.MarshalBinary()
	f.Add(one)
	f.Add(two)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, x := range []binaryForm{&Histogram{}, &Weighted{}} {
			if x.UnmarshalBinary(data) != nil {
				continue
			}
			if back, _ := x.MarshalBinary(); !bytes.Equal(back, data) && canonical(data) {
				t.Errorf("% x was read and is written as % x", data, back)
			}
		}
	})
}

// canonical tells data whose varints are as short as they can be: a longer one ends with a byte of 0.
func canonical(data []byte) bool {
	for i := 1; i < len(data); i++ {
		if data[i] == 0 && data[i-1]&0x80 != 0 {
			return false
		}
	}
	return true
}
