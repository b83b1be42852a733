package exact

import "math"

// Conflicts are keys that are written on both sides of a cut, each of them at a constant rate, without memory and to
// any key alike. Source: a key is written on a side within a time with 1 − e^−rate·time/keys, on each side by itself.
type Conflicts struct {
	Keys         float64
	Ours, Theirs float64 // writes per time on each side
}

// After returns the mean number of keys that have been written on both sides by a time.
func (c Conflicts) After(time float64) float64 {
	a, b := c.each()
	return c.Keys * math.Expm1(-a*time) * math.Expm1(-b*time)
}

// LostAfter returns the mean number of writes by a time to keys that the other side has written later: of n writes to a
// key the last is on our side with the share of our writes, and each of the others on their side with theirs.
func (c Conflicts) LostAfter(time float64) float64 {
	a, b := c.each()
	m := (a + b) * time
	return c.Keys * 2 * a * b / ((a + b) * (a + b)) * (m + math.Expm1(-m))
}

// Mean returns After for a cut whose length is exponential: the mean of e^−rate·time is 1 / (1 + rate·mean).
func (c Conflicts) Mean(length float64) float64 {
	a, b := c.each()
	none := func(rate float64) float64 { return 1 / (1 + rate*length) }
	return c.Keys * (1 - none(a) - none(b) + none(a+b))
}

// MeanLost returns LostAfter for a cut whose length is exponential.
func (c Conflicts) MeanLost(length float64) float64 {
	a, b := c.each()
	m := (a + b) * length
	return c.Keys * 2 * a * b / ((a + b) * (a + b)) * (m - m/(1+m))
}

// each returns the rates of writes to a key.
func (c Conflicts) each() (ours, theirs float64) { return c.Ours / c.Keys, c.Theirs / c.Keys }
