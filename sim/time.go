package sim

import "math"

// Time is seconds since the start of the run: finite and not negative wherever something happens, +Inf for "never".
// It is a float because missions last centuries and theory is written in reals; one second after 300 years (1e10 s) it
// still resolves 2 µs.
type Time float64

// never is later than any event.
var never = Time(math.Inf(1))

// Duration is seconds between two times.
type Duration float64
