package exact

import "math"

// ErlangB returns the share of Poisson arrivals that find all of so many servers busy and are lost, by the recursion
// B(c) = a·B(c−1)/(c + a·B(c−1)). offered is the rate of arrivals times the mean of the work, > 0; only that mean
// matters.
func ErlangB(servers int, offered float64) float64 {
	b := 1.0
	for c := 1; c <= servers; c++ {
		b = offered * b / (float64(c) + offered*b)
	}
	return b
}

// ErlangC returns the share of Poisson arrivals that wait, with exponential work and room for all of them;
// offered < servers.
func ErlangC(servers int, offered float64) float64 {
	b := ErlangB(servers, offered)
	return b / (1 - offered/float64(servers)*(1-b))
}

// Station is M/M/c: Poisson arrivals, exponential work, first come first served. Arrive < Servers·Serve unless a method
// says otherwise.
type Station struct {
	Servers       int
	Arrive, Serve float64 // rates, of all arrivals and of one server
}

// spare is how much faster all servers serve than requests come.
func (s Station) spare() float64 { return float64(s.Servers)*s.Serve - s.Arrive }

// Waits returns the share that waits.
func (s Station) Waits() float64 { return ErlangC(s.Servers, s.Arrive/s.Serve) }

// Sojourn returns the mean time from arrival to departure.
func (s Station) Sojourn() float64 { return s.Waits()/s.spare() + 1/s.Serve }

// SojournSurvival returns the share that is there for longer than t ≥ 0: of a wait that is 0 or exponential at the rate
// that is to spare, and work.
func (s Station) SojournSurvival(t float64) float64 {
	waits, spare := s.Waits(), s.spare()
	both := s.Serve * t * math.Exp(-s.Serve*t) // of two exponentials of that rate, what the second adds
	if gap := s.Serve - spare; math.Abs(gap) > 1e-9*s.Serve {
		both = s.Serve * (math.Exp(-spare*t) - math.Exp(-s.Serve*t)) / gap
	}
	return math.Exp(-s.Serve*t) + waits*both
}

// SojournQuantile returns the time that a share p < 1 does not exceed.
func (s Station) SojournQuantile(p float64) float64 {
	return bisect(0, 100/min(s.Serve, s.spare())-math.Log1p(-p)/min(s.Serve, s.spare()),
		func(t float64) bool { return s.SojournSurvival(t) <= 1-p })
}

// Bounded returns what share is lost where at most room ≥ 0 wait, and the mean time of those that are served: M/M/c/K
// with K = Servers + room. Any rates.
func (s Station) Bounded(room int) (lost, sojourn float64) {
	b := BirthDeath{}
	for k := range s.Servers + room {
		b.Birth = append(b.Birth, s.Arrive)
		b.Death = append(b.Death, s.Serve*float64(min(k+1, s.Servers)))
	}
	p := b.Stationary()
	lost = p[len(p)-1]
	return lost, MeanCount(p) / (s.Arrive * (1 - lost))
}

// Patient returns what share is served, and the mean time of all in the system, where those who are still there at time
// patience after they came leave, even while they are served. Any rates.
//
// With n there whose ages are x₁ > x₂ > … the density is ∝ Arrive^n·exp(−Serve·(x₁ + … + x_min(n, Servers))): it
// satisfies the balance of what passes a configuration. Of that which has Servers or more, the sum over n is taken
// first, and of the ages of those before the last one in service the integral. Compare A. Movaghar, "On queueing with
// customer impatience until the end of service", Stochastic Models 22 (2006).
func (s Station) Patient(patience float64) (served, sojourn float64) {
	left := math.Exp(-s.Serve * patience)
	few, busy, inside, term := 0.0, 0.0, 0.0, 1.0 // with fewer than Servers
	for n := range s.Servers {
		few += term
		busy += term * float64(n)
		inside += term * float64(n)
		term *= s.Arrive / s.Serve * (1 - left) / float64(n+1)
	}
	older := func(x float64) float64 {
		density := s.Arrive * math.Exp(-s.Serve*x)
		for k := 1; k < s.Servers; k++ {
			density *= s.Arrive / s.Serve * (math.Exp(-s.Serve*x) - left) / float64(k)
		}
		return density * math.Exp(s.Arrive*x)
	}
	c := float64(s.Servers)
	many := integral(older, 0, patience, 1/s.Serve)
	inside += integral(func(x float64) float64 { return older(x) * (c + s.Arrive*x) }, 0, patience, 1/s.Serve)
	served = s.Serve * (busy + c*many) / (few + many) / s.Arrive
	return served, inside / (few + many) / s.Arrive
}

