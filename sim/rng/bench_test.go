package rng

import "testing"

var sinkFloat float64
var sinkInt uint64

func BenchmarkOpen(b *testing.B) {
	for i := range b.N {
		s := Open(Key{Seed: 1, Entity: 7, Occurrence: uint64(i)})
		sinkInt += s.lo
	}
}

func BenchmarkOpenThenExp(b *testing.B) {
	for i := range b.N {
		s := Open(Key{Seed: 1, Entity: 7, Occurrence: uint64(i)})
		sinkFloat += s.Exp()
	}
}

func BenchmarkName(b *testing.B) {
	for range b.N {
		sinkInt += Name(1, "zone-a/rack-17/node-3")
	}
}

func BenchmarkChild(b *testing.B) {
	for i := range b.N {
		sinkInt += Child(1, uint64(i))
	}
}

func BenchmarkDraw(b *testing.B) {
	for _, c := range []struct {
		name string
		draw func(*Stream) float64
	}{
		{"Float64", (*Stream).Float64},
		{"Exp", (*Stream).Exp},
		{"Norm", (*Stream).Norm},
		{"IntN", func(s *Stream) float64 { return float64(s.IntN(1000)) }},
		{"Bernoulli", func(s *Stream) float64 { return bit(s.Bernoulli(0.1)) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := stream(0)
			for range b.N {
				sinkFloat += c.draw(&s)
			}
		})
	}
}
