package exact

import "slices"

// Choices is some servers with a line each, exponential work and Poisson arrivals, of whom each joins the shortest of
// some lines that are drawn: all different, or each anew.
type Choices struct {
	Nodes, Of     int
	Different     bool
	Arrive, Serve float64 // rates, of all arrivals and of one server
}

// Sojourn returns the mean time from arrival to departure where at most so many are at each server, of whom more hardly
// ever are. Servers are alike, so that a state is how many are there in order.
func (c Choices) Sojourn(most int) float64 {
	states := multisets(c.Nodes, most)
	b := balance{into: make([][]flow, len(states)), out: make([]float64, len(states))}
	index := make(map[string]int, len(states))
	for i, s := range states {
		index[string(s)] = i
	}
	for i, s := range states {
		c.moves(s, most, func(to []byte, rate float64) { b.add(i, index[string(to)], rate) })
	}
	there := 0.0
	for i, p := range b.solve(1e-12) {
		for _, n := range states[i] {
			there += p * float64(n)
		}
	}
	return there / c.Arrive
}

// moves calls f with what may follow on how many are there, in ascending order, and the rate of it.
func (c Choices) moves(s []byte, most int, f func(to []byte, rate float64)) {
	for at := 0; at < c.Nodes; {
		alike := at
		for alike < c.Nodes && s[alike] == s[at] {
			alike++
		}
		if s[at] > 0 { // of those that are alike the first, so that they stay in order
			to := slices.Clone(s)
			to[at]--
			f(to, c.Serve*float64(alike-at))
		}
		if int(s[at]) < most {
			to := slices.Clone(s)
			to[alike-1]++
			f(to, c.Arrive*(c.allFrom(at)-c.allFrom(alike)))
		}
		at = alike
	}
}

// balance is a large chain with few transitions from each state.
type balance struct {
	into [][]flow
	out  []float64
}

// flow is a transition from a state.
type flow struct {
	from int
	rate float64
}

func (b *balance) add(from, to int, rate float64) {
	b.into[to] = append(b.into[to], flow{from, rate})
	b.out[from] += rate
}

// solve returns the long-run share of time in each state, to that much of the largest of them: by Gauss and Seidel.
func (b *balance) solve(within float64) []float64 {
	p := make([]float64, len(b.out))
	for i := range p {
		p[i] = 1 / float64(len(p))
	}
	for change := 1.0; change > within; {
		change = 0
		for i := range p {
			now := 0.0
			for _, f := range b.into[i] {
				now += p[f.from] * f.rate
			}
			now /= b.out[i]
			change, p[i] = max(change, now-p[i], p[i]-now), now
		}
		normalize(p, 1)
	}
	return p
}

// allFrom is the chance that all that are drawn are among those from a place on, in ascending order.
func (c Choices) allFrom(at int) float64 {
	p := 1.0
	for k := range c.Of {
		if left := c.Nodes - at; c.Different {
			p *= max(0, float64(left-k)) / float64(c.Nodes-k)
		} else {
			p *= float64(left) / float64(c.Nodes)
		}
	}
	return p
}

// multisets are all ways to have so many numbers from 0 to most, in ascending order.
func multisets(n, most int) (list [][]byte) {
	s := make([]byte, n)
	for {
		list = append(list, slices.Clone(s))
		at := n - 1
		for at >= 0 && int(s[at]) == most {
			at--
		}
		if at < 0 {
			return list
		}
		up := s[at] + 1
		for ; at < n; at++ {
			s[at] = up
		}
	}
}
