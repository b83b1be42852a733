package pack_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"nines/sim/pack"
	"nines/sim/stat"
)

type Part struct {
	Name  string
	Truth bool
	Small int8
	Times [3]float64
}

type whole struct {
	Part
	Count  uint64
	Signed int64
	Parts  []Part
	Table  [][]float64
	Spread stat.Histogram
}

// fill sets every number of a value at random, the ends of its range included.
func fill(r *rand.Rand, v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 1)
	case reflect.Int8, reflect.Int64:
		v.SetInt(r.Int64() >> r.IntN(64) * int64(1-2*r.IntN(2)))
	case reflect.Uint64:
		v.SetUint(r.Uint64() >> r.IntN(64))
	case reflect.Float64:
		v.SetFloat([]float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(-1), r.NormFloat64(), 3}[r.IntN(6)])
	case reflect.String:
		v.SetString(strings.Repeat("é", r.IntN(4)))
	case reflect.Slice:
		if n := r.IntN(5); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
		}
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			fill(r, v.Index(i))
		}
	case reflect.Struct:
		if h, ok := v.Addr().Interface().(*stat.Histogram); ok {
			h.Add(r.ExpFloat64())
			return
		}
		for i := range v.NumField() {
			fill(r, v.Field(i))
		}
	}
}

// What is read is what was written: it is written alike again, and cut short anywhere, or longer, it is refused.
func TestRoundTrip(t *testing.T) {
	codec, r := pack.For[whole](), rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var x, y whole
		fill(r, reflect.ValueOf(&x).Elem())
		data := codec.Append(nil, &x)
		if err := codec.Read(data, &y); err != nil {
			t.Fatal(err)
		}
		if back := codec.Append(nil, &y); !bytes.Equal(back, data) || x.Name != y.Name || x.Signed != y.Signed ||
			math.Float64bits(x.Times[1]) != math.Float64bits(y.Times[1]) || (x.Table == nil) != (y.Table == nil) {
			t.Fatalf("%+v\nwas read as\n%+v", x, y)
		}
		cut := r.IntN(len(data))
		if codec.Read(data[:cut], &y) == nil || codec.Read(append(data, 0), &y) == nil {
			t.Fatalf("%d of %d bytes are no value, nor is one byte more", cut, len(data))
		}
	}
}

func FuzzRead(f *testing.F) {
	codec, r := pack.For[whole](), rand.New(rand.NewPCG(1, 2))
	var x whole
	fill(r, reflect.ValueOf(&x).Elem())
	f.Add(codec.Append(nil, &x))
	f.Fuzz(func(t *testing.T, data []byte) {
		var y, z whole
		if codec.Read(data, &y) == nil && codec.Read(codec.Append(nil, &y), &z) != nil {
			t.Errorf("% x is read, and what is written then is not", data)
		}
	})
}

// A field more, another name or another kind are another layout.
func TestLayout(t *testing.T) {
	seen := map[string]bool{}
	for _, layout := range []string{
		pack.For[struct{ A int }]().Layout(), pack.For[struct{ B int }]().Layout(), pack.For[struct{ A int8 }]().Layout(),
		pack.For[struct{ A []int }]().Layout(), pack.For[struct{ A [2]int }]().Layout(),
		pack.For[struct{ A, B int }]().Layout(), pack.For[struct{ A struct{ B int } }]().Layout(),
	} {
		if seen[layout] {
			t.Errorf("%s stands for two types", layout)
		}
		seen[layout] = true
	}
}

// A series of equal values takes a byte for each.
func TestSeriesAreShort(t *testing.T) {
	series := make([]float64, 1000)
	for i := range series {
		series[i] = math.Pi
	}
	if n := len(pack.For[[]float64]().Append(nil, &series)); n > 1000+12 {
		t.Errorf("%d bytes for 1000 equal values", n)
	}
}

func TestWhatCannotBePacked(t *testing.T) {
	for name, make := range map[string]func(){
		"pointer": func() { pack.For[struct{ A *int }]() },
		"map":     func() { pack.For[map[string]int]() },
		"hidden":  func() { pack.For[struct{ a int }]() },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: taken", name)
				}
			}()
			make()
		}()
	}
}
