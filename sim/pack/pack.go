package pack

import (
	"encoding"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"reflect"
	"sync"
)

// Codec writes and reads values of one type. It may be used by several goroutines.
//
// Integers are varints; floats the difference, bit by bit, from the one that the same field held before, so that a
// series of equal values takes a byte for each; slices begin with their length plus one, nil ones are 0. Cost: some ten
// nanoseconds for each number.
type Codec[T any] struct {
	root   form
	layout string
	floats int // fields that hold one
	states sync.Pool
}

// form is how values of one type are written and read. The values that read changes are settable.
type form struct {
	write func(w *state, v reflect.Value)
	read  func(r *state, v reflect.Value)
}

// state is what writing, or reading, has come to.
type state struct {
	data []byte   // written so far, or still to be read
	last []uint64 // by field of floats: the bits of the last one
	err  error    // of reading
}

// For makes the codec of a type. It panics on types that the package does not do, which are mistakes of the caller.
func For[T any]() *Codec[T] {
	c := &Codec[T]{}
	b := builder{}
	c.root = b.form(reflect.TypeFor[T]())
	c.floats, c.layout = b.floats, describe(reflect.TypeFor[T]())
	c.states.New = func() any { return &state{last: make([]uint64, c.floats)} }
	return c
}

// Layout describes the type by everything that the form depends on: names, kinds and order of all fields.
func (c *Codec[T]) Layout() string { return c.layout }

// Append appends a value to data.
func (c *Codec[T]) Append(data []byte, x *T) []byte {
	w := c.begin(data)
	defer c.states.Put(w)
	c.root.write(w, reflect.ValueOf(x).Elem())
	return w.data
}

var errBroken = errors.New("not a packed value")

// Read makes x what Append has written as data, all of it. Other data are an error, and x is then of no use.
func (c *Codec[T]) Read(data []byte, x *T) error {
	r := c.begin(data)
	defer c.states.Put(r)
	c.root.read(r, reflect.ValueOf(x).Elem())
	if r.err == nil && len(r.data) > 0 {
		r.err = errBroken
	}
	return r.err
}

func (c *Codec[T]) begin(data []byte) *state {
	s := c.states.Get().(*state)
	clear(s.last)
	s.data, s.err = data, nil
	return s
}

// builder makes forms.
type builder struct{ floats int }

var (
	appender    = reflect.TypeFor[encoding.BinaryAppender]()
	unmarshaler = reflect.TypeFor[encoding.BinaryUnmarshaler]()
)

func (b *builder) form(t reflect.Type) form {
	if p := reflect.PointerTo(t); p.Implements(appender) && p.Implements(unmarshaler) {
		return ownForm
	}
	switch t.Kind() {
	case reflect.Bool:
		return truthForm
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return integerForm
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return countForm
	case reflect.Float64:
		b.floats++
		return floatForm(b.floats - 1)
	case reflect.String:
		return textForm
	case reflect.Struct:
		return b.structForm(t)
	case reflect.Array:
		return arrayForm(t.Len(), b.form(t.Elem()))
	case reflect.Slice:
		return sliceForm(b.form(t.Elem()))
	}
	panic(fmt.Sprintf("pack: no form for a %s", t))
}

func (s *state) fail() { s.err = errBroken }

func (s *state) uvarint() uint64 {
	x, n := binary.Uvarint(s.data)
	if n <= 0 {
		s.fail()
		return 0
	}
	s.data = s.data[n:]
	return x
}

// taken is the next n bytes.
func (s *state) taken(n uint64) []byte {
	if n > uint64(len(s.data)) {
		s.fail()
		return nil
	}
	data := s.data[:n]
	s.data = s.data[n:]
	return data
}

