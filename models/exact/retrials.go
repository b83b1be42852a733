package exact

// Retrials is servers without room to wait: who finds all of them busy tries again after an exponential time, of which
// each waits one of their own, until they have tried Tries times; 0: for ever.
type Retrials struct {
	Servers       int
	Arrive, Serve float64 // rates, of all arrivals and of one server
	Again         float64 // rate of trying again, of each that waits
	Tries         int     // 0, 2 or 3
}

// Sojourn returns the mean time until service ends, with those that never give up, before one server:
// G. I. Falin and J. G. C. Templeton, "Retrial Queues" (1997), chapter 1. Arrive < Serve.
func (r Retrials) Sojourn() float64 {
	rho := r.Arrive / r.Serve
	return (rho + rho/(1-rho)*(rho+r.Arrive/r.Again)) / r.Arrive
}

// Answers returns what share is served, and the mean time in the system of all, as a chain of how many are served and
// how many wait for each further try, at most so many of each. Cost: ((Servers + 1)·most^(kinds that wait))³.
func (r Retrials) Answers(most int) (served, sojourn float64) {
	kinds := max(1, r.Tries-1)
	side, states := most+1, r.Servers+1
	for range kinds {
		states *= side
	}
	c := NewChain(states)
	strides := make([]int, kinds) // of the number that wait, by how often they have tried
	for k, stride := 0, r.Servers+1; k < kinds; k, stride = k+1, stride*side {
		strides[k] = stride
	}
	waits := func(state, kind int) int { return state / strides[kind] % side }
	for s := range states {
		busy := s % (r.Servers + 1)
		if busy > 0 {
			c.Add(s, s-1, r.Serve*float64(busy))
		}
		free := busy < r.Servers
		if free {
			c.Add(s, s+1, r.Arrive)
		} else if waits(s, 0) < most {
			c.Add(s, s+strides[0], r.Arrive)
		}
		for k := range kinds {
			rate := r.Again * float64(waits(s, k))
			switch next := k + 1; {
			case rate == 0 || !free && r.Tries == 0:
			case free:
				c.Add(s, s-strides[k]+1, rate)
			case next == kinds:
				c.Add(s, s-strides[k], rate)
			case waits(s, next) < most:
				c.Add(s, s-strides[k]+strides[next], rate)
			}
		}
	}
	busy, there := 0.0, 0.0
	for s, p := range c.Stationary() {
		n := s % (r.Servers + 1)
		busy += p * float64(n)
		for k := range kinds {
			n += waits(s, k)
		}
		there += p * float64(n)
	}
	return busy * r.Serve / r.Arrive, there / r.Arrive
}
