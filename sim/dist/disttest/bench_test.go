package disttest

import (
	"fmt"
	"math"
	"testing"

	"nines/sim/rng"
)

var sink float64

// BenchmarkLaws times a life, a residual life at the median and an equilibrium life of every example, each with the
// opening of its stream, as a simulation pays for them.
func BenchmarkLaws(b *testing.B) {
	for i, e := range Examples() {
		law, err := e.Law()
		if err != nil {
			b.Fatal(err)
		}
		median := law.Quantile(0.5)
		time := func(what string, draw func(s *rng.Stream) float64) {
			b.Run(fmt.Sprintf("%d-%s/%s", i, e.Row, what), func(b *testing.B) {
				s := new(rng.Stream)
				b.ReportAllocs()
				for k := range b.N {
					*s = rng.Open(rng.Key{Seed: 1, Occurrence: uint64(k)})
					sink += draw(s)
				}
			})
		}
		time("life", law.Sample)
		time("residual", func(s *rng.Stream) float64 { return law.Residual(s, median) })
		if !math.IsInf(law.Mean(), 1) {
			time("equilibrium", law.Equilibrium)
		}
	}
}
