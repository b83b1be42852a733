package exact

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Spares is a stock of parts with one-for-one replenishment, the (S−1, S) policy: each part taken is reordered at once
// and comes a lead time later; who finds the shelf empty waits, first come first served. Demands are Poisson: many
// nodes, which keep failing however many wait.
//
// Source: Palm's theorem (1938), by which the number on order is Poisson with mean Rate·Lead for any law of the lead
// time; Sherbrooke, "Optimal Inventory Modeling of Systems" (2004), ch. 2; Feeney and Sherbrooke, Management Science 12
// (1966).
type Spares struct {
	Stock int     // S ≥ 0
	Rate  float64 // demands per unit of time
	Lead  float64 // mean lead time
}

// StockOut returns the probability that a demand finds no part on the shelf: P(at least S on order).
func (s Spares) StockOut() float64 { return fewestArrivals(s.Stock, s.Rate*s.Lead) }

// fewestArrivals returns P(Poisson(mean) ≥ n).
func fewestArrivals(n int, mean float64) float64 {
	if n == 0 {
		return 1
	}
	return mathext.GammaIncReg(float64(n), mean)
}

// Backorders returns the mean number of demands that wait for a part: E[(X − S)⁺] for X Poisson with mean m.
func (s Spares) Backorders() float64 {
	m := s.Rate * s.Lead
	// The closed form m·P(X ≥ S) − S·P(X ≥ S+1) would lose what a large stock leaves.
	var mean float64
	from := float64(s.Stock) + 1
	for x := from; x < from+m+40*math.Sqrt(m+1)+40; x++ {
		mean += (x - float64(s.Stock)) * poisson(x, m)
	}
	return mean
}

// MeanWait returns the mean wait for a part over all demands, those that do not wait included (Little's law).
func (s Spares) MeanWait() float64 { return s.Backorders() / s.Rate }

// WaitSurvival returns P(wait > x) for x ≥ 0 when every lead time is the same: the part that a demand gets was ordered
// S demands ago and has not come after x more, P(at least S demands in Lead − x).
func (s Spares) WaitSurvival(x float64) float64 {
	if x >= s.Lead {
		return 0
	}
	return fewestArrivals(s.Stock, s.Rate*(s.Lead-x))
}

// FleetSpares is Spares for a fleet that is not large: a node that waits for a part does not fail. Lives are
// exponential; only the mean of the lead time matters, because orders do not wait for each other. The exchange of a
// part takes no time.
type FleetSpares struct {
	Nodes, Stock int
	MTTF         float64 // mean life
	Lead         float64 // mean lead time
}

// OnOrder returns the long-run distribution of the number of parts on order, 0 … Stock + Nodes; what exceeds the stock
// is the number of nodes that wait.
func (f FleetSpares) OnOrder() []float64 {
	states := f.Stock + f.Nodes
	b := BirthDeath{make([]float64, states), make([]float64, states)}
	for x := range states {
		b.Birth[x] = float64(f.running(x)) / f.MTTF
		b.Death[x] = float64(x+1) / f.Lead
	}
	return b.Stationary()
}

// running is the number of nodes in service when x parts are on order.
func (f FleetSpares) running(x int) int { return f.Nodes - max(0, x-f.Stock) }

// flows returns the mean number of nodes waiting, the failures per unit of time, and those of them that find the shelf
// empty.
func (f FleetSpares) flows() (waiting, rate, short float64) {
	for x, p := range f.OnOrder() {
		waiting += p * float64(max(0, x-f.Stock))
		failures := p * float64(f.running(x)) / f.MTTF
		rate += failures
		if x >= f.Stock {
			short += failures
		}
	}
	return waiting, rate, short
}

// StockOut returns the share of failures that find no part on the shelf.
func (f FleetSpares) StockOut() float64 {
	_, rate, short := f.flows()
	return short / rate
}

// MeanWait returns the mean wait for a part over all failures, those that do not wait included.
func (f FleetSpares) MeanWait() float64 {
	waiting, rate, _ := f.flows()
	return waiting / rate
}

// Unavailability returns the long-run share of its time that a node waits for a part.
func (f FleetSpares) Unavailability() float64 {
	waiting, _, _ := f.flows()
	return waiting / float64(f.Nodes)
}