// ownForm is that of types that bring one: its length, then it.
var ownForm = form{
	func(w *state, v reflect.Value) {
		own, err := v.Addr().Interface().(encoding.BinaryAppender).AppendBinary(nil)
		if err != nil {
			panic(err) // a value that was made by the program itself
		}
		w.data = append(binary.AppendUvarint(w.data, uint64(len(own))), own...)
	},
	func(r *state, v reflect.Value) {
		own := r.taken(r.uvarint())
		if r.err == nil {
			r.err = v.Addr().Interface().(encoding.BinaryUnmarshaler).UnmarshalBinary(own)
		}
	},
}

var truthForm = form{
	func(w *state, v reflect.Value) {
		b := byte(0)
		if v.Bool() {
			b = 1
		}
		w.data = append(w.data, b)
	},
	func(r *state, v reflect.Value) {
		x := r.uvarint()
		if v.SetBool(x == 1); x > 1 {
			r.fail()
		}
	},
}

var integerForm = form{
	func(w *state, v reflect.Value) { w.data = binary.AppendVarint(w.data, v.Int()) },
	func(r *state, v reflect.Value) {
		u := r.uvarint()
		x := int64(u>>1) ^ -int64(u&1)
		if v.SetInt(x); v.Int() != x {
			r.fail()
		}
	},
}

var countForm = form{
	func(w *state, v reflect.Value) { w.data = binary.AppendUvarint(w.data, v.Uint()) },
	func(r *state, v reflect.Value) {
		x := r.uvarint()
		if v.SetUint(x); v.Uint() != x {
			r.fail()
		}
	},
}

// floatForm puts the bytes in which floats of a kind mostly agree, the last of the mantissa, where a varint leaves them
// out.
func floatForm(field int) form {
	return form{
		func(w *state, v reflect.Value) {
			x := math.Float64bits(v.Float())
			w.data = binary.AppendUvarint(w.data, bits.ReverseBytes64(x^w.last[field]))
			w.last[field] = x
		},
		func(r *state, v reflect.Value) {
			r.last[field] ^= bits.ReverseBytes64(r.uvarint())
			v.SetFloat(math.Float64frombits(r.last[field]))
		},
	}
}

var textForm = form{
	func(w *state, v reflect.Value) {
		w.data = append(binary.AppendUvarint(w.data, uint64(v.Len())), v.String()...)
	},
	func(r *state, v reflect.Value) { v.SetString(string(r.taken(r.uvarint()))) },
}

func (b *builder) structForm(t reflect.Type) form {
	fields := make([]form, t.NumField())
	for i := range fields {
		if !t.Field(i).IsExported() {
			panic(fmt.Sprintf("pack: %s.%s is not exported", t, t.Field(i).Name))
		}
		fields[i] = b.form(t.Field(i).Type)
	}
	return form{
		func(w *state, v reflect.Value) {
			for i := range fields {
				fields[i].write(w, v.Field(i))
			}
		},
		func(r *state, v reflect.Value) {
			for i := 0; i < len(fields) && r.err == nil; i++ {
				fields[i].read(r, v.Field(i))
			}
		},
	}
}

func arrayForm(length int, element form) form {
	return form{
		func(w *state, v reflect.Value) {
			for i := range length {
				element.write(w, v.Index(i))
			}
		},
		func(r *state, v reflect.Value) {
			for i := 0; i < length && r.err == nil; i++ {
				element.read(r, v.Index(i))
			}
		},
	}
}

func sliceForm(element form) form {
	return form{
		func(w *state, v reflect.Value) {
			if v.IsNil() {
				w.data = append(w.data, 0)
				return
			}
			w.data = binary.AppendUvarint(w.data, uint64(v.Len())+1)
			for i := range v.Len() {
				element.write(w, v.Index(i))
			}
		},
		func(r *state, v reflect.Value) {
			n := r.uvarint()
			if n > uint64(len(r.data))+1 { // an element takes a byte or more
				r.fail()
			}
			if v.SetZero(); n == 0 || r.err != nil {
				return
			}
			v.Set(reflect.MakeSlice(v.Type(), int(n)-1, int(n)-1))
			for i := 0; i < v.Len() && r.err == nil; i++ {
				element.read(r, v.Index(i))
			}
		},
	}
}
