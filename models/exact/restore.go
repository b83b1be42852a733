package exact

// SharedRestore is a fleet whose failed nodes are restored at once, all sharing one pool of bandwidth equally, no
// restore faster than a limit of its own: processor sharing with a finite source. n restores together run at
// min(n·Each, Total).
//
// Only the means of lives and sizes matter: the pool is a symmetric queue and the lives are one with a server for each,
// so the network has a product form for any laws. Source: Kelly, "Reversibility and Stochastic Networks" (1979), ch. 3.
type SharedRestore struct {
	Nodes int
	MTTF  float64 // mean life, from the end of a restore
	Size  float64 // mean amount to restore for one node
	Total float64 // bandwidth of the pool, amount per unit of time
	Each  float64 // most that one restore can use, same unit; +Inf: no limit
}

func (r SharedRestore) process() BirthDeath {
	b := BirthDeath{make([]float64, r.Nodes), make([]float64, r.Nodes)}
	for n := range r.Nodes {
		b.Birth[n] = float64(r.Nodes-n) / r.MTTF
		b.Death[n] = min(float64(n+1)*r.Each, r.Total) / r.Size
	}
	return b
}

// Active returns the long-run distribution of the number of restores under way; element n is P(n active).
func (r SharedRestore) Active() []float64 { return r.process().Stationary() }

// FailureRate returns the failures of the whole fleet per unit of time.
func (r SharedRestore) FailureRate() float64 {
	return (float64(r.Nodes) - MeanCount(r.Active())) / r.MTTF
}

// MeanRestore returns the mean duration of a restore (Little's law).
func (r SharedRestore) MeanRestore() float64 { return MeanCount(r.Active()) / r.FailureRate() }

// Used returns the long-run share of the pool's bandwidth in use.
func (r SharedRestore) Used() float64 { return r.FailureRate() * r.Size / r.Total }

// SharedByTwo is two fleets whose nodes are restored through one pool, by its limits: processor sharing with two kinds
// of customers and finite sources, of which again only the means matter.
type SharedByTwo struct {
	Of          [2]SharedRestore // Nodes, MTTF and Size of each
	Total, Each float64          // see SharedRestore
}

// Active returns the long-run mean number of restores under way of each fleet.
func (s SharedByTwo) Active() (mean [2]float64) {
	a, b := s.Of[0], s.Of[1]
	at := func(i, j int) int { return i*(b.Nodes+1) + j }
	c := NewChain(at(a.Nodes, b.Nodes) + 1)
	for i := range a.Nodes + 1 {
		for j := range b.Nodes + 1 {
			pace := min(s.Each, s.Total/float64(max(1, i+j))) // of each
			if i < a.Nodes {
				c.Add(at(i, j), at(i+1, j), float64(a.Nodes-i)/a.MTTF)
			}
			if j < b.Nodes {
				c.Add(at(i, j), at(i, j+1), float64(b.Nodes-j)/b.MTTF)
			}
			if i > 0 {
				c.Add(at(i, j), at(i-1, j), float64(i)*pace/a.Size)
			}
			if j > 0 {
				c.Add(at(i, j), at(i, j-1), float64(j)*pace/b.Size)
			}
		}
	}
	for state, p := range c.Stationary() {
		mean[0] += p * float64(state/(b.Nodes+1))
		mean[1] += p * float64(state%(b.Nodes+1))
	}
	return mean
}
