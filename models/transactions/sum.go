package transactions

import "math"

// sum adds up times to the same bits in whatever order they come, each cut to 2⁻³² s: transactions that are played to
// their end at once count before others that came earlier, and which do so must not show.
type sum struct{ whole, parts uint64 } // parts in 2⁻³² s, fewer than a second

const second = 1 << 32

// add adds a time in seconds, ≥ 0.
func (s *sum) add(seconds float64) {
	whole := math.Floor(seconds)
	s.parts += uint64((seconds - whole) * second)
	s.whole += uint64(whole) + s.parts/second
	s.parts %= second
}

func (s sum) seconds() float64 { return float64(s.whole) + float64(s.parts)/second }
