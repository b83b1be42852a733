package exact

// Dimmed is one server that begins a customer in full or in part, by how many are there when its turn comes: customers
// come at random, and both kinds of service are exponential.
type Dimmed struct {
	Arrive     float64           // rate
	Full, Part float64           // rates of service
	InFull     func(int) float64 // probability by how many are there, that customer among them
	Most       int               // at a time: so many that it makes no difference that more are turned away
}

// Answers returns the mean time from arrival to departure, and the share of customers that are served in full. The
// state is how many are there, and which kind is being served. Cost: 8/3 Most³.
func (d Dimmed) Answers() (sojourn, full float64) {
	c := NewChain(1 + 2*d.Most) // 0: nobody; 2n−1 and 2n: n, in full and in part
	begin := func(from, there int, rate float64) {
		if there == 0 {
			c.Add(from, 0, rate)
			return
		}
		p := d.InFull(there)
		for kind, share := range []float64{p, 1 - p} {
			if to := 2*there - 1 + kind; to != from {
				c.Add(from, to, rate*share)
			}
		}
	}
	begin(0, 1, d.Arrive)
	for n := 1; n <= d.Most; n++ {
		for kind, rate := range []float64{d.Full, d.Part} {
			s := 2*n - 1 + kind
			begin(s, n-1, rate)
			if n < d.Most {
				c.Add(s, s+2, d.Arrive)
			}
		}
	}
	there, served, done := 0.0, 0.0, 0.0
	for s, p := range c.Stationary() {
		there += p * float64((s+1)/2)
		switch {
		case s > 0 && s%2 == 1:
			done += p * d.Full
			served += p * d.Full
		case s > 0:
			served += p * d.Part
		}
	}
	return there / served, done / served
}
