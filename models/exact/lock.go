package exact

import "math"

// Lock is one that is lent for a time: its holder renews it at regular times, and each of some candidates looks for it
// again and again, for uniform times between Low and High, independently of the holder and of each other.
type Lock struct {
	Lease, Renew float64 // seconds
	Candidates   int
	Low, High    float64 // seconds, Low ≤ High
}

// FirstLook returns the mean time from an instant to the next look of any candidate: the integral of the probability
// that none of them looks, each being somewhere between two looks.
func (l Lock) FirstLook() float64 {
	mean := (l.Low + l.High) / 2
	none := func(x float64) float64 {
		if x < l.Low {
			return math.Pow(1-x/mean, float64(l.Candidates))
		}
		left := l.High - x
		return math.Pow(left*left/(2*(l.High-l.Low)*mean), float64(l.Candidates))
	}
	first := integral(none, 0, l.Low, mean)
	if l.High > l.Low {
		first += integral(none, l.Low, l.High, mean)
	}
	return first
}

// Takeover returns the mean time from a crash of the holder until somebody else holds the lock: what is left of a lease
// that was renewed at any time within one interval, and then until the first look.
func (l Lock) Takeover() float64 { return l.Lease - l.Renew/2 + l.FirstLook() }
