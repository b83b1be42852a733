package policytest

import (
	"math"

	"nines/models"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// Agreement holds the p-values of the nulls that two detectors answer by the same laws: the delay until suspicion, the
// time to clear, when the next mistake begins and how long it lasts.
type Agreement struct{ Delay, Clear, After, Lasting float64 }

// Agree compares answers of two detectors with one another, of each n delays and times to clear and a number of
// mistakes, by the two-sample test of Kolmogorov and Smirnov. At the level of stattest it sees a displacement of 5 % of
// the probability in 10,000 answers and of 15 % in 1,000.
func Agree(a, b models.Detector, n, mistakes int) Agreement {
	delay := func(d models.Detector) func(*rng.Stream) float64 {
		return func(s *rng.Stream) float64 { return float64(d.Delay(symptoms[0]).Anytime(s)) }
	}
	clearing := func(d models.Detector) func(*rng.Stream) float64 {
		return func(s *rng.Stream) float64 { return float64(d.Clear().Anytime(s)) }
	}
	ma, mb := drawMistakes(a, mistakes, 10), drawMistakes(b, mistakes, 11)
	return Agreement{
		Delay:   sameLaw(draw(n, 12, delay(a)), draw(n, 13, delay(b))),
		Clear:   sameLaw(draw(n, 14, clearing(a)), draw(n, 15, clearing(b))),
		After:   sameLaw(afters(ma), afters(mb)),
		Lasting: sameLaw(lastings(ma), lastings(mb)),
	}
}

// P is the p-value of the null that all four laws agree: four times the smallest, at most 1.
func (g Agreement) P() float64 { return min(1, 4*min(g.Delay, g.Clear, g.After, g.Lasting)) }

// sameLaw is stattest.KSTwo after rounding to 2⁻²⁰ s: of many laws a good part lies in one point, which sums of floats
// hit only nearly, and differently in either sample.
func sameLaw(a, b []float64) float64 { return stattest.KSTwo(rounded(a), rounded(b)) }

func rounded(xs []float64) []float64 {
	for i, x := range xs {
		xs[i] = math.Round(x*(1<<20)) / (1 << 20)
	}
	return xs
}

// mistake is an answer of Detector.Mistake, in seconds.
type mistake struct{ after, lasting float64 }

func drawMistakes(d models.Detector, n int, seed uint64) []mistake {
	ms := make([]mistake, n)
	for i := range ms {
		after, lasting := d.Mistake().Sample(stream(seed, uint64(i)))
		ms[i] = mistake{float64(after), float64(lasting)}
	}
	return ms
}

func afters(ms []mistake) []float64 {
	xs := make([]float64, len(ms))
	for i, m := range ms {
		xs[i] = m.after
	}
	return xs
}

func lastings(ms []mistake) []float64 {
	xs := make([]float64, len(ms))
	for i, m := range ms {
		xs[i] = m.lasting
	}
	return xs
}

// stream is on the heap, as a world's is, so that the address passed through an interface costs nothing.
func stream(seed, i uint64) *rng.Stream {
	s := rng.Open(rng.Key{Seed: seed, Occurrence: i})
	return &s
}

// draw takes n draws, each from a stream of its own as in a simulation.
func draw(n int, seed uint64, sample func(*rng.Stream) float64) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = sample(stream(seed, uint64(i)))
	}
	return xs
}