// PatientSojourn returns the mean time of those that are served by one server where they leave after patience: what
// M/M/1 has up to there. Any rates but equal ones.
func (s Station) PatientSojourn(patience float64) float64 {
	spare := s.spare()
	return 1/spare - patience/math.Expm1(spare*patience)
}

// SingleSojourn is Pollaczek and Khinchine's mean time from arrival to departure of M/G/1, for work of some mean and
// second moment, whatever the order as long as it looks at nobody's work and interrupts nobody. arrive·mean < 1.
func SingleSojourn(arrive, mean, second float64) float64 {
	return mean + arrive*second/(2*(1-arrive*mean))
}

// ConstantWait returns the share of M/D/1 that waits for t ≥ 0 at most (Erlang 1909): with work of length 1,
// (1 − ρ)·Σ (−ρ(t−k))^k/k!·exp(ρ(t−k)) over k ≤ t. Its terms alternate; up to t = 20 ten digits are left.
func ConstantWait(arrive, work, t float64) float64 {
	rho, share := arrive*work, 0.0
	t /= work
	for k := 0.0; k <= t; k++ {
		x := rho * (t - k)
		share += math.Pow(-x, k) / math.Gamma(k+1) * math.Exp(x)
	}
	return (1 - rho) * share
}

// ConstantQuantile returns the wait of M/D/1 that a share p of the requests does not exceed.
func ConstantQuantile(arrive, work, p float64) float64 {
	return bisect(0, 20*work, func(t float64) bool { return ConstantWait(arrive, work, t) >= p })
}

// RenewalSojourn returns the rate of the exponential time from arrival to departure of GI/M/1: serve·(1 − σ), where σ
// is the transform of the gap between arrivals there. Gaps are longer than work on average.
func RenewalSojourn(transform func(s float64) float64, serve float64) float64 {
	sigma := 0.0
	for last := -1.0; sigma > last; { // from below it grows to the least root
		last = sigma
		sigma = transform(serve * (1 - sigma))
	}
	return serve * (1 - sigma)
}

// ErlangGap is the transform of the sum of so many exponential gaps of a rate: of what each of so many servers gets in
// turn of Poisson arrivals.
func ErlangGap(phases int, rate float64) func(s float64) float64 {
	return func(s float64) float64 { return math.Pow(rate/(rate+s), float64(phases)) }
}

// LastComeSurvival returns the share of M/M/1 that is there for longer than t where the last that came is served first,
// and nobody is interrupted: who has to wait does so for a busy period, which those begin that come later. Counts above
// most are cut off.
func (s Station) LastComeSurvival(t float64, most int) float64 {
	own := most + 1 // states 1 … most: so many before it; then its own service; 0: gone
	c := NewChain(most + 2)
	for n := 1; n <= most; n++ {
		if n < most {
			c.Add(n, n+1, s.Arrive)
		}
		to := n - 1
		if n == 1 {
			to = own
		}
		c.Add(n, to, s.Serve)
	}
	c.Add(own, 0, s.Serve)
	start := make([]float64, most+2)
	start[1] = s.Arrive / s.Serve
	start[own] = 1 - start[1]
	return 1 - c.Transient(start, t)[0]
}

// SharedSurvival returns the share of M/M/1 that is there for longer than t where all that are there are served at
// once, each as fast as the others. Counts above most are cut off.
func (s Station) SharedSurvival(t float64, most int) float64 {
	gone := most + 1 // states 0 … most: so many others
	c, start := NewChain(most+2), make([]float64, most+2)
	rho := s.Arrive / s.Serve
	for n := 0; n <= most; n++ {
		start[n] = (1 - rho) * math.Pow(rho, float64(n))
		if n < most {
			c.Add(n, n+1, s.Arrive)
		}
		if n > 0 {
			c.Add(n, n-1, s.Serve*float64(n)/float64(n+1))
		}
		c.Add(n, gone, s.Serve/float64(n+1))
	}
	return 1 - c.Transient(normalize(start, 1), t)[gone]
}

// Retried returns what share is served, and how many tries there are for each, where a server takes one at a time and
// nobody waits: each try goes to one of the servers at random, and there are so many tries at once. Any rates.
func (s Station) Retried(tries int) (served, each float64) {
	b, c := BirthDeath{}, float64(s.Servers)
	taken := func(busy int) float64 { return 1 - math.Pow(float64(busy)/c, float64(tries)) }
	for busy := range s.Servers {
		b.Birth = append(b.Birth, s.Arrive*taken(busy))
		b.Death = append(b.Death, s.Serve*float64(busy+1))
	}
	for busy, p := range b.Stationary() {
		served += p * taken(busy)
		if busy == s.Servers {
			each += p * float64(tries)
		} else {
			each += p * taken(busy) / (1 - float64(busy)/c)
		}
	}
	return served, each
}
