package exact

import "math"

// MinimalFailures returns the expected number of failures in [0, t] of a component whose repairs take no time and leave
// it as old as it was: a Poisson process with the hazard of the law, so −ln Survival(t); (t/η)^β for a Weibull law.
// Source: Barlow and Hunter, "Optimum preventive maintenance policies", Operations Research 8 (1960).
func MinimalFailures(life Law, t float64) float64 { return -math.Log(life.Survival(t)) }

// Imperfect is a component whose repairs take no time and leave it with a virtual age v; its next life is then what is
// left of a new one that has reached v. After a life x, repair of type I makes of it v + q·x (only the damage of the
// last life is undone), type II q·(v + x) (all damage). q = 0 is a renewal, q = 1 minimal repair, of either type.
//
// Source: Kijima, "Some results for repairable systems with general repair", J. Applied Probability 26 (1989).
type Imperfect struct {
	Life Law
	Kept float64 // q, 0 … 1
}

// FailuresI returns the expected number of failures in [0, t] with repairs of type I. There the virtual age after a
// repair at time s is q·s, so
//
//	M(t) = F(t) + ∫(1 − S(qs + t − s)/S(qs)) dM(s),
//
// solved as in Alternating.Course: error O(step²) for smooth laws, O(step^{1+β}) for a Weibull shape β < 1. Cost:
// steps² survival functions, for each of two step widths.
func (m Imperfect) FailuresI(t float64, steps int) Estimate {
	return halved(steps, func(n int) float64 { return m.solveI(t, n) })
}

func (m Imperfect) solveI(t float64, steps int) float64 {
	h := t / float64(steps)
	failures := make([]float64, steps+1) // in each step, taken to happen in its middle
	aged := make([]float64, steps+1)     // survival to the virtual age after them
	var total float64
	for i := 1; i <= steps; i++ {
		now := float64(i) * h
		known := 1 - m.Life.Survival(now)
		for j := 1; j < i; j++ {
			since := (float64(i-j) + 0.5) * h
			known += failures[j] * (1 - m.Life.Survival(m.Kept*(now-since)+since)/aged[j])
		}
		age := m.Kept * (now - h/2)
		aged[i] = m.Life.Survival(age)
		failures[i] = (known - total) / (m.Life.Survival(age+h/2) / aged[i])
		total += failures[i]
	}
	return total
}

// FailuresII returns the expected number of failures in [0, t] with repairs of type II, by moving the law of the
// virtual age forward in time on a grid of ages as fine as that of time. Those that fail in a step do so in its middle,
// and their new age is split between the two nearest points of the grid so that its mean is kept. Error: better than
// O(step) for smooth laws; for a Weibull shape β < 1 only O(step^β), which the stated error does not bound. Cost:
// steps² additions, for each of two step widths.
func (m Imperfect) FailuresII(t float64, steps int) Estimate {
	return halved(steps, func(n int) float64 { return m.solveII(t, n) })
}

func (m Imperfect) solveII(t float64, steps int) float64 {
	h := t / float64(steps)
	old := make([]float64, 2*steps+3) // survival to each half step of age
	for k := range old {
		old[k] = m.Life.Survival(float64(k) * h / 2)
	}
	again := make([]float64, steps) // P(second failure in the second half of a step), by age at its beginning
	for k := range again {
		after := m.Kept * (float64(k) + 0.5) * h
		again[k] = 1 - m.Life.Survival(after+h/2)/m.Life.Survival(after)
	}
	ages, next := make([]float64, steps+2), make([]float64, steps+2)
	ages[0] = 1
	var total float64
	for i := range steps {
		clear(next[:i+3])
		for k, p := range ages[:i+1] {
			survive := old[2*k+2] / old[2*k]
			next[k+1] += p * survive
			failed := p * (1 - survive)
			total += failed * (1 + again[k])
			below, part := math.Modf(m.Kept*(float64(k)+0.5) + 0.5)
			next[int(below)] += failed * (1 - part)
			next[int(below)+1] += failed * part
		}
		ages, next = next, ages
	}
	return total
}

// halved solves with so many steps and with half as many.
func halved(steps int, solve func(steps int) float64) Estimate {
	fine, coarse := solve(steps), solve(steps/2)
	return Estimate{fine, math.Abs(fine - coarse)}
}
