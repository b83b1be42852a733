package exact

import "math/bits"

// Structure is a system of independent two-state components, at most some twenty, that works or not depending on which
// of them are up. Every answer is a sum over all states, in the long run. Source: Barlow and Proschan, "Statistical
// Theory of Reliability and Life Testing" (1975), ch. 2; Birnbaum, "On the importance of different components in a
// multicomponent system" (1969). Cost: 2ⁿ.
type Structure struct {
	Parts []TwoState
	Works func(up uint) bool // bit i: component i is up; more that are up break nothing
}

// Mean returns the expectation of a function of which components are up.
func (s Structure) Mean(of func(up uint) float64) float64 {
	sum := 0.0
	for up := range uint(1) << len(s.Parts) {
		p := 1.0
		for i, part := range s.Parts {
			if up>>i&1 > 0 {
				p *= part.Availability()
			} else {
				p *= part.Unavailability()
			}
		}
		sum += p * of(up)
	}
	return sum
}

// Unavailability returns the long-run share of time in which the system does not work.
func (s Structure) Unavailability() float64 {
	return s.Mean(func(up uint) float64 { return indicator(!s.Works(up)) })
}

// Importance returns Birnbaum's importance of a component: the probability that the system works if it is up, less that
// if it is down, which is the share of time in which that decides.
func (s Structure) Importance(part int) float64 {
	return s.Mean(func(up uint) float64 {
		return indicator(s.Works(up|1<<part) && !s.Works(up&^(1<<part)))
	})
}

// OutageRate returns the outages that begin per unit of time: each is begun by a component on which it depends.
func (s Structure) OutageRate() float64 {
	sum := 0.0
	for i, part := range s.Parts {
		sum += s.Importance(i) * part.Availability() / part.MTTF
	}
	return sum
}

// Begins returns the share of outages that a component begins: the importance of Barlow and Proschan, "Importance of
// system components and fault tree events" (1975).
func (s Structure) Begins(part int) float64 {
	return s.Importance(part) * s.Parts[part].Availability() / s.Parts[part].MTTF / s.OutageRate()
}

// Saves returns the share of the time out of order that there would not be if a component never failed: its criticality
// importance, or 1 less the inverse of its risk reduction worth.
func (s Structure) Saves(part int) float64 {
	return s.Importance(part) * s.Parts[part].Unavailability() / s.Unavailability()
}

// AtLeast says that k of the components are up.
func AtLeast(k int) func(up uint) bool { return func(up uint) bool { return bits.OnesCount(up) >= k } }

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
